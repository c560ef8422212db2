import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { PANEL_PLUGIN_ID } from './profileMeta';
import type { SpansMeta } from './spansMeta';

/** A span and what it used, in a list of spans. */
export interface SpanRow {
  name: string;
  service: string;
  /** How many spans are above it; 0 where the list is no tree. */
  depth: number;
  /** Milliseconds since 1970: of a span, else of the profile that it was found in. */
  startMs: number;
  durationMs?: number;
  /** What its samples add up to, in the smallest unit of the profile type; absent where they were not asked for. */
  amount?: number;
  /** Of that, what is in the function that was asked for. */
  inFunction?: number;
  samples?: number;
  /** What its samples are found by. */
  profileId?: string;
  traceId: string;
  /** Why it has no samples, or where they are counted. */
  note?: string;
}

/** The columns a panel of ours reads, by their names; other panels show them as a table. */
const COLUMNS: ReadonlyArray<[name: string, type: FieldType, of: (row: SpanRow) => unknown, unit?: 'ms' | 'amount']> = [
  ['Span', FieldType.string, ({ name }) => name],
  ['Service', FieldType.string, ({ service }) => service],
  ['Depth', FieldType.number, ({ depth }) => depth],
  ['Start', FieldType.time, ({ startMs }) => startMs],
  ['Duration', FieldType.number, ({ durationMs }) => durationMs ?? null, 'ms'],
  ['Amount', FieldType.number, ({ amount }) => amount ?? null, 'amount'],
  ['In function', FieldType.number, ({ inFunction }) => inFunction ?? null, 'amount'],
  ['Samples', FieldType.number, ({ samples }) => samples ?? null],
  ['Profile ID', FieldType.string, ({ profileId }) => profileId ?? ''],
  ['Trace ID', FieldType.string, ({ traceId }) => traceId],
  ['Note', FieldType.string, ({ note }) => note ?? ''],
];

/** Spans as a table that our panel draws as a list. */
export function spansFrame(rows: readonly SpanRow[], refId: string, meta: SpansMeta): DataFrame {
  const fields = COLUMNS.map(([name, type, of, unit]): Field => ({
    name,
    type,
    config: {
      ...(unit ? { unit: unit === 'ms' ? 'ms' : meta.unit } : {}),
      ...(name === 'Amount' ? { displayName: meta.label } : {}),
    },
    values: rows.map(of),
  }));
  return {
    name: 'spans',
    refId,
    length: rows.length,
    fields,
    meta: {
      preferredVisualisationType: 'table',
      preferredVisualisationPluginId: PANEL_PLUGIN_ID,
      custom: { hotpathSpans: meta },
    },
  };
}

/** The rows of a frame of {@link spansFrame}. */
export function readSpans(frame: DataFrame): SpanRow[] {
  const column = (name: string) => frame.fields.find((field) => field.name === name)?.values ?? [];
  const [names, services, depths, starts, durations, amounts, inFunction, samples, ids, traces, notes] = COLUMNS.map(
    ([name]) => column(name)
  );
  return Array.from({ length: frame.length }, (_, at) => ({
    name: names[at],
    service: services[at],
    depth: depths[at],
    startMs: starts[at],
    durationMs: durations[at] ?? undefined,
    amount: amounts[at] ?? undefined,
    inFunction: inFunction[at] ?? undefined,
    samples: samples[at] ?? undefined,
    profileId: ids[at] || undefined,
    traceId: traces[at],
    note: notes[at] || undefined,
  }));
}
