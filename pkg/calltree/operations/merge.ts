import { CallTreeBuilder, FunctionTableBuilder } from '../build';
import { emptyTree } from '../emptyTree';
import { NONE, nodeName, type CallTree, type FunctionIndex } from '../tree';

/**
 * The sum of trees: nodes with the same call path, by function name, are one. A function keeps the file, line and
 * module of the first tree that knows it. The sum has right-hand columns if any of the trees has; the root's name is
 * the first tree's.
 */
export function mergeTrees(trees: readonly CallTree[]): CallTree {
  if (trees.length === 0) {
    return emptyTree();
  }
  const functions = new FunctionTableBuilder();
  const builder = new CallTreeBuilder(functions, nodeName(trees[0], 0));
  const rowOf = new Map<string, FunctionIndex>([[nodeName(trees[0], 0), 0]]);
  for (const tree of trees) {
    const fn = functionRows(tree, functions, rowOf);
    const merged = new Uint32Array(tree.length);
    for (let node = 0; node < tree.length; node++) {
      if (node > 0) {
        merged[node] = builder.child(merged[tree.parent[node]], fn[tree.function[node]]);
      }
      builder.addSelf(merged[node], tree.self[node], tree.selfRight?.[node]);
    }
  }
  return builder.finish(trees.some((tree) => tree.totalRight !== undefined));
}

function functionRows(tree: CallTree, functions: FunctionTableBuilder, rowOf: Map<string, FunctionIndex>): Uint32Array {
  const { names, files, lines, modules } = tree.functions;
  return Uint32Array.from(names, (name, fn) => {
    let row = rowOf.get(name);
    if (row === undefined) {
      row = functions.intern(name, files?.[fn] ?? '', lines?.[fn] ?? NONE, modules?.[fn] ?? '');
      rowOf.set(name, row);
    }
    return row;
  });
}
