import { openTree } from '../../../pkg/calltree/operations/openTree';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import type { JudgedFunction } from '../../frames/judgement';
import { differenceOf, isGrey } from '../table/compared/difference';
import { measureOf, widthsOf } from './comparison';
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
  expect(measureOf(tree, shownBy({ grey: 0.05 }), judged)).toMatchObject({ least: 0.05 });
  const { unsure, least } = measureOf(tree, shownBy({ grey: 'unsure' }), judged)!;
  const greyed = tree.functions.names.filter((_, fn) => unsure?.[fn] === 1);
  expect([least, greyed]).toEqual([0, expect.arrayContaining(['kept', 'gone'])]);
  expect(greyed).not.toContain('new');
  expect(measureOf(tree, shownBy({ grey: 'unsure' }), undefined)?.unsure).toBeUndefined();
  expect([isGrey(0.2, 'kept', 'unsure', judged), isGrey(0.2, 'kept', 'unsure', undefined)]).toEqual([true, false]);
  expect([isGrey(-0.02, 'new', 0.05, judged), isGrey(-0.02, 'new', 0.01, judged)]).toEqual([true, false]);
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
