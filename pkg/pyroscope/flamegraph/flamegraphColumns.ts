import { ROOT_NAME } from '../../calltree/root';
import { ROWS_PER_STEP, type Steps } from '../../calltree/slices';
import type { LevelColumns } from './levelColumns';
import { PyroscopeError } from '../errors';
import { checkingFlameGraph, inconsistent, type StatedTotals } from './flamegraphCheck';

/** Gap, total, self and name of a node; a comparison has the first three of each side. */
export type ValuesPerNode = 4 | 7;

/**
 * Makes columns of the right size from the number of values on each level, has the nodes `from` to `to - 1` of one level
 * after the other filled in, and checks the whole. One without nodes is a root of total 0, whatever names it brings:
 * servers of this API that have no data leave out the levels, the names, or both.
 */
export function* assemblingFlameGraph(
  names: string[],
  valuesPerLevel: number[],
  perNode: ValuesPerNode,
  stated: StatedTotals,
  fill: (columns: LevelColumns, level: number, from: number, to: number) => void
): Steps<LevelColumns> {
  const depth = valuesPerLevel.findLastIndex((count) => count > 0) + 1;
  if (depth === 0) {
    return yield* emptyColumns(perNode, stated);
  }
  const levelStart = new Uint32Array(depth + 1);
  for (let level = 0; level < depth; level++) {
    if (valuesPerLevel[level] === 0 || valuesPerLevel[level] % perNode !== 0) {
      throw inconsistent();
    }
    levelStart[level + 1] = levelStart[level] + valuesPerLevel[level] / perNode;
  }
  const columns = newColumns(names.length === 0 ? [ROOT_NAME] : names, levelStart, perNode);
  for (let level = 0; level < depth; level++) {
    for (let from = levelStart[level]; from < levelStart[level + 1]; from += ROWS_PER_STEP) {
      fill(columns, level, from, Math.min(levelStart[level + 1], from + ROWS_PER_STEP));
      yield;
    }
  }
  yield* checkingFlameGraph(columns, stated);
  if (names.length === 0 && stated.total > 0) {
    throw inconsistent();
  }
  return columns;
}

/**
 * What an answer without a flame graph is read as: a root of total 0.
 *
 * @throws PyroscopeError where a total is stated all the same.
 */
export function* emptyColumns(perNode: ValuesPerNode, stated: StatedTotals = { total: 0 }): Steps<LevelColumns> {
  const empty = newColumns([ROOT_NAME], Uint32Array.of(0, 1), perNode);
  yield* checkingFlameGraph(empty, stated);
  return empty;
}

/** The index of a name, checked before a Uint32Array would wrap it. */
export function inTable(index: number, length: number): number {
  if (index >= 0 && index < length) {
    return index;
  }
  throw inconsistent();
}

function newColumns(names: string[], levelStart: Uint32Array, perNode: ValuesPerNode): LevelColumns {
  const nodes = levelStart[levelStart.length - 1];
  const values = () => new Float64Array(nodes);
  try {
    const left = { names, levelStart, gap: values(), total: values(), self: values(), name: new Uint32Array(nodes) };
    return perNode === 4 ? left : { ...left, gapRight: values(), totalRight: values(), selfRight: values() };
  } catch (cause) {
    throw new PyroscopeError('too-large', { actual: nodes }, { cause });
  }
}
