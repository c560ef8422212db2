import { CallTreeError } from '../../calltree/errors';
import { ROOT_NAME } from '../../calltree/root';
import type { ColumnsFor } from '../../calltree/rowColumns';
import { atOnce, ROWS_PER_STEP, type Steps } from '../../calltree/slices';
import type { CallTree } from '../../calltree/tree';
import { PyroscopeError } from '../errors';
import { malformed } from '../messageReader';
import type { LevelColumns } from './levelColumns';
import { columnsOfSource, sourceOfColumns, valuesPerNode, type LevelSource } from './levelSource';
import { LevelWalk } from './levelWalk';

/** A flame graph as an answer holds it: the nodes, and the sums it states beside them. */
export interface FlameGraphParts {
  readonly source: LevelSource;
  readonly stated: StatedTotals;
}

export interface StatedTotals {
  total: number;
  leftTicks?: number;
  rightTicks?: number;
}

/**
 * The parts of a flame graph with so many values on each level. One without nodes is a root of total 0, whatever names
 * it brings: servers of this API that have no data leave out the levels, the names, or both.
 *
 * @throws PyroscopeError `not-pyroscope` where the numbers of values are those of no flame graph.
 */
export function flameGraphParts(
  names: readonly string[],
  valuesPerLevel: readonly number[],
  compared: boolean,
  stated: StatedTotals,
  read: LevelSource['read']
): FlameGraphParts {
  const perNode = valuesPerNode({ compared });
  const counts = valuesPerLevel
    .slice(0, valuesPerLevel.findLastIndex((count) => count > 0) + 1)
    .map((count) => count / perNode);
  if (counts.length === 0) {
    return noFlameGraph(compared, stated);
  }
  if (!counts.every((count) => count > 0 && Number.isInteger(count)) || (names.length === 0 && stated.total > 0)) {
    throw inconsistent();
  }
  return { source: { names: names.length === 0 ? [ROOT_NAME] : names, counts, compared, read }, stated };
}

/** What an answer without a flame graph is read as: a root of total 0. */
export function noFlameGraph(compared: boolean, stated: StatedTotals = { total: 0 }): FlameGraphParts {
  const read: LevelSource['read'] = (_, into) => into.fill(0);
  return { source: { names: [ROOT_NAME], counts: [1], compared, read }, stated };
}

/**
 * The tree of a flame graph, with rests.
 *
 * @throws PyroscopeError `not-pyroscope` unless it is whole and its sums are those that are stated; `too-large` where
 * memory does not suffice.
 */
export function* makingTree({ source, stated }: FlameGraphParts, columnsFor?: ColumnsFor): Steps<CallTree> {
  try {
    const walk = startedWalk(source, columnsFor);
    while (!walk.go(ROWS_PER_STEP)) {
      yield;
    }
    const tree = walk.tree();
    const right = tree.totalRight?.[0];
    const agrees =
      sameTotal(stated.total, tree.total[0] + (right ?? 0)) &&
      (right === undefined ||
        (sameTotal(stated.leftTicks ?? 0, tree.total[0]) && sameTotal(stated.rightTicks ?? 0, right)));
    if (!agrees) {
      throw inconsistent();
    }
    return tree;
  } catch (cause) {
    throw cause instanceof CallTreeError ? inconsistent() : cause;
  }
}

/** The columns of a flame graph as it was sent, checked as {@link makingTree} does. */
export function columnsOf({ source, stated }: FlameGraphParts): LevelColumns {
  const columns = columnsOfSource(source);
  atOnce(makingTree({ source: sourceOfColumns(columns), stated }));
  return columns;
}

function startedWalk(source: LevelSource, columnsFor?: ColumnsFor): LevelWalk {
  try {
    return new LevelWalk(source, columnsFor);
  } catch (cause) {
    if (cause instanceof RangeError) {
      const actual = Array.from(source.counts).reduce((sum, count) => sum + count, 0);
      throw new PyroscopeError('too-large', { actual }, { cause });
    }
    throw cause;
  }
}

function inconsistent(): PyroscopeError {
  return malformed('inconsistent-flame-graph');
}

/** Two sums of one thing; past 2^53 either may have been rounded. */
function sameTotal(a: number, b: number): boolean {
  return a === b || (b > Number.MAX_SAFE_INTEGER && Math.abs(a - b) <= b * 2 ** -52);
}
