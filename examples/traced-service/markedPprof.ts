import {
  Function as PprofFunction,
  Label,
  Line,
  Location,
  Profile,
  Sample,
  StringTable,
  ValueType,
} from 'pprof-format';

/** What a profiler's OpenTelemetry integration marks samples with. Ids are hexadecimal. */
export interface SpanMark {
  spanId: string;
  /** Profilers of some languages mark the span alone. */
  traceId?: string;
  spanName?: string;
}

/** How often each stack was seen while a span ran: functions from the root, separated by line ends. */
export interface SpanSamples extends SpanMark {
  stacks: Map<string, number>;
}

/** A pprof file of CPU time in which each sample carries the labels of its span. A sample stands for `sampleNanoseconds`. */
export function markedPprof(spans: readonly SpanSamples[], timeMs: number, sampleNanoseconds: number): Uint8Array {
  const strings = new StringTable();
  const functions = new Map<string, number>();
  const locationOf = (name: string) => {
    const known = functions.get(name) ?? functions.size + 1;
    functions.set(name, known);
    return known;
  };
  const label = (key: string, text?: string) =>
    text === undefined ? [] : [new Label({ key: strings.dedup(key), str: strings.dedup(text) })];
  const sample = spans.flatMap(({ spanId, traceId, spanName, stacks }) =>
    [...stacks].map(
      ([stack, count]) =>
        new Sample({
          // pprof begins at the leaf.
          locationId: stack.split('\n').map(locationOf).reverse(),
          value: [count * sampleNanoseconds],
          label: [...label('span_id', spanId), ...label('trace_id', traceId), ...label('span_name', spanName)],
        })
    )
  );
  const cpu = new ValueType({ type: strings.dedup('cpu'), unit: strings.dedup('nanoseconds') });
  return new Profile({
    sampleType: [cpu],
    periodType: cpu,
    period: sampleNanoseconds,
    timeNanos: BigInt(Math.round(timeMs)) * BigInt(1_000_000),
    sample,
    location: [...functions.values()].map((id) => new Location({ id, line: [new Line({ functionId: id, line: 1 })] })),
    function: [...functions].map(([name, id]) => new PprofFunction({ id, name: strings.dedup(name) })),
    stringTable: strings,
  }).encode();
}
