import { slicesOf } from './sideSlices';

describe('slicesOf', () => {
  it('are equally long, share nothing, and are no more and no shorter than makes sense', () => {
    expect(slicesOf({ start: 0, end: 3_600_000 }, 16)).toHaveLength(16);
    expect(slicesOf({ start: 1000, end: 181_000 }, 16)).toEqual(
      Array.from({ length: 6 }, (_, at) => ({ start: 1000 + at * 30_000, end: 1000 + at * 30_000 + 29_999 }))
    );
    expect(slicesOf({ start: 0, end: 1000 }, 16)).toEqual([]);
  });
});
