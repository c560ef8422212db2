import { gzipSync } from 'node:zlib';
import { atOnce } from '../../calltree/slices';
import type { CallTree } from '../../calltree/tree';
import { writeFolded } from '../../formats/folded';
import { writePprof } from '../../formats/pprofWriter';
import { writeSpeedscope } from '../../formats/speedscope';
import type { TimeRange } from '../../pyroscope/api';
import { parseProfileType } from '../../pyroscope/profileType';
import { functionRows } from './functionTable';

export const FILE_FORMATS = ['pprof', 'folded', 'speedscope', 'json'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

const SPEEDSCOPE_UNITS = ['nanoseconds', 'microseconds', 'milliseconds', 'seconds', 'bytes'] as const;

/** A profile as a file's content. `json` has self and total of each function, exact, in the type's unit. */
export async function profileFile(
  format: FileFormat,
  tree: CallTree,
  { profileTypeId, labelSelector, range }: { profileTypeId: string; labelSelector: string; range: TimeRange }
): Promise<Uint8Array> {
  const extract = { tree, root: 0 };
  const [, type = 'value', unit = 'count', periodType, periodUnit] = profileTypeId.split(':');
  switch (format) {
    case 'folded':
      return Buffer.from(atOnce(writeFolded(extract)).join(''));
    case 'speedscope':
      return Buffer.from(
        atOnce(
          writeSpeedscope(extract, {
            name: `${profileTypeId}${labelSelector}`,
            profileNames: [labelSelector],
            unit: SPEEDSCOPE_UNITS.find((known) => known === unit) ?? 'none',
            exporter: 'Hotpath',
          })
        ).join('')
      );
    case 'pprof':
      return gzipSync(
        Buffer.concat(
          atOnce(
            writePprof(extract, {
              sampleTypes: [{ type, unit }],
              ...(periodType && periodUnit ? { periodType: { type: periodType, unit: periodUnit } } : {}),
              timeMs: range.start,
              durationMs: range.end - range.start,
              comments: [`${profileTypeId}${labelSelector}`],
            })
          )
        )
      );
    case 'json':
      return Buffer.from(
        `${JSON.stringify({
          profileType: profileTypeId,
          labelSelector,
          from: range.start,
          until: range.end,
          unit: parseProfileType(profileTypeId)?.sampleUnit ?? '',
          total: tree.total[0],
          functions: await functionRows(tree),
        })}\n`
      );
  }
}
