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

/** A pprof file with one CPU sample that is marked with a span, as a profiler's OpenTelemetry integration marks it. */
export function markedProfile({
  spanId,
  timeMs,
  cpuNanoseconds,
}: Record<'spanId', string> & Record<'timeMs' | 'cpuNanoseconds', number>): Uint8Array {
  const strings = new StringTable();
  const cpu = new ValueType({ type: strings.dedup('cpu'), unit: strings.dedup('nanoseconds') });
  return new Profile({
    sampleType: [cpu],
    periodType: cpu,
    period: 10_000_000,
    timeNanos: BigInt(Math.round(timeMs)) * BigInt(1_000_000),
    sample: [
      new Sample({
        locationId: [1],
        value: [cpuNanoseconds],
        label: [new Label({ key: strings.dedup('span_id'), str: strings.dedup(spanId) })],
      }),
    ],
    location: [new Location({ id: 1, line: [new Line({ functionId: 1, line: 1 })] })],
    function: [new PprofFunction({ id: 1, name: strings.dedup('permissions'), filename: strings.dedup('User.java') })],
    stringTable: strings,
  }).encode();
}
