import { treeOf } from '../calltree/testing/trees';
import { FunctionColumns, SideSlices, slicesOf } from './sideSlices';

describe('slicesOf', () => {
  it('are equally long, share nothing, and are no more and no shorter than makes sense', () => {
    expect(slicesOf({ start: 0, end: 3_600_000 })).toHaveLength(16);
    expect(slicesOf({ start: 1000, end: 181_000 })).toEqual(
      Array.from({ length: 6 }, (_, at) => ({ start: 1000 + at * 30_000, end: 1000 + at * 30_000 + 29_999 }))
    );
    expect(slicesOf({ start: 0, end: 1000 })).toEqual([]);
  });
});

it('holds the callers of one side against those of the other in slices that are whole', async () => {
  const { signal } = new AbortController();
  const columns = new FunctionColumns();
  const [before, after] = [new SideSlices(columns), new SideSlices(columns)];
  // Of the later version the first slice and the last have little: it came and went within them.
  for (const part of [1, 1, 1, 1, 1, 1]) {
    await before.add(treeOf([['serve', 'build', 'load'], 300 * part], [['serve', 'rest'], 700 * part]), signal);
  }
  for (const part of [0.2, 1, 1, 1, 1, 0.1]) {
    const tree = treeOf(
      [['serve', 'build', 'load'], 300 * part],
      [['serve', 'build', 'slow'], 70 * part],
      [['serve', 'rest'], 630 * part]
    );
    await after.add(tree, signal);
  }
  const { own, callers, names } = await before.shiftTo(after, signal);
  const slow = names.indexOf('slow');
  expect(own[slow]).toBeCloseTo(70, 6);
  expect(callers[slow]).toBeCloseTo(70, 6);
});
