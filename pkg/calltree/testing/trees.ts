import fc from 'fast-check';
import { CallTreeBuilder } from '../build';
import { callTreeFromNestedSet } from '../nestedSet';
import { NONE, nodeName, type CallTree, type NodeIndex } from '../tree';

/** A stack of function names, root first, with its values: left side, right side. */
export type Stack = readonly [names: readonly string[], value: number, valueRight?: number];

export function treeOf(...stacks: Stack[]): CallTree {
  const builder = new CallTreeBuilder();
  for (const [path, value, valueRight] of stacks) {
    let node = 0;
    for (const name of path) {
      node = builder.child(node, builder.functions.intern(name));
    }
    builder.addSelf(node, value, valueRight);
  }
  return builder.finish(stacks.some(([, , valueRight]) => valueRight !== undefined));
}

/** In milliseconds: for tests on large trees, that they also pass on a busy machine. */
export const LARGE = 60_000;

/** One stack of `depth` frames that go through ten functions again and again. */
export function deepTree(depth: number): CallTree {
  const builder = new CallTreeBuilder();
  const functions = Array.from({ length: 10 }, (_, i) => builder.functions.intern(`recurse${i}`));
  builder.add(
    Array.from({ length: depth }, (_, i) => functions[i % 10]),
    7
  );
  return builder.finish();
}

/** One function with `children` different callees. */
export function wideTree(children: number): CallTree {
  const builder = new CallTreeBuilder();
  const dispatch = builder.functions.intern('dispatch');
  for (let i = 0; i < children; i++) {
    builder.add([dispatch, builder.functions.intern(`handler${i}`)], 1 + (i % 3));
  }
  return builder.finish();
}

const names = ['main', 'run', 'parse', 'read', 'other', 'total', 'é', '\u{1F600}', '\uFFFD', ''];

/** Few names, so that recursion, equal siblings of different parents, `other` and `total` come up often. */
export const arbitraryStacks: fc.Arbitrary<Stack[]> = fc.array(
  fc.tuple(fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 8 }), fc.nat({ max: 1000 })),
  { maxLength: 40 }
);

export const arbitraryComparedStacks: fc.Arbitrary<Stack[]> = fc.array(
  fc.tuple(
    fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 8 }),
    fc.nat({ max: 1000 }),
    fc.nat({ max: 1000 })
  ),
  { maxLength: 40 }
);

/** Each call path with the node's values, for comparing trees whatever the numbers of their functions are. */
export function pathsOf(tree: CallTree): Map<string, readonly number[]> {
  const keys: string[] = [];
  const paths = new Map<string, readonly number[]>();
  for (let node = 0; node < tree.length; node++) {
    const parent = tree.parent[node];
    keys[node] = parent === NONE ? '' : `${keys[parent]}\0${nodeName(tree, node)}`;
    const values = [tree.self[node], tree.total[node]];
    if (tree.selfRight && tree.totalRight) {
      values.push(tree.selfRight[node], tree.totalRight[node]);
    }
    paths.set(keys[node], values);
  }
  return paths;
}

/** Everything that must hold of a tree's columns, whatever made it. */
export function expectWellFormed(tree: CallTree): void {
  const faults: string[] = [];
  const check = (holds: boolean, node: NodeIndex, what: string) => {
    if (!holds && faults.length < 5) {
      faults.push(`${what} at ${node}`);
    }
  };
  const { length, parent, depth, subtreeEnd, self, total, selfRight, totalRight } = tree;
  for (const column of [tree.function, parent, depth, subtreeEnd, self, total, ...(selfRight ? [selfRight] : [])]) {
    check(column.length === length, 0, 'length');
  }
  check(parent[0] === NONE && depth[0] === 0 && subtreeEnd[0] === length, 0, 'root');
  const sum = self.slice();
  const sumRight = selfRight?.slice();
  for (let node = 1; node < length; node++) {
    const up = parent[node];
    check(up >= 0 && up < node, node, 'parent comes first');
    check(depth[node] === depth[up] + 1, node, 'depth');
    check(subtreeEnd[node] > node && subtreeEnd[node] <= subtreeEnd[up], node, 'subtree');
    check(node === up + 1 || subtreeEnd[node - 1] >= node, node, 'depth-first');
    check(tree.function[node] < tree.functions.names.length, node, 'function');
    sum[up] += total[node];
    if (sumRight && totalRight) {
      sumRight[up] += totalRight[node];
    }
  }
  for (let node = 0; node < length; node++) {
    check(sum[node] === total[node], node, 'self + children = total');
    check(!sumRight || sumRight[node] === totalRight?.[node], node, 'self + children = total, right');
  }
  expect(faults).toEqual([]);
}

/** Trees in which siblings often share a name, as frames of other sources may have them. */
export const arbitraryTwins: fc.Arbitrary<CallTree> = fc
  .array(fc.tuple(fc.nat({ max: 5 }), fc.constantFrom('run', 'read', '')), { maxLength: 40 })
  .map((rows) => {
    const level = [0];
    for (const [wanted] of rows) {
      level.push(Math.max(1, Math.min(wanted, level[level.length - 1] + 1)));
    }
    const value = level.map((own, at) => {
      const end = level.findIndex((other, later) => later > at && other <= own);
      return (end < 0 ? level.length : end) - at;
    });
    return callTreeFromNestedSet({
      level,
      value,
      self: level.map(() => 1),
      label: ['total', ...rows.map(([, name]) => name)],
    });
  });
