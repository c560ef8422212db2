import type { LabelSet, TimeRange, TimeSeries } from '../api';
import { Held, type Snapshots } from './held';
import { rhythmOf, type Rhythm } from './rhythm';

/** What stands for one where nothing tells how often profiles come: most profilers send as often. */
const USUAL_MS = 15_000;
/** Intervals that differ by less are the same. */
const ALIKE = 1.1;

interface Series extends Snapshots {
  labels: Map<string, string>;
}

/**
 * The snapshots of a range, each with its time and labels, and what they say: how much there was of a state, and how
 * often profiles come.
 */
export class SnapshotCount {
  private readonly series: Series[];
  private readonly intervals: Map<string, number>;
  private readonly byGroup = new Map<string, Held>();

  /**
   * `series`: a point a snapshot, a series for each set of labels that there is. `asked`: the range they are of.
   * `complete`: whether these are all; else they are the largest.
   */
  constructor(
    series: readonly TimeSeries[],
    private readonly asked: TimeRange,
    readonly complete: boolean
  ) {
    const rhythms = series.map(({ timestamps }) => rhythmOf(timestamps));
    const services = series.map(({ labels }) => labelOf(labels, SERVICE));
    this.intervals = shortestBy(services, rhythms);
    this.series = series.map(({ labels, timestamps, values }, at) => ({
      labels: new Map(labels.map(({ name, value }) => [name, value])),
      times: timestamps,
      values,
      rhythm: rhythms[at]?.regular
        ? rhythms[at]
        : // Labels of samples, such as a route, are not on every profile of a process.
          { intervalMs: this.intervalOf(services[at]) ?? rhythms[at]?.intervalMs ?? USUAL_MS, processes: 1 },
    }));
  }

  /** How often a process of a service sends, in milliseconds; of any service, where that is not known. */
  intervalOf(service: string): number | undefined {
    return this.intervals.get(service) ?? shortest([...this.intervals.values()]);
  }

  /** How often every process sends that there is; undefined where they differ, or nothing tells. */
  get commonInterval(): number | undefined {
    const all = [...this.intervals.values()];
    const least = shortest(all);
    return least !== undefined && all.every((one) => one <= least * ALIKE) ? least : undefined;
  }

  /**
   * The mean of what was held together, over the part of a range that something is known of, by the series whose labels
   * of these names have these values; of all without a group. Undefined where nothing is known. A range that lies
   * outside of what was asked for is taken to be like what is beside it.
   */
  mean(range: TimeRange, group: LabelSet = [], names: readonly string[] = []): number | undefined {
    const key = JSON.stringify(names.map((name) => labelOf(group, name)));
    let held = this.byGroup.get(key);
    if (!held) {
      const own = this.series.filter(({ labels }) =>
        names.every((name) => (labels.get(name) ?? '') === labelOf(group, name))
      );
      held = new Held(own, this.asked);
      this.byGroup.set(key, held);
    }
    const length = range.end - range.start;
    const start = Math.max(range.start, Math.min(this.asked.start, range.start + length));
    return held.mean({ start, end: start === range.start ? range.end : start + length });
  }

  /** All snapshots of a range added up, as a server does. */
  sum({ start, end }: TimeRange): number {
    let sum = 0;
    for (const { times, values } of this.series) {
      times.forEach((time, at) => {
        sum += time >= start && time <= end ? values[at] : 0;
      });
    }
    return sum;
  }
}

const SERVICE = 'service_name';

function labelOf(labels: LabelSet, wanted: string): string {
  return labels.find(({ name }) => name === wanted)?.value ?? '';
}

/** The shortest interval of each service, of those of its series that are regular. */
function shortestBy(services: readonly string[], rhythms: ReadonlyArray<Rhythm | undefined>): Map<string, number> {
  const by = new Map<string, number>();
  rhythms.forEach((rhythm, at) => {
    if (rhythm?.regular) {
      by.set(services[at], Math.min(by.get(services[at]) ?? Infinity, rhythm.intervalMs));
    }
  });
  return by;
}

function shortest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.min(...values);
}
