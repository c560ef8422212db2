import type { TimeSeries } from '../../../../pkg/pyroscope/api';

export const SERVICE_LABEL = 'service_name';

/** A value of a label that a service did not have before. */
export interface NewValue {
  /** The end of the first step that has it, milliseconds since 1970. */
  time: number;
  /** Empty where the series have none. */
  service: string;
  value: string;
  /** What the service had last; absent where it had none. */
  before?: string;
}

/**
 * When which value of a label first appeared, by service, in order of time. A value that was there at `startMs` or
 * before is not new, and neither is one that comes back.
 */
export function newValues(series: readonly TimeSeries[], label: string, startMs: number): NewValue[] {
  const services = new Map<string, Map<string, number[]>>();
  for (const { labels, timestamps, values } of series) {
    const of = (name: string) => labels.find((pair) => pair.name === name)?.value ?? '';
    const value = of(label);
    const seen = timestamps.filter((_, index) => values[index] > 0);
    if (value === '' || seen.length === 0) {
      continue;
    }
    // The label may be that of the service itself.
    const service = label === SERVICE_LABEL ? '' : of(SERVICE_LABEL);
    const byValue = services.get(service) ?? new Map<string, number[]>();
    byValue.set(
      value,
      [...(byValue.get(value) ?? []), ...seen].sort((one, other) => one - other)
    );
    services.set(service, byValue);
  }
  return [...services]
    .flatMap(([service, byValue]) => newOf(service, byValue, startMs))
    .sort((one, other) => one.time - other.time || (one.service < other.service ? -1 : 1));
}

function newOf(service: string, byValue: Map<string, number[]>, startMs: number): NewValue[] {
  const found: NewValue[] = [];
  for (const [value, seen] of byValue) {
    const time = seen[0];
    if (time > startMs) {
      const before = lastBefore(byValue, value, time);
      found.push({ time, service, value, ...(before === undefined ? {} : { before }) });
    }
  }
  return found;
}

/** The value seen latest before `time`; of several, the one that is itself the newest. */
function lastBefore(byValue: Map<string, number[]>, except: string, time: number): string | undefined {
  let best: { value: string; last: number; first: number } | undefined;
  for (const [value, seen] of byValue) {
    const last = seen.findLast((at) => at < time);
    if (value === except || last === undefined) {
      continue;
    }
    const [first] = seen;
    if (best === undefined || last > best.last || (last === best.last && first > best.first)) {
      best = { value, last, first };
    }
  }
  return best?.value;
}
