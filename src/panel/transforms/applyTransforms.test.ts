import { expectWellFormed, pathsOf, treeOf, type Stack } from '../../../pkg/calltree/testing/trees';
import { callPathOf, findCallPath } from '../../../pkg/calltree/callPath';
import { nodeName, wholeOf, type CallTree } from '../../../pkg/calltree/tree';
import { originsOf } from '../../../pkg/flamegraph/origin';
import { createValueFormat } from '../valueFormat';
import { DEFAULT_VIEW, type ViewState } from '../view/viewState';
import { applyTransforms, type Applied } from './applyTransforms';
import { withTransform, type Transform } from './transform';
import { shapeLines, takenAwayText, transformText } from './transformText';

const MS = 1_000_000;
const stacks: Stack[] = [
  [
    ['main.main', 'net/http.(*conn).serve', 'net/http.HandlerFunc.ServeHTTP', 'main.report', 'encoding/json.Marshal'],
    30 * MS,
  ],
  [['main.main', 'net/http.(*conn).serve', 'net/http.HandlerFunc.ServeHTTP', 'main.report', 'main.report'], 10 * MS],
  [['main.main', 'github.com/acme/shop/cart.Add', 'runtime.mallocgc'], 20 * MS],
  [['runtime.mcall', 'runtime.park_m', 'runtime.schedule'], 25 * MS],
  [['runtime.gcBgMarkWorker'], 5 * MS],
  [['main.main', 'other'], 10 * MS],
];
const tree = treeOf(...stacks);
const format = createValueFormat({ config: { unit: 'ns' } });

async function apply(...transforms: Transform[]) {
  const applied = await applyTransforms(tree, transforms, []);
  expectWellFormed(applied.tree);
  expect(wholeOf(applied.tree)).toEqual({ total: 100 * MS, totalRight: 0 });
  return applied;
}
/** The stacks with something in them, in milliseconds. */
const shown = (one: CallTree) =>
  Object.fromEntries(
    [...pathsOf(one)]
      .filter(([, [self]]) => self > 0)
      .map(([path, [self]]) => [path.slice(1).replaceAll('\0', ' › '), self / MS])
  );

it('hides the runtime and what waits: the runtime’s time is that of what calls it', async () => {
  const { tree: made } = await apply({ kind: 'runtime' });
  expect(shown(made)).toEqual({
    'main.main › main.report': 30,
    'main.main › main.report › main.report': 10,
    'main.main › github.com/acme/shop/cart.Add': 20,
    'main.main › other': 10,
  });
  expect(takenAwayText(made, format)).toBe('Hidden by filters: 30 ms · 30 % of the profile');
});

it('shows application code alone', async () => {
  expect(shown((await apply({ kind: 'application' })).tree)).toEqual({
    'main.main': 20,
    'main.main › main.report': 30,
    'main.main › main.report › main.report': 10,
    'main.main › other': 10,
  });
});

it('groups by package and by module, and keeps whose code it is', async () => {
  const { tree: made } = await apply({ kind: 'group', by: 'package' });
  expect(shown(made)).toEqual({
    'main › net/http › main': 10,
    'main › net/http › main › encoding/json': 30,
    'main › github.com/acme/shop/cart › runtime': 20,
    runtime: 30,
    'main › other': 10,
  });
  const origin = originsOf(made.functions);
  expect(origin(made.functions.names.indexOf('net/http')).ownership).toBe('runtime');
  expect(origin(made.functions.names.indexOf('main')).ownership).toBe('own');
  const { tree: modules } = await apply({ kind: 'group', by: 'module' });
  expect(Object.keys(shown(modules))).toContain('main › github.com/acme/shop › runtime');
  const { tree: files } = await apply({ kind: 'group', by: 'file' });
  expect(shown(files)).toEqual(shown(made));
});

it('shows a package as one frame', async () => {
  const { tree: made } = await apply({ kind: 'collapse', package: 'net/http' });
  expect(shown(made)).toMatchObject({ 'main.main › net/http (collapsed) › main.report › encoding/json.Marshal': 30 });
  expect(originsOf(made.functions)(made.functions.names.indexOf('net/http (collapsed)')).ownership).toBe('runtime');
});

it('takes one after the other, and leaves out what is off', async () => {
  const hide: Transform = { kind: 'hide', text: 'mcall', match: 'text' };
  const { tree: made, outcomes } = await apply(
    { kind: 'from', text: 'main.report', match: 'name' },
    { kind: 'recursion', name: 'main.report' },
    { ...hide, off: true }
  );
  expect(shown(made)).toEqual({ 'main.report': 10, 'main.report › encoding/json.Marshal': 30 });
  expect(outcomes).toEqual([undefined, undefined, undefined]);
  const again = await applyTransforms(
    tree,
    [
      { kind: 'from', text: 'main.report', match: 'name' },
      { kind: 'recursion', name: 'main.report' },
    ],
    []
  );
  expect(again.tree).toBe(made);
});

it('starts at one call path', async () => {
  const { tree: made } = await apply({ kind: 'subtree', path: ['main.main', 'github.com/acme/shop/cart.Add'] });
  expect(shown(made)).toEqual({ 'github.com/acme/shop/cart.Add › runtime.mallocgc': 20 });
});

it('inverts after all else, and knows the tree that it turned around', async () => {
  const list = withTransform([{ kind: 'invert' }], { kind: 'runtime' });
  expect(list.map(({ kind }) => kind)).toEqual(['runtime', 'invert']);
  const { tree: made } = await apply(...list);
  expect(shown(made)).toMatchObject({ 'main.report › main.main': 30, other: 10 });
  expect(made.upright && shown(made.upright)).toMatchObject({ 'main.main › main.report': 30 });
});

