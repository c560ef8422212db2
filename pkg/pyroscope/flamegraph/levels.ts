import { emptyTree } from '../../calltree/emptyTree';
import { CallTreeError } from '../../calltree/errors';
import { atOnce, ROWS_PER_STEP, type Steps } from '../../calltree/slices';
import type { LevelColumns } from './levelColumns';
import { ROOT_NAME } from '../../calltree/root';
import { NONE, type CallTree } from '../../calltree/tree';

/**
 * The depth-first tree of a flame graph that came level by level.
 *
 * One walk: each level has a cursor at its next node, which is a child of the node the walk is at when it starts
 * within that node's extent. The two sides of a comparison are laid end to end for this: a node that one side lacks has
 * no width there, and only the sum of both says where it is.
 *
 * @throws CallTreeError when a node lies in no node of the level above, or points outside the names.
 */
export function callTreeFromLevels(levels: LevelColumns): CallTree {
  return atOnce(orderingLevels(levels));
}

/** {@link callTreeFromLevels}, with rests. */
export function* orderingLevels(levels: LevelColumns): Steps<CallTree> {
  const { names, levelStart, gap, total, self, name, gapRight, totalRight, selfRight } = levels;
  const levelCount = levelStart.length - 1;
  const length = levelCount > 0 ? levelStart[levelCount] : 0;
  if (length === 0) {
    return emptyTree(names[0] ?? ROOT_NAME);
  }
  if (levelStart[1] !== 1) {
    throw new CallTreeError('no-root', levelStart[1]);
  }
  // Positions past 2^53 are rounded; a node's middle is then a surer sign than its left edge.
  const exact = total[0] + (totalRight?.[0] ?? 0) <= Number.MAX_SAFE_INTEGER;

  const fn = new Uint32Array(length);
  const parent = new Int32Array(length);
  const depth = new Uint32Array(length);
  const subtreeEnd = new Uint32Array(length);
  const selfOut = new Float64Array(length);
  const totalOut = new Float64Array(length);
  const selfRightOut = selfRight && new Float64Array(length);
  const totalRightOut = totalRight && new Float64Array(length);

  const cursor = levelStart.slice(0, levelCount);
  // Of each level, where its latest node starts and ends.
  const starts = new Float64Array(levelCount);
  const ends = new Float64Array(levelCount);
  let rows = 0;
  let open = NONE;
  let level = 0;
  let untilRest = ROWS_PER_STEP;
  while (level >= 0) {
    if (--untilRest === 0) {
      untilRest = ROWS_PER_STEP;
      yield;
    }
    const node = level < levelCount ? cursor[level] : length;
    let isChild = false;
    let start = 0;
    let end = 0;
    if (level < levelCount && node < levelStart[level + 1]) {
      start = ends[level] + gap[node] + (gapRight ? gapRight[node] : 0);
      const width = total[node] + (totalRight ? totalRight[node] : 0);
      end = start + width;
      if (level === 0) {
        isChild = true;
      } else {
        const parentEnd = ends[level - 1];
        const probe = exact ? start : start + width / 2;
        // A level's last node takes what is left of the next one.
        isChild = probe < parentEnd || (width === 0 && start === parentEnd) || cursor[level - 1] === levelStart[level];
        if (isChild && exact && !(start >= starts[level - 1] && end <= parentEnd)) {
          throw new CallTreeError('outside-parent', node);
        }
      }
    }
    if (!isChild) {
      level--;
      if (open !== NONE) {
        subtreeEnd[open] = rows;
        open = parent[open];
      }
      continue;
    }
    if (name[node] >= names.length) {
      throw new CallTreeError('bad-label', node);
    }
    cursor[level] = node + 1;
    starts[level] = start;
    ends[level] = end;
    fn[rows] = name[node];
    parent[rows] = open;
    depth[rows] = level;
    selfOut[rows] = self[node];
    totalOut[rows] = total[node];
    if (selfRightOut && totalRightOut && selfRight && totalRight) {
      selfRightOut[rows] = selfRight[node];
      totalRightOut[rows] = totalRight[node];
    }
    open = rows++;
    level++;
  }
  if (rows < length) {
    throw new CallTreeError(
      'outside-parent',
      cursor.find((node, at) => node < levelStart[at + 1])
    );
  }
  return {
    length,
    functions: { names },
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
