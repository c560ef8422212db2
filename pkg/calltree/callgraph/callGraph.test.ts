import fc from 'fast-check';
import { openTree } from '../operations/openTree';
import { TopTableSum } from '../operations/topTable';
import { atOnce } from '../slices';
import { naiveCalls, naiveKept } from '../testing/naiveCallGraph';
import { naiveTopTable } from '../testing/naive';
import { arbitraryComparedStacks, arbitraryStacks, deepTree, LARGE, treeOf, wideTree } from '../testing/trees';
import type { CallTree } from '../tree';
import { callGraph, type CallGraph, type CallGraphOptions } from './callGraph';
import { shownCalls } from './shownCalls';

function graphOf(tree: CallTree, options: CallGraphOptions): CallGraph {
  const sum = new TopTableSum(tree);
  const { root = 0 } = options;
  sum.addRows(root, tree.subtreeEnd[root]);
  return atOnce(callGraph(tree, sum.finish(), options));
}

const namesOf = (tree: CallTree, { functions }: CallGraph) =>
  [...functions.function].map((fn) => tree.functions.names[fn]);

function callsOf(tree: CallTree, graph: CallGraph, calls = graph.calls): Record<string, Array<number | boolean>> {
  const names = namesOf(tree, graph);
  return Object.fromEntries(
    calls.map(({ from, to, total, totalRight = 0, indirect }) => [
      `${names[from]} > ${names[to]}`,
      [total, totalRight, indirect],
    ])
  );
}

describe('callGraph', () => {
  const tree = treeOf(
    [['main', 'serve', 'wrap', 'report', 'encode'], 50],
    [['main', 'serve', 'wrap', 'report', 'query'], 20],
    [['main', 'serve', 'wrap', 'list', 'encode'], 25],
    [['main', 'idle'], 5]
  );

  it('shows where ways part and end, and no wrapper between them', () => {
    const graph = graphOf(tree, { count: 5 });
    expect(namesOf(tree, graph)).toEqual(['main', 'wrap', 'encode', 'report', 'query']);
    expect(callsOf(tree, graph)).toEqual({
      'main > wrap': [95, 0, true],
      'wrap > report': [70, 0, false],
      'wrap > encode': [25, 0, true],
      'report > encode': [50, 0, false],
      'report > query': [20, 0, false],
    });
    expect(graph.of).toBe(8);
  });

  it('leaves out what has less than asked for', () => {
    expect(namesOf(tree, graphOf(tree, { count: 12, least: 60 }))).toEqual(['main', 'wrap', 'encode', 'report']);
  });

  it('has what is asked for in any case, and the function at the top', () => {
    const list = tree.functions.names.indexOf('list');
    expect(namesOf(tree, graphOf(tree, { count: 1, always: [list] }))).toEqual(['main', 'list']);
  });

  it('is of the part below a node', () => {
    const report = tree.function.indexOf(tree.functions.names.indexOf('report'));
    const graph = graphOf(tree, { root: report, count: 12 });
    expect(namesOf(tree, graph)).toEqual(['report', 'encode', 'query']);
    expect([...graph.functions.total]).toEqual([70, 50, 20]);
    expect(callsOf(tree, graph)).toEqual({ 'report > encode': [50, 0, false], 'report > query': [20, 0, false] });
  });

  it('counts recursion once, through others, too', () => {
    const again = treeOf([['a', 'b', 'a', 'b'], 10], [['a', 'b'], 2], [['a', 'a', 'c'], 3]);
    const graph = graphOf(again, { count: 12 });
    expect(callsOf(again, graph)).toEqual({
      'a > b': [12, 0, false],
      'b > a': [10, 0, false],
      'a > c': [3, 0, false],
    });
    expect([...graph.functions.total]).toEqual([15, 12, 3]);
  });

  it('has no row for what the server left out, and no way through it', () => {
    const cut = treeOf([['main', 'other'], 5], [['main', 'run'], 5]);
    expect(namesOf(cut, graphOf(cut, { count: 12 }))).toEqual(['main', 'run']);
  });

  it('has nothing of an empty profile', () => {
    expect(graphOf(treeOf(), { count: 12 })).toEqual({
      functions: { length: 0, function: new Uint32Array(0), self: new Float64Array(0), total: new Float64Array(0) },
      calls: [],
      of: 0,
    });
  });

  it('equals a count stack by stack, whichever functions are left out, on both sides', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(arbitraryStacks, arbitraryComparedStacks),
        fc.integer({ min: 1, max: 10 }),
        async (stacks, count) => {
          const of = treeOf(...stacks);
          const graph = graphOf(of, { count });
          const names = namesOf(of, graph);
          expect(callsOf(of, graph)).toEqual(Object.fromEntries(naiveCalls(of, new Set(names))));

          const table = naiveTopTable(of);
          names.forEach((name, row) => {
            const { self, total, selfRight, totalRight } = graph.functions;
            expect([self[row], total[row], selfRight?.[row] ?? 0, totalRight?.[row] ?? 0]).toEqual(table.get(name));
          });

          const kept = naiveKept(of);
          // One is the function at the top, which may take less.
          const shown = names.map((name) => kept.get(name)!).sort((one, other) => other - one);
          const least = shown.slice(0, count - 1).at(-1) ?? Infinity;
          const left = [...kept].filter(([name]) => !names.includes(name)).map(([, amount]) => amount);
          expect(left.filter((amount) => amount > least)).toEqual([]);
          expect(graph.of).toBe((await openTree(of).topTable()).length);
        }
      )
    );
  });

  it('adds up: what comes into a function is its total, what goes out of it is all but its own', () => {
    fc.assert(
      fc.property(arbitraryStacks, (stacks) => {
        // Each function once in a stack.
        const once = treeOf(...stacks.map(([names, value]) => [[...new Set(names)], value] as const));
        const { functions, calls } = graphOf(once, { count: Infinity, always: [...once.functions.names.keys()] });
        for (let row = 0; row < functions.length; row++) {
          const sum = (of: typeof calls) => of.reduce((so, { total }) => so + total, 0);
          const into = sum(calls.filter(({ to }) => to === row));
          const out = sum(calls.filter(({ from }) => from === row));
          expect(into).toBeLessThanOrEqual(functions.total[row]);
          expect(out).toBeLessThanOrEqual(functions.total[row] - functions.self[row]);
        }
      })
    );
  });

  it(
    'takes deep and wide trees',
    () => {
      expect(graphOf(deepTree(100_000), { count: 12 }).functions.length).toBe(2);
      const wide = graphOf(wideTree(200_000), { count: 12 });
      expect(wide.functions.length).toBe(12);
      expect(wide.calls).toHaveLength(11);
    },
    LARGE
  );
});

