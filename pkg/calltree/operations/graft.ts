import { overRows, type Steps } from '../slices';
import type { CallTree, FunctionTable, NodeIndex } from '../tree';

/**
 * `tree` with what stands at `node` replaced by what stands at `partNode` of another tree, which must be of the same
 * total. Callers and siblings stay as they are. Functions are one table, those of the part added at its end; files,
 * lines and modules are kept where both trees have them.
 */
export function* grafting(tree: CallTree, node: NodeIndex, part: CallTree, partNode: NodeIndex): Steps<CallTree> {
  const end = tree.subtreeEnd[node];
  const size = part.subtreeEnd[partNode] - partNode;
  const more = size - (end - node);
  const length = tree.length + more;
  const { functions, rows } = yield* merging(tree.functions, part.functions);
  const after = node + size;
  const deeper = tree.depth[node] - part.depth[partNode];

  const made = {
    length,
    functions,
    function: spliced(new Uint32Array(length), tree.function, node, end, after),
    parent: spliced(new Int32Array(length), tree.parent, node, end, after),
    depth: spliced(new Uint32Array(length), tree.depth, node, end, after),
    subtreeEnd: spliced(new Uint32Array(length), tree.subtreeEnd, node, end, after),
    self: spliced(new Float64Array(length), tree.self, node, end, after),
    total: spliced(new Float64Array(length), tree.total, node, end, after),
  };
  yield;
  const right = tree.selfRight &&
    tree.totalRight && {
      selfRight: spliced(new Float64Array(length), tree.selfRight, node, end, after),
      totalRight: spliced(new Float64Array(length), tree.totalRight, node, end, after),
    };
  yield;
  for (let caller = tree.parent[node]; caller >= 0; caller = tree.parent[caller]) {
    made.subtreeEnd[caller] += more;
  }
  // What comes later has moved, and with it its callers that come later.
  yield* overRows(after, length, (from, to) => {
    for (let at = from; at < to; at++) {
      made.subtreeEnd[at] += more;
      if (made.parent[at] >= end) {
        made.parent[at] += more;
      }
    }
  });
  yield* overRows(0, size, (from, to) => {
    for (let row = from; row < to; row++) {
      const at = node + row;
      const source = partNode + row;
      made.function[at] = rows[part.function[source]];
      made.parent[at] = row === 0 ? tree.parent[node] : part.parent[source] - partNode + node;
      made.depth[at] = part.depth[source] + deeper;
      made.subtreeEnd[at] = part.subtreeEnd[source] - partNode + node;
      made.self[at] = part.self[source];
      made.total[at] = part.total[source];
      if (right) {
        right.selfRight[at] = part.selfRight?.[source] ?? 0;
        right.totalRight[at] = part.totalRight?.[source] ?? 0;
      }
    }
  });
  return { ...made, ...right, ...(tree.whole && { whole: tree.whole }) };
}

/** The rows before `node` and those from `end` on, which begin at `after`; what is between is left empty. */
function spliced<Column extends Uint32Array | Int32Array | Float64Array>(
  target: Column,
  source: Column,
  node: NodeIndex,
  end: NodeIndex,
  after: NodeIndex
): Column {
  target.set(source.subarray(0, node));
  target.set(source.subarray(end), after);
  return target;
}

/** Both tables in one, and which row of it each of the second one's is. */
function* merging(one: FunctionTable, other: FunctionTable): Steps<{ functions: FunctionTable; rows: Uint32Array }> {
  if (one === other) {
    return { functions: one, rows: new Uint32Array(one.names.length).map((_, fn) => fn) };
  }
  const known = new Map<string, number>();
  const keyOf = ({ names, files, lines, modules }: FunctionTable, fn: number) =>
    files || lines || modules
      ? JSON.stringify([names[fn], files?.[fn] ?? '', lines?.[fn] ?? -1, modules?.[fn] ?? ''])
      : names[fn];
  const same = Boolean(one.files) === Boolean(other.files) && Boolean(one.modules) === Boolean(other.modules);
  // Where only one of them knows files, a name is all that can be compared.
  const key = same ? keyOf : ({ names }: FunctionTable, fn: number) => names[fn];
  yield* overRows(0, one.names.length, (from, to) => {
    for (let fn = from; fn < to; fn++) {
      known.set(key(one, fn), fn);
    }
  });
  const added: number[] = [];
  const rows = new Uint32Array(other.names.length);
  yield* overRows(0, rows.length, (from, to) => {
    for (let fn = from; fn < to; fn++) {
      const own = key(other, fn);
      let row = known.get(own);
      if (row === undefined) {
        row = one.names.length + added.length;
        known.set(own, row);
        added.push(fn);
      }
      rows[fn] = row;
    }
  });
  const functions: FunctionTable = {
    names: [...one.names, ...added.map((fn) => other.names[fn])],
    ...(one.files && { files: [...one.files, ...added.map((fn) => other.files?.[fn] ?? '')] }),
    ...(one.lines && { lines: Int32Array.from([...one.lines, ...added.map((fn) => other.lines?.[fn] ?? -1)]) }),
    ...(one.modules && { modules: [...one.modules, ...added.map((fn) => other.modules?.[fn] ?? '')] }),
  };
  return { functions, rows };
}
