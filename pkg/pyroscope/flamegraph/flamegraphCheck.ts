import { overRows, type Steps } from '../../calltree/slices';
import type { LevelColumns } from './levelColumns';
import type { PyroscopeError } from '../errors';
import { malformed } from '../messageReader';

/** The sums an answer states beside its nodes. */
export interface StatedTotals {
  total: number;
  leftTicks?: number;
  rightTicks?: number;
}

/**
 * Throws `not-pyroscope` unless the columns are one whole flame graph: a single root; every node's children side by
 * side from the end of its self value to its own end; the root's total the one the answer states.
 *
 * Past 2^53 the values are rounded, places cannot be compared any more, and only signs are checked.
 */
export function* checkingFlameGraph(levels: LevelColumns, stated: StatedTotals): Steps<void> {
  const { gap, total, self, levelStart, gapRight, totalRight, selfRight } = levels;
  if (levelStart[1] !== 1) {
    throw inconsistent();
  }
  const right = totalRight ? totalRight[0] : 0;
  if (!sameTotal(stated.total, total[0] + right)) {
    throw inconsistent();
  }
  yield* checkingSide(levelStart, gap, total, self);
  if (gapRight && totalRight && selfRight) {
    if (!sameTotal(stated.leftTicks ?? 0, total[0]) || !sameTotal(stated.rightTicks ?? 0, right)) {
      throw inconsistent();
    }
    yield* checkingSide(levelStart, gapRight, totalRight, selfRight);
  }
}

export function inconsistent(): PyroscopeError {
  return malformed('inconsistent-flame-graph');
}

/** Two sums of one thing; past 2^53 either may have been rounded. */
function sameTotal(a: number, b: number): boolean {
  return a === b || (b > Number.MAX_SAFE_INTEGER && Math.abs(a - b) <= b * 2 ** -52);
}

/**
 * One side. A node of no width (the other side alone has it) may lie anywhere; nodes that have width must tile the
 * part of their parents that is not self.
 */
function* checkingSide(
  levelStart: Uint32Array,
  gap: Float64Array,
  total: Float64Array,
  self: Float64Array
): Steps<void> {
  yield* overRows(0, total.length, (from, to) => {
    for (let node = from; node < to; node++) {
      if (!(gap[node] >= 0 && self[node] >= 0 && total[node] >= self[node])) {
        throw inconsistent();
      }
    }
  });
  if (gap[0] !== 0) {
    throw inconsistent();
  }
  if (total[0] > Number.MAX_SAFE_INTEGER) {
    return;
  }
  let width = 1;
  for (let level = 1; level < levelStart.length; level++) {
    width = Math.max(width, levelStart[level] - levelStart[level - 1]);
  }
  // Of the nodes one level up: where the next child must start, and where the last one must end.
  let freeFrom = new Float64Array(width);
  let freeTo = new Float64Array(width);
  let nextFrom = new Float64Array(width);
  let nextTo = new Float64Array(width);
  freeFrom[0] = self[0];
  freeTo[0] = total[0];
  let parents = 1;
  for (let level = 1; level < levelStart.length; level++) {
    const first = levelStart[level];
    const end = levelStart[level + 1] ?? first;
    let x = 0;
    let parent = 0;
    yield* overRows(first, end, (from, to) => {
      for (let node = from; node < to; node++) {
        x += gap[node];
        const value = total[node];
        if (value > 0) {
          while (parent < parents && freeFrom[parent] === freeTo[parent]) {
            parent++;
          }
          if (parent === parents || freeFrom[parent] !== x || x + value > freeTo[parent]) {
            throw inconsistent();
          }
          freeFrom[parent] = x + value;
        }
        nextFrom[node - first] = x + self[node];
        x += value;
        nextTo[node - first] = x;
      }
    });
    for (; parent < parents; parent++) {
      if (freeFrom[parent] !== freeTo[parent]) {
        throw inconsistent();
      }
    }
    [freeFrom, nextFrom] = [nextFrom, freeFrom];
    [freeTo, nextTo] = [nextTo, freeTo];
    parents = end - first;
  }
}
