import type { Trend } from '../statistics/trend';

/** How much was held over time: amounts as one snapshot has them, in the profile's unit. */
export interface TrendOfHeld {
  trend: Trend;
  /** On average over the range. */
  held: number;
  /** The slope with its 95 % interval, in the profile's unit per hour. */
  perHour: number;
  low: number;
  high: number;
  /** Of all pairs of slices, the part in which the later one holds more, 0 to 1. */
  laterHasMore: number;
}

export interface GrownFunction extends TrendOfHeld {
  name: string;
}
