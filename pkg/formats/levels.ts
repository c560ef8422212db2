import { emptyTree } from '../calltree/emptyTree';
import { CallTreeError } from '../calltree/errors';
import type { LevelColumns } from '../calltree/levelColumns';
import { ROOT_NAME } from '../calltree/root';
import { NONE, type CallTree } from '../calltree/tree';

/**
 * The depth-first tree of a flame graph that came level by level.
 *
 * A node belongs to the node one level up whose extent it starts in. The two sides of a comparison are laid end to end
 * for this: a node that one side lacks has no width there, and only the sum of both says where it is.
 *
 * @throws CallTreeError when a node lies in no node of the level above, or points outside the names.
 */
export function callTreeFromLevels(levels: LevelColumns): CallTree {
  const { levelStart, total, self, name, totalRight, selfRight } = levels;
  const length = levelStart.length > 1 ? levelStart[levelStart.length - 1] : 0;
  if (length === 0) {
    return emptyTree(levels.names[0] ?? ROOT_NAME);
  }
  if (levelStart[1] !== 1) {
    throw new CallTreeError('no-root', 1);
  }
  const above = parentsByLevel(levels);

  const size = new Uint32Array(length).fill(1);
  for (let i = length - 1; i > 0; i--) {
    size[above[i]] += size[i];
  }

  const fn = new Uint32Array(length);
  const parent = new Int32Array(length);
  const depth = new Uint32Array(length);
  const subtreeEnd = new Uint32Array(length);
  const selfOut = new Float64Array(length);
  const totalOut = new Float64Array(length);
  const selfRightOut = selfRight && new Float64Array(length);
  const totalRightOut = totalRight && new Float64Array(length);
  const row = new Uint32Array(length);
  // Of each node, the row of the next of its children.
  const nextChild = new Uint32Array(length);
  for (let level = 0; level + 1 < levelStart.length; level++) {
    const end = levelStart[level + 1];
    for (let i = levelStart[level]; i < end; i++) {
      let at = 0;
      if (i > 0) {
        const p = above[i];
        at = nextChild[p];
        nextChild[p] = at + size[i];
        parent[at] = row[p];
      }
      row[i] = at;
      nextChild[i] = at + 1;
      fn[at] = name[i];
      depth[at] = level;
      subtreeEnd[at] = at + size[i];
      selfOut[at] = self[i];
      totalOut[at] = total[i];
      if (selfRightOut && totalRightOut) {
        selfRightOut[at] = selfRight![i];
        totalRightOut[at] = totalRight![i];
      }
    }
  }
  parent[0] = NONE;
  return {
    length,
    functions: { names: levels.names },
    function: fn,
    parent,
    depth,
    subtreeEnd,
    self: selfOut,
    total: totalOut,
    ...(selfRightOut && { selfRight: selfRightOut }),
    ...(totalRightOut && { totalRight: totalRightOut }),
  };
}

/** Of each node in level order, the number of its parent in level order. */
function parentsByLevel({ names, levelStart, gap, total, name, gapRight, totalRight }: LevelColumns): Uint32Array {
  const length = levelStart[levelStart.length - 1];
  const above = new Uint32Array(length);
  const exact = total[0] + (totalRight?.[0] ?? 0) <= Number.MAX_SAFE_INTEGER;
  for (let level = 0; level + 1 < levelStart.length; level++) {
    const end = levelStart[level + 1];
    const parentsEnd = levelStart[level];
    let p = level > 0 ? levelStart[level - 1] : 0;
    if (level > 0 && p === parentsEnd && end > parentsEnd) {
      throw new CallTreeError('outside-parent', parentsEnd);
    }
    let parentStart = level > 0 ? gap[p] + (gapRight?.[p] ?? 0) : 0;
    let parentEnd = level > 0 ? parentStart + total[p] + (totalRight?.[p] ?? 0) : 0;
    let x = 0;
    for (let i = levelStart[level]; i < end; i++) {
      if (name[i] >= names.length) {
        throw new CallTreeError('bad-label', i);
      }
      const start = x + gap[i] + (gapRight ? gapRight[i] : 0);
      const width = total[i] + (totalRight ? totalRight[i] : 0);
      x = start + width;
      if (level === 0) {
        continue;
      }
      // Positions past 2^53 are rounded; a node's middle is then a surer sign than its left edge.
      const probe = exact ? start : start + width / 2;
      while (p + 1 < parentsEnd && (width > 0 ? probe >= parentEnd : probe > parentEnd)) {
        p++;
        parentStart = parentEnd + gap[p] + (gapRight ? gapRight[p] : 0);
        parentEnd = parentStart + total[p] + (totalRight ? totalRight[p] : 0);
      }
      if (exact && !(start >= parentStart && x <= parentEnd)) {
        throw new CallTreeError('outside-parent', i);
      }
      above[i] = p;
    }
  }
  return above;
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
      gap[row] = x - levelX[depth[node]];
      levelX[depth[node]] = x + totalOf[node];
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
