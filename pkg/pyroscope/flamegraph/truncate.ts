import { OTHER_NAME } from '../../calltree/operations/hidden';
import { atOnce, ROWS_PER_STEP, type Steps } from '../../calltree/slices';
import { NONE, type CallTree } from '../../calltree/tree';

/**
 * Leaves about `maxNodes` nodes, by Pyroscope's rule: the `maxNodes`-th largest total (the root's does not count) is
 * the threshold, and all that reach it stay, ties too. The children of a node that fall below it become one leaf
 * `other` after its last child, together with any child that is called `other` already. So a tree has more nodes after
 * than `maxNodes` says, and its totals are as before. `maxNodes` of 0 cuts nothing.
 *
 * In a comparison the larger of a node's two totals counts.
 */
export function truncateTree(tree: CallTree, maxNodes: number): CallTree {
  return atOnce(truncatingTree(tree, maxNodes));
}

function* truncatingTree(tree: CallTree, maxNodes: number): Steps<CallTree> {
  const { length, total, totalRight, subtreeEnd } = tree;
  const threshold = yield* findingThreshold(tree, maxNodes);
  const isOther = Uint8Array.from(tree.functions.names, (name) => (name === OTHER_NAME ? 1 : 0));
  const below = (node: number) =>
    isOther[tree.function[node]] === 1 || Math.max(total[node], totalRight ? totalRight[node] : 0) < threshold;

  const hidden = new Float64Array(length);
  const hiddenRight = totalRight && new Float64Array(length);
  let rows = 1;
  let untilRest = ROWS_PER_STEP;
  for (let node = 1; node < length;) {
    if (--untilRest === 0) {
      untilRest = ROWS_PER_STEP;
      yield;
    }
    if (!below(node)) {
      rows++;
      node++;
      continue;
    }
    const parent = tree.parent[node];
    const wasEmpty = hidden[parent] === 0 && !hiddenRight?.[parent];
    hidden[parent] += total[node];
    if (hiddenRight && totalRight) {
      hiddenRight[parent] += totalRight[node];
    }
    rows += wasEmpty && (hidden[parent] > 0 || !!hiddenRight?.[parent]) ? 1 : 0;
    node = subtreeEnd[node];
  }

  const names = tree.functions.names.slice();
  let otherFunction = isOther.indexOf(1);
  if (otherFunction < 0) {
    otherFunction = names.push(OTHER_NAME) - 1;
  }
  const cut = {
    length: rows,
    functions: withRow(tree, names),
    function: new Uint32Array(rows),
    parent: new Int32Array(rows),
    depth: new Uint32Array(rows),
    subtreeEnd: new Uint32Array(rows),
    self: new Float64Array(rows),
    total: new Float64Array(rows),
    ...(totalRight && { selfRight: new Float64Array(rows), totalRight: new Float64Array(rows) }),
  };
  const source = new Uint32Array(rows);
  let row = 0;
  let open = NONE;
  const put = (fn: number, depth: number, self: number, value: number, selfRight: number, valueRight: number) => {
    cut.function[row] = fn;
    cut.parent[row] = open;
    cut.depth[row] = depth;
    cut.self[row] = self;
    cut.total[row] = value;
    if (cut.selfRight && cut.totalRight) {
      cut.selfRight[row] = selfRight;
      cut.totalRight[row] = valueRight;
    }
    return row++;
  };
  const close = () => {
    const node = source[open];
    const left = hidden[node];
    const right = hiddenRight ? hiddenRight[node] : 0;
    if (left > 0 || right > 0) {
      const leaf = put(otherFunction, cut.depth[open] + 1, left, left, right, right);
      cut.subtreeEnd[leaf] = row;
    }
    cut.subtreeEnd[open] = row;
    open = cut.parent[open];
  };
  for (let node = 0; node < length;) {
    if (--untilRest === 0) {
      untilRest = ROWS_PER_STEP;
      yield;
    }
    if (node > 0 && below(node)) {
      node = subtreeEnd[node];
      continue;
    }
    const depth = tree.depth[node];
    while (open !== NONE && cut.depth[open] >= depth) {
      close();
    }
    source[row] = node;
    const right = totalRight ? totalRight[node] : 0;
    open = put(tree.function[node], depth, tree.self[node], total[node], tree.selfRight?.[node] ?? 0, right);
    node++;
  }
  while (open !== NONE) {
    close();
  }
  return cut;
}

/**
 * The tree as a flame graph answer of Pyroscope with `maxNodes` holds it. Three of its stages (the store, the merge of
 * what stores answer, the flame graph) each cut, and from the second on the `other` leaves count among the largest, so
 * that a little more goes than one cut takes.
 */
export function truncateForFlameGraph(tree: CallTree, maxNodes: number): CallTree {
  return atOnce(truncatingForFlameGraph(tree, maxNodes));
}

/** {@link truncateForFlameGraph}, with rests. */
export function* truncatingForFlameGraph(tree: CallTree, maxNodes: number): Steps<CallTree> {
  let cut = tree;
  for (let stage = 0; stage < 3; stage++) {
    cut = yield* truncatingTree(cut, maxNodes);
  }
  return cut;
}

function withRow({ functions }: CallTree, names: string[]): CallTree['functions'] {
  const added = names.length > functions.names.length;
  if (!added) {
    return functions;
  }
  return {
    names,
    ...(functions.files && { files: [...functions.files, ''] }),
    ...(functions.lines && { lines: appended(functions.lines, NONE) }),
    ...(functions.modules && { modules: [...functions.modules, ''] }),
  };
}

function appended(column: Int32Array, value: number): Int32Array {
  const longer = new Int32Array(column.length + 1).fill(value);
  longer.set(column);
  return longer;
}

function* findingThreshold({ length, total, totalRight }: CallTree, maxNodes: number): Steps<number> {
  if (!(maxNodes > 0) || length - 1 <= maxNodes) {
    return 0;
  }
  const values = total.slice(1);
  if (totalRight) {
    for (let i = 0; i < values.length; i++) {
      values[i] = Math.max(values[i], totalRight[i + 1]);
    }
  }
  yield;
  return yield* findingNthLargest(values, maxNodes);
}

/** The `n`-th largest value, 1 being the largest; reorders `values`. */
function* findingNthLargest(values: Float64Array, n: number): Steps<number> {
  const wanted = values.length - n;
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >> 1];
    let i = from;
    let j = to;
    while (i <= j) {
      while (values[i] < pivot) {
        i++;
      }
      while (values[j] > pivot) {
        j--;
      }
      if (i <= j) {
        const swap = values[i];
        values[i++] = values[j];
        values[j--] = swap;
      }
    }
    yield;
    if (wanted <= j) {
      to = j;
    } else if (wanted >= i) {
      from = i;
    } else {
      return values[wanted];
    }
  }
  return values[wanted];
}
