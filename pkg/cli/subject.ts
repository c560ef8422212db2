import type { TimeRange } from '../pyroscope/api';
import { isCpu, parseProfileType } from '../pyroscope/profileType';
import { parseCheckedSelector } from '../pyroscope/selector/checkedSelector';
import { printSelector } from '../pyroscope/selector/selector';
import { askPieces } from './ask';
import type { Connection } from './connection';
import { UsageError } from './usage';

/** The selector of a service and of what else is asked of it. Without either it selects everything. */
export function selectorOf(appName: string | undefined, selector: string | undefined): string {
  const { matchers } = parseCheckedSelector(selector?.trim() || '{}');
  return printSelector([
    ...(appName === undefined ? [] : [{ name: 'service_name', op: '=' as const, value: appName }]),
    ...matchers,
  ]);
}

/** What is asked of, and when. */
export interface Subject extends TimeRange {
  labelSelector: string;
}

/** Words for a type that profilers call differently. */
const SHORT: Record<string, (id: string) => boolean> = {
  cpu: isCpu,
  memory: (id) => /^(?:inuse_space|live)$/.test(sampleType(id)),
  heap: (id) => /^(?:inuse_space|live)$/.test(sampleType(id)),
  alloc: (id) => /^(?:alloc_space|alloc_size|alloc_in_new_tlab_bytes)$/.test(sampleType(id)),
  goroutine: (id) => /^goroutines?$/.test(sampleType(id)),
  goroutines: (id) => /^goroutines?$/.test(sampleType(id)),
  mutex: (id) => parseProfileType(id)?.name === 'mutex' && sampleType(id) === 'delay',
  block: (id) => parseProfileType(id)?.name === 'block' && sampleType(id) === 'delay',
};

/**
 * The id of a profile type for what was typed: the id itself, a short word (`cpu`, `memory`, `alloc`, `goroutines`,
 * `mutex`, `block`), a sample type (`inuse_space`) or a name with one (`wall:samples`), among the types that the
 * profiles of any of the subjects have.
 *
 * @throws UsageError where it is none of them, or more than one.
 */
export async function typeOf(connection: Connection, typed: string, subjects: readonly Subject[]): Promise<string> {
  if (parseProfileType(typed)) {
    return typed;
  }
  const sets = await Promise.all(
    subjects.map(({ labelSelector, start, end }) =>
      askPieces(connection, { start, end }, (piece, signal) =>
        connection.client.series({ ...piece, matchers: [labelSelector], labelNames: ['__profile_type__'] }, { signal })
      )
    )
  );
  const selector = [...new Set(subjects.map(({ labelSelector }) => labelSelector))].join(' and ');
  const ids = [
    ...new Set(
      sets
        .flat(3)
        .filter(({ name }) => name === '__profile_type__')
        .map(({ value }) => value)
    ),
  ];
  if (ids.length === 0) {
    throw new UsageError(`No profiles for ${selector} in this range.`);
  }
  const fits = SHORT[typed.toLowerCase()] ?? ((id: string) => isCalled(id, typed));
  const found = ids.filter(fits);
  if (found.length === 1) {
    return found[0];
  }
  throw new UsageError(
    [
      found.length === 0 ? `${selector} has no profile type "${typed}". It has:` : `"${typed}" may be one of:`,
      ...(found.length === 0 ? ids : found).sort().map((id) => `  ${id}`),
    ].join('\n')
  );
}

function isCalled(id: string, typed: string): boolean {
  const type = parseProfileType(id);
  return type !== undefined && [type.sampleType, type.name, `${type.name}:${type.sampleType}`].includes(typed);
}

function sampleType(id: string): string {
  return parseProfileType(id)?.sampleType ?? '';
}
