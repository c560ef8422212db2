import type { Judgement } from '../statistics/judge';

export type Side = 'baseline' | 'compared';

export const SIDES: readonly Side[] = ['baseline', 'compared'];

export interface JudgedFunction {
  name: string;
  judgement: Judgement;
  /** Shares of each side, 0 to 1: the means of its slices. */
  baseline: number;
  compared: number;
  /** The change of the share with its 95 % interval. */
  change: number;
  low: number;
  high: number;
  /** What calls it did not change: its cost went to another function, or came from one. */
  moved: boolean;
}

export interface JudgedWhole {
  /** The part of the cost, 0 to 1, that is in other functions on the compared side. */
  distance: number;
  /** What of that is usual between slices of one side. */
  usual: number;
  isReal: boolean;
  /** How much more the compared side has in the same time than the baseline, as a part of the latter. */
  totalChange: number;
  totalIsReal: boolean;
}