it('says of each what it does not find, and leaves the profile as it is where a pattern is none', async () => {
  const { outcomes, tree: made } = await apply(
    { kind: 'hide', text: '(', match: 'regex' },
    { kind: 'hide', text: 'nowhere', match: 'text' },
    { kind: 'recursion', name: 'nowhere' },
    { kind: 'collapse', package: 'nowhere' }
  );
  expect(outcomes.map((outcome) => outcome?.problem)).toEqual([
    'pattern',
    'matches-nothing',
    'matches-nothing',
    'matches-nothing',
  ]);
  expect(shown(made)).toEqual(shown(tree));
  const { tree: nothing, outcomes: gone } = await apply({ kind: 'subtree', path: ['gone'] });
  expect(nothing.total[0]).toBe(0);
  expect(nothing.length).toBe(1);
  expect(nodeName(nothing, 0)).toBe('total');
  expect(gone).toEqual([{ problem: 'matches-nothing' }]);
});

it('is put in words, and said in files', async () => {
  const transforms: Transform[] = [
    { kind: 'hide', text: 'mcall', match: 'text' },
    { kind: 'drop', text: 'net/http.(*conn).serve', match: 'name' },
    { kind: 'drop', text: '^net', match: 'regex', off: true },
  ];
  expect(transforms.map(transformText)).toEqual([
    'No stacks with “mcall”',
    'net/http.(*conn).serve merged into its callers',
    'No frames of /^net/',
  ]);
  const { tree: made } = await apply(...transforms);
  expect(shapeLines(transforms, made, format)).toEqual([
    'Transforms: No stacks with “mcall”; net/http.(*conn).serve merged into its callers',
    'Hidden by filters: 25 ms · 25 % of the profile',
  ]);
  expect(shapeLines([], tree, format)).toEqual([]);
});

it('adds what is there already no second time', () => {
  const hide: Transform = { kind: 'hide', text: 'gc', match: 'text' };
  expect(withTransform([{ ...hide, off: true }, { kind: 'invert' }], hide)).toEqual([hide, { kind: 'invert' }]);
});

describe('of a large profile', () => {
  const many = treeOf(
    [['main.main', 'runtime.mcall', 'main.handle', 'encoding/json.Marshal'], 600_000],
    ...Array.from({ length: 400 * 130 }, (_, at): Stack => {
      const callee = `main.callee${Math.floor(at / 130)}`;
      return [['main.main', 'main.handle', callee, `main.leaf${at % 130}`], 1];
    })
  );
  const outlined: Transform[] = [
    { kind: 'from', text: 'main.handle', match: 'name' },
    { kind: 'drop', text: 'main.handle', match: 'name' },
    { kind: 'keep', text: 'main.handle', match: 'name' },
    { kind: 'application' },
    { kind: 'runtime' },
    { kind: 'collapse', package: 'main' },
    { kind: 'group', by: 'module' },
    { kind: 'invert' },
  ];

  const OTHERS: Array<Partial<ViewState>> = [
    { view: 'sandwich' },
    { view: 'table' },
    { beside: 'tree' },
    { details: true },
    { focus: ['main.main'] },
    { comparison: { ...DEFAULT_VIEW.comparison, width: 'sideBySide' } },
  ];

  it.each(outlined)('has an outline shown first, with the numbers of what is seen: $kind', async (transform) => {
    const outlines: Applied[] = [];
    const applied = await applyTransforms(
      many,
      [transform],
      [],
      undefined,
      (first) => outlines.push(first),
      DEFAULT_VIEW
    );
    expect(outlines).toHaveLength(1);
    const [{ tree: outline, of, suits }] = outlines;
    expect([of, outline.isOutline, applied.tree.isOutline]).toEqual([many, true, undefined]);
    expect(wholeOf(outline)).toEqual(wholeOf(applied.tree));
    const large = [...outline.total.keys()].filter((node) => outline.total[node] > 100);
    expect(large.length).toBeGreaterThan(1);
    for (const node of large) {
      const path = callPathOf(outline, node);
      expect([path, applied.tree.total[findCallPath(applied.tree, path)]]).toEqual([path, outline.total[node]]);
    }
    expect(suits!(DEFAULT_VIEW)).toBe(true);
    for (const other of OTHERS) {
      expect([other, suits!({ ...DEFAULT_VIEW, ...other })]).toEqual([other, false]);
    }
  });

  it('has one of the last transform alone, and none of a tree that is kept', async () => {
    const outlines: Applied[] = [];
    const show = (first: Applied) => first.tree.isOutline && outlines.push(first);
    const list: Transform[] = [{ kind: 'drop', text: 'mcall', match: 'text' }, { kind: 'runtime' }];
    const { tree: made } = await applyTransforms(
      many,
      [...list, { kind: 'invert', off: true }],
      [],
      undefined,
      show,
      DEFAULT_VIEW
    );
    expect(outlines.map(({ tree: { total }, outcomes }) => [total[0], outcomes])).toEqual([
      [made.total[0], [undefined]],
    ]);
    await applyTransforms(many, list, [], undefined, show, DEFAULT_VIEW);
    expect(outlines).toHaveLength(1);
  });

  it('has none made where nothing could show it', async () => {
    const views = [...OTHERS.map((other) => ({ ...DEFAULT_VIEW, ...other })), false as const];
    for (const view of views) {
      const seen: boolean[] = [];
      const show = (first: Applied) => seen.push(first.tree.isOutline === true);
      await applyTransforms({ ...many }, [{ kind: 'runtime' }], [], undefined, show, view);
      expect([view, seen]).toEqual([view, [false]]);
    }
  });
});
