import { HiddenSum } from '../../../pkg/calltree/operations/hidden';
import { findCallPath } from '../../../pkg/calltree/callPath';
import { treeOf, type Stack } from '../../../pkg/calltree/testing/trees';
import { BarLayout } from '../../../pkg/flamegraph/layout';
import { createValueFormat } from '../valueFormat';
import type { ProfileScene } from '../view/scene';
import { DEFAULT_VIEW } from '../view/viewState';
import { points } from '../compare/change';
import { nodeCard, runCard } from './cardContent';

const tree = treeOf(
  [['main', 'a'], 200_000_000, 300_000_000],
  [['main', 'gone'], 100_000_000, 0],
  [['main', 'new'], 0, 300_000_000],
  [['main', 'b'], 100_000_000, 200_000_000]
);
const none = { barNodeOf: (node: number) => node, foldedInto: () => [] };
const scene = {
  ...{ tree, focus: 0, isHidden: () => false, folds: none },
  format: createValueFormat({ config: { unit: 'ns' } }),
  state: DEFAULT_VIEW,
} as unknown as ProfileScene;

const card = (path: string[], more: Partial<ProfileScene> = {}) =>
  nodeCard({ ...scene, ...more }, findCallPath(tree, path));
const cells = (path: string[], more?: Partial<ProfileScene>) =>
  Object.fromEntries(card(path, more).rows.map(({ label, cells: row }) => [label, row]));

it('has both sides, the change and what part of the baseline that is', () => {
  expect(card(['main', 'a']).columns).toEqual(['Baseline', 'Comparison', 'Change', 'Relative']);
  expect(cells(['main', 'a'])).toEqual({
    Self: ['200 ms', '300 ms', '+100 ms', '+50 %'],
    Total: ['200 ms', '300 ms', '+100 ms', '+50 %'],
    '% of total': ['50 %', '37.5 %', '−12.5 pp', '−25 %'],
  });
  expect(cells(['main']).Self).toEqual(['0 ns', '0 ns', '0 ns', '0 %']);
});

it('says what is new and what is removed, and what may be in what the server left out', () => {
  expect(cells(['main', 'new']).Total).toEqual(['0 ns', '300 ms', '+300 ms', 'new']);
  expect(cells(['main', 'gone']).Total).toEqual(['100 ms', '0 ns', '−100 ms', 'removed']);
  const hidden = { ...new HiddenSum(tree).finish(), nodes: 2, total: 5, totalRight: 5 };
  expect(cells(['main', 'new'], { hidden }).Total[3]).toBe('new?');
  expect(cells(['main', 'gone'], { hidden }).Total[3]).toBe('removed?');
});

it('has both sides of calls too narrow to draw', () => {
  const narrow = treeOf(
    [['main', 'a'], 900_000_000, 900_000_000],
    ...Array.from({ length: 20 }, (_, at): Stack => [['main', `n${at}`], 1_000_000, 2_000_000])
  );
  const layout = new BarLayout();
  layout.reset(narrow, 0, 100);
  layout.extend(10);
  const bar = layout.merged.findIndex((calls) => calls > 1);
  const { columns, rows } = runCard({ ...scene, tree: narrow }, layout, bar);
  expect(columns).toEqual(['Baseline', 'Comparison', 'Change', 'Relative']);
  const calls = layout.merged[bar];
  expect(rows[0]).toEqual({
    label: 'Combined',
    cells: [`${calls} ms`, `${2 * calls} ms`, `+${calls} ms`, '+100 %'],
  });
  expect(rows[1].cells[2]).toMatch(/^\+.* pp$/);
});

it('has the verdict on the function and its growth, where they are known', () => {
  expect(card(['main', 'a']).found).toEqual([]);
  const judged = new Map([
    [
      'a',
      {
        ...{ name: 'a', judgement: 'certain' as const, baseline: 0.5, compared: 0.375 },
        ...{ change: -0.125, low: -0.15, high: -0.1, moved: true },
      },
    ],
  ]);
  const grown = new Map([
    ['a', { name: 'a', trend: 'rising' as const, held: 1, perHour: 6e7, low: 5e7, high: 7e7, laterHasMore: 0.95 }],
  ]);
  expect(card(['main', 'a'], { judged, grown }).found).toEqual([
    'The function in all: Certain, only moved: −12.5 pp, 95 % interval −15 pp to −10 pp',
    'Rises steadily: +60 ms/h, 95 % interval +50 ms/h to +70 ms/h. Of two slices of time the later holds more in 95 %.',
  ]);
  // Of a group that is called so it is not.
  const isGroup = Uint8Array.from(tree.functions.names, (name) => (name === 'a' ? 1 : 0));
  const grouped = { ...tree, functions: { ...tree.functions, isGroup } };
  expect(card(['main', 'a'], { judged, grown, tree: grouped }).found).toEqual([]);
});

it('writes changes of shares no finer than they are known', () => {
  expect([0.0702, -0.000694, 0.0000255, -0.0000012].map(points)).toEqual([
    '+7.02 pp',
    '−0.069 pp',
    '+0.003 pp',
    '0 pp',
  ]);
});
