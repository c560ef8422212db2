import { openTree } from '../../../pkg/calltree/operations/openTree';
import { treeOf, type Stack } from '../../../pkg/calltree/testing/trees';
import type { JudgedFunction } from '../../frames/judgement';
import { differenceOf } from '../table/compared/difference';
import { applyTransforms } from '../transforms/applyTransforms';
import type { Transform } from '../transforms/transform';
import { foundOf, measureOf, widthsOf, type Judged } from './comparison';
import { DEFAULT_VIEW, type Comparison } from './viewState';

const tree = treeOf([['kept'], 40, 120], [['new'], 0, 60], [['gone'], 10, 0], [['idle'], 0, 0]);
const judged = new Map([
  ['kept', { judgement: 'noise' } as JudgedFunction],
  ['new', { judgement: 'likely' } as JudgedFunction],
]);
const shownBy = (change: Partial<Comparison>): Comparison => ({ ...DEFAULT_VIEW.comparison, ...change });

it('holds shares against each other, or totals against the larger whole', () => {
  expect(measureOf(tree, shownBy({ by: 'shares' }), undefined)?.scale).toEqual({ left: 1 / 50, right: 1 / 180 });
  expect(measureOf(tree, shownBy({ by: 'totals' }), undefined)?.scale).toEqual({ left: 1 / 180, right: 1 / 180 });
  expect(measureOf(treeOf([['a'], 1]), shownBy({}), undefined)).toBeUndefined();
  const oneEmpty = treeOf([['a'], 0, 5]);
  expect(measureOf(oneEmpty, shownBy({}), undefined)?.scale).toEqual({ left: 0, right: 1 / 5 });
});

it('gives bars the width of a side, or of both as they are held against each other', () => {
  expect(widthsOf(tree, shownBy({ width: 'baseline' }))).toEqual({ left: 1, right: 0 });
  expect(widthsOf(tree, shownBy({ width: 'compared' }))).toEqual({ left: 0, right: 1 });
  expect(widthsOf(tree, shownBy({ width: 'both' }))).toEqual({ left: 1 / 50, right: 1 / 180 });
});

it('greys out what changed too little, or once it is judged what may be chance', () => {
  const leastOf = (name: string, grey: Comparison['grey'], of: Judged | undefined) =>
    measureOf(tree, shownBy({ grey }), of)?.least(tree.functions.names.indexOf(name));
  expect(['kept', 'new', 'gone'].map((name) => leastOf(name, 0.05, judged))).toEqual([0.05, 0.05, 0.05]);
  expect(['kept', 'new', 'gone'].map((name) => leastOf(name, 'unsure', judged))).toEqual([Infinity, 0, Infinity]);
  expect(['kept', 'new', 'gone'].map((name) => leastOf(name, 'unsure', undefined))).toEqual([0.001, 0.001, 0.001]);
});

describe('frames that stand for several functions', () => {
  const mains: Stack[] = [
    [['main.main', 'json (collapsed)'], 40, 120],
    [['main.main', 'encoding/json.Marshal', 'encoding/json.write'], 60, 60],
    [['main.main', 'encoding/json'], 30, 10],
    [['main.main', 'net/http.Get'], 10, 20],
  ];
  const marked = (name: string): [string, JudgedFunction] => [name, { judgement: 'certain' } as JudgedFunction];
  const verdicts = new Map(['encoding/json', 'encoding/json (collapsed)', 'main.main', 'main'].map(marked));
  /** What stands below the root with how large a change of it has to be not to be grey, and what was found of it. */
  const foundBy = async (...transforms: Transform[]) => {
    const { tree: of } = await applyTransforms(treeOf(...mains), transforms, []);
    const measure = measureOf(of, shownBy({ grey: 'unsure' }), verdicts)!;
    return Object.fromEntries(
      [...new Set(of.function)].map((fn) => [
        of.functions.names[fn],
        [measure.least(fn), foundOf(verdicts, of.functions, fn)?.judgement],
      ])
    );
  };

  it('are no noise where a package is one, and have no verdict of a function that is called so', async () => {
    const found = await foundBy({ kind: 'collapse', package: 'encoding/json' });
    expect(found['encoding/json (collapsed)']).toEqual([0.001, undefined]);
    expect(found['main.main']).toEqual([0, 'certain']);
    expect(found['net/http.Get']).toEqual([Infinity, undefined]);
    // What is merely called so is a function.
    expect(found['json (collapsed)']).toEqual([Infinity, undefined]);
  });

  it('stay so whatever comes after', async () => {
    for (const next of [
      { kind: 'collapse', package: 'net/http' },
      { kind: 'drop', text: 'main', match: 'text' },
      { kind: 'invert' },
      { kind: 'recursion' },
    ] as Transform[]) {
      const found = await foundBy({ kind: 'collapse', package: 'encoding/json' }, next);
      expect(found['encoding/json (collapsed)']).toEqual([0.001, undefined]);
    }
  });

  it('are all but the root where functions are grouped', async () => {
    const found = await foundBy({ kind: 'group', by: 'package' });
    expect(found).toMatchObject({ 'encoding/json': [0.001, undefined], main: [0.001, undefined] });
    expect(found.total).toEqual([Infinity, undefined]);
  });
});

describe('a difference', () => {
  const of = async (name: string, by: Comparison['by'] = 'totals', hidden?: Parameters<typeof differenceOf>[4]) => {
    const table = await openTree(tree).topTable();
    return differenceOf(tree, table, table.function.indexOf(tree.functions.names.indexOf(name)), by, hidden);
  };

  it('is an amount, a share, and a part of the baseline', async () => {
    expect(await of('kept')).toEqual({ amount: 80, share: 120 / 180 - 0.8, relative: 2 });
    expect((await of('kept', 'shares')).relative).toBeCloseTo(120 / 180 / 0.8 - 1);
    expect(await of('idle')).toEqual({ amount: 0, share: 0, relative: 0 });
  });

  it('tells new and removed apart, and never divides by nothing', async () => {
    expect(await of('new')).toEqual({ amount: 60, share: 60 / 180, relative: undefined, only: 'new' });
    expect(await of('gone')).toEqual({ amount: -10, share: -0.2, relative: -1, only: 'removed' });
  });

  it('does not call new or removed what the other side may have left out', async () => {
    const hidden = { nodes: 1, total: 1, totalRight: 2 };
    expect([(await of('new', 'totals', hidden)).only, (await of('gone', 'totals', hidden)).only]).toEqual([
      'new?',
      'removed?',
    ]);
    expect((await of('new', 'totals', { nodes: 1, total: 0, totalRight: 2 })).only).toBe('new');
  });
});
