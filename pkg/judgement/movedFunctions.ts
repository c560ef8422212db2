import { callersCost } from '../calltree/comparison/callersCost';
import { TreeSum } from '../calltree/operations/merge';
import { inSlices } from '../calltree/slices';
import { changesOf } from '../statistics/judge';
import type { Slices } from '../statistics/slices';
import { usualRatio } from '../statistics/usualRatio';
import { SIDES, type Side } from './judgedSides';
import type { SideSlices } from './sideSlices';

/** Of what changed in a function, the part that may have changed in its callers where its cost only moved. */
const MOVED = 0.25;
/** The same, for the ends of the interval that the callers' change is in: slices differ in large functions most. */
const SURELY_MOVED = 0.5;

interface Judged {
  /** Of the columns of `totals` and `selfs`. */
  names: readonly string[];
  /** Whether a function changed, by column. */
  changed: readonly boolean[];
  totals: Slices;
  selfs: Slices;
}

/**
 * The functions that changed while what calls them surely did not: their cost went to a function of another name, or came
 * from one that is called from the same place. Shares are held against those of what did not change, as all of them are
 * smaller where one function takes more of a processor that was busy before.
 */
export async function movedFunctions(
  sides: Record<Side, SideSlices>,
  { names, changed, totals, selfs }: Judged,
  signal: AbortSignal
): Promise<Set<string>> {
  if (!changed.includes(true)) {
    return new Set();
  }
  const sum = new TreeSum();
  for (const tree of SIDES.flatMap((side) => sides[side].trees)) {
    await inSlices(sum.adding(tree), signal);
  }
  const whole = await inSlices(sum.finishing(), signal);
  const scale = { baseline: 1, compared: 1 / usualRatio(selfs) };
  const callersOf = async (side: Side) => {
    const rows: Float64Array[] = [];
    for (const [slice, tree] of sides[side].trees.entries()) {
      const cost = await inSlices(callersCost(whole, tree), signal);
      rows.push(cost.map((amount) => (amount / sides[side].totals[slice]) * scale[side]));
    }
    return rows;
  };
  const callers = changesOf({
    functions: whole.functions.names.length,
    baseline: await callersOf('baseline'),
    compared: await callersOf('compared'),
  });
  const own = changesOf({
    ...totals,
    compared: totals.compared.map((row) => row.map((part) => part * scale.compared)),
  });
  const functionOf = new Map(whole.functions.names.map((name, fn) => [name, fn]));
  const hasMoved = (name: string, column: number) => {
    const fn = functionOf.get(name);
    const size = Math.abs(own.change[column]);
    return (
      fn !== undefined &&
      Math.abs(callers.change[fn]) <= MOVED * size &&
      Math.max(-callers.low[fn], callers.high[fn]) <= SURELY_MOVED * size
    );
  };
  return new Set(names.filter((name, column) => changed[column] && hasMoved(name, column)));
}