describe('shownCalls', () => {
  const call = (from: number, to: number, total: number, indirect = false) => ({ from, to, total, indirect });

  it('leaves out small ones, and slight indirect ones where there is another way', () => {
    const direct = [call(0, 1, 90), call(1, 2, 50), call(0, 3, 2)];
    expect(shownCalls([...direct, call(0, 2, 5, true), call(2, 3, 1)], 2)).toEqual(direct);
  });

  it('keeps what alone connects two functions', () => {
    const only = [call(0, 1, 90, true), call(1, 2, 50, true)];
    expect(shownCalls(only, 0)).toEqual(only);
  });

  it('keeps an indirect way that takes much', () => {
    const calls = [call(0, 1, 90), call(1, 2, 50), call(0, 2, 25, true)];
    expect(shownCalls(calls, 0)).toEqual(calls);
  });

  it('never parts what is connected', () => {
    const arbitraryCalls = fc.uniqueArray(
      fc.record({
        from: fc.nat({ max: 5 }),
        to: fc.nat({ max: 5 }),
        total: fc.integer({ min: 1, max: 50 }),
        indirect: fc.boolean(),
      }),
      { selector: ({ from, to }) => `${from} ${to}` }
    );
    const reachable = (calls: ReadonlyArray<{ from: number; to: number }>, start: number) => {
      const reached = new Set([start]);
      for (const row of reached) {
        calls.filter(({ from }) => from === row).forEach(({ to }) => reached.add(to));
      }
      return [...reached].sort();
    };
    fc.assert(
      fc.property(arbitraryCalls, (calls) => {
        const shown = shownCalls(calls, 0);
        for (let row = 0; row <= 5; row++) {
          expect(reachable(shown, row)).toEqual(reachable(calls, row));
        }
      })
    );
  });
});
