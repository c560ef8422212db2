import type { LabelPair } from '../../../pyroscope/api';
import { type Contribution, contribute } from './exemplars';

const BUCKETS = 20;

/** The profiles, or spans, of one group, by the end of their time step; each adds to one cell of the heatmap. */
export class HeatmapGroup {
  total = 0;
  private readonly slots = new Map<number, Map<string, Contribution>>();

  constructor(readonly labels: LabelPair[]) {}

  add(at: number, key: string, contribution: Contribution): void {
    let slot = this.slots.get(at);
    if (!slot) {
      this.slots.set(at, (slot = new Map()));
    }
    contribute(slot, key, contribution);
    this.total += contribution.value;
  }

  /** What is in each time step, oldest first. */
  bySlot(): Array<[at: number, contributions: Iterable<Contribution>]> {
    return [...this.slots].sort(([a], [b]) => a - b).map(([at, slot]) => [at, slot.values()]);
  }
}

/** Twenty buckets of one width, from the smallest value of all groups to the largest. */
export class ValueBuckets {
  /** The lower bounds. */
  readonly bounds: readonly number[];
  private readonly min: number;
  private readonly width: number;

  constructor(groups: Iterable<HeatmapGroup>) {
    let min = Infinity;
    let max = -Infinity;
    for (const group of groups) {
      for (const [, contributions] of group.bySlot()) {
        for (const { value } of contributions) {
          min = Math.min(min, value);
          max = Math.max(max, value);
        }
      }
    }
    this.min = min;
    this.width = (max - min) / BUCKETS;
    this.bounds = Array.from({ length: BUCKETS }, (_, i) => Math.floor(min + i * this.width));
  }

  /** The bucket of a value; that of the largest one is the last. */
  of(value: number): number {
    return this.width > 0 ? Math.min(Math.floor((value - this.min) / this.width), BUCKETS - 1) : 0;
  }
}
