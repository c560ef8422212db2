import { inSlices } from '../../../pkg/calltree/slices';
import { writeFolded } from '../../../pkg/formats/folded';
import { writePprof } from '../../../pkg/formats/pprofWriter';
import { writeSpeedscope, type SpeedscopeAbout } from '../../../pkg/formats/speedscope';
import { unitName } from '../../wording/units';
import { aboutLines, extractOf, sideNames, type ExportSource } from './exportSource';
import { functionCsv } from './functionCsv';

export type FileFormat = 'pprof' | 'folded' | 'speedscope' | 'csv';

export interface ExportedFile {
  name: string;
  content: Blob;
}

/** A file of what is in view, made in slices. */
export async function exportFile(format: FileFormat, source: ExportSource): Promise<ExportedFile> {
  const name = fileName(source);
  switch (format) {
    case 'pprof':
      return { name: `${name}.pb.gz`, content: await pprof(source) };
    case 'folded':
      return { name: `${name}.folded.txt`, content: textBlob(await inSlices(writeFolded(extractOf(source)))) };
    case 'speedscope': {
      const parts = await inSlices(writeSpeedscope(extractOf(source), speedscopeAbout(source)));
      return { name: `${name}.speedscope.json`, content: new Blob(parts, { type: 'application/json' }) };
    }
    case 'csv':
      return { name: `${name}.csv`, content: textBlob(await functionCsv(source), 'text/csv') };
  }
}

function textBlob(parts: string[], type = 'text/plain'): Blob {
  return new Blob(parts, { type: `${type};charset=utf-8` });
}

/** `order-service-cpu-2026-11-28T10-05-00Z`, without an ending, of the characters that every file system takes. */
export function fileName({ title, meta }: ExportSource): string {
  const whom = meta?.subject?.service ?? title.subject.split(' · ')[0];
  const what = meta?.profileTypeId.split(':')[1];
  const when = meta && new Date(meta.range.to).toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  const parts = [whom, what, when].map((part) => part?.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|-+$/g, ''));
  return parts.filter(Boolean).join('-').slice(0, 120) || 'profile';
}

async function pprof(source: ExportSource): Promise<Blob> {
  const { scene, meta, unit } = source;
  // Pyroscope's id of a profile type: `name:sampleType:sampleUnit:periodType:periodUnit`.
  const [, type = 'value', sampleUnit = unitName(unit), periodType, periodUnit] = meta?.profileTypeId.split(':') ?? [];
  const sampleTypes = scene.tree.totalRight
    ? sideNames().map((side) => ({ type: `${type}_${side}`, unit: sampleUnit }))
    : [{ type, unit: sampleUnit }];
  const parts = await inSlices(
    writePprof(extractOf(source), {
      sampleTypes,
      ...(periodType && periodUnit ? { periodType: { type: periodType, unit: periodUnit } } : {}),
      ...(meta && { timeMs: meta.range.from, durationMs: meta.range.to - meta.range.from }),
      comments: aboutLines(source),
    })
  );
  const packed = new Blob(parts).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(packed).blob();
}

const SPEEDSCOPE_UNITS = ['nanoseconds', 'microseconds', 'milliseconds', 'seconds', 'bytes'] as const;

function speedscopeAbout(source: ExportSource): SpeedscopeAbout {
  const { scene, title, unit } = source;
  return {
    name: aboutLines(source).join('. '),
    profileNames: scene.tree.totalRight ? sideNames() : [title.subject],
    unit: SPEEDSCOPE_UNITS.find((known) => known === unitName(unit)) ?? 'none',
    exporter: 'Hotpath',
  };
}
