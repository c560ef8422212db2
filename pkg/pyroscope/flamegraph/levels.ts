import { emptyTree } from '../../calltree/emptyTree';
import { ROOT_NAME } from '../../calltree/root';
import { NONE, type CallTree } from '../../calltree/tree';
import type { LevelColumns } from './levelColumns';
import { sourceOfColumns } from './levelSource';
import { LevelWalk } from './levelWalk';

/**
 * The depth-first tree of a flame graph that came level by level.
 *
 * @throws CallTreeError as {@link LevelWalk} does.
 */
export function callTreeFromLevels(levels: LevelColumns): CallTree {
  if (levels.total.length === 0) {
    return emptyTree(levels.names[0] ?? ROOT_NAME);
  }
  const walk = new LevelWalk(sourceOfColumns(levels));
  walk.go(Infinity);
  return walk.tree();
}

/**
 * A tree as Pyroscope sends it: a node's children start where its self ends, and names are numbered in the order in
 * which a walk that takes the last child first meets them. Nodes whose totals are 0 have no width and are left out.
 */
export function levelsFromCallTree(tree: CallTree): LevelColumns {
  const { length, parent, depth, self, total, selfRight, totalRight } = tree;
  const kept = (node: number) => node === 0 || total[node] > 0 || (totalRight !== undefined && totalRight[node] > 0);
  let levelCount = 1;
  let rows = 0;
  for (let node = 0; node < length; node++) {
    if (kept(node)) {
      rows++;
      levelCount = Math.max(levelCount, depth[node] + 1);
    }
  }
  const levelStart = new Uint32Array(levelCount + 1);
  for (let node = 0; node < length; node++) {
    if (kept(node)) {
      levelStart[depth[node] + 1]++;
    }
  }
  for (let level = 0; level < levelCount; level++) {
    levelStart[level + 1] += levelStart[level];
  }

  const nextRow = levelStart.slice();
  const rowOf = new Int32Array(length).fill(NONE);
  for (let node = 0; node < length; node++) {
    if (kept(node)) {
      rowOf[node] = nextRow[depth[node]]++;
    }
  }
  const side = (selfOf: Float64Array, totalOf: Float64Array) => {
    const gap = new Float64Array(rows);
    const selfOut = new Float64Array(rows);
    const totalOut = new Float64Array(rows);
    const nextChildX = new Float64Array(length);
    const levelX = new Float64Array(levelCount);
    for (let node = 0; node < length; node++) {
      const row = rowOf[node];
      if (row === NONE) {
        continue;
      }
      const x = node === 0 ? 0 : nextChildX[parent[node]];
      if (node > 0) {
        nextChildX[parent[node]] = x + totalOf[node];
      }
      nextChildX[node] = x + selfOf[node];
      // Past 2^53 the two are rounded apart, and a gap has no sign.
      gap[row] = Math.max(0, x - levelX[depth[node]]);
      levelX[depth[node]] += gap[row] + totalOf[node];
      selfOut[row] = selfOf[node];
      totalOut[row] = totalOf[node];
    }
    return { gap, self: selfOut, total: totalOut };
  };
  const left = side(self, total);
  const right = selfRight && totalRight && side(selfRight, totalRight);
  return {
    ...numberedNames(tree, rowOf, rows),
    levelStart,
    ...left,
    ...(right && { gapRight: right.gap, selfRight: right.self, totalRight: right.total }),
  };
}

function numberedNames(tree: CallTree, rowOf: Int32Array, rows: number): { names: string[]; name: Uint32Array } {
  const { length, parent, subtreeEnd, functions } = tree;
  // The place of a node when siblings are taken last first: after its parent and the subtrees of later siblings.
  const place = new Uint32Array(length);
  const order = new Uint32Array(length);
  for (let node = 1; node < length; node++) {
    place[node] = place[parent[node]] + 1 + subtreeEnd[parent[node]] - subtreeEnd[node];
    order[place[node]] = node;
  }
  const numbers = new Map<string, number>();
  const numberOf = new Int32Array(functions.names.length).fill(NONE);
  const names: string[] = [];
  const name = new Uint32Array(rows);
  for (const node of order) {
    if (rowOf[node] === NONE) {
      continue;
    }
    const fn = tree.function[node];
    if (numberOf[fn] === NONE) {
      const text = functions.names[fn];
      let number = numbers.get(text);
      if (number === undefined) {
        number = names.length;
        numbers.set(text, number);
        names.push(text);
      }
      numberOf[fn] = number;
    }
    name[rowOf[node]] = numberOf[fn];
  }
  return { names, name };
}
