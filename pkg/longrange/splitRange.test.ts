import fc from 'fast-check';
import { pieceCount, splitRange } from './splitRange';
import { withoutDrift } from './withoutDrift';

const DAY = 86_400_000;

describe('splitRange', () => {
  it('makes thirty days of thirty days', () => {
    const start = 1_795_400_000_123;
    const pieces = splitRange({ start, end: start + 30 * DAY }, DAY);
    expect(pieces).toHaveLength(30);
    expect(pieces[0].start).toBe(start);
    expect(pieces[29].end).toBe(start + 30 * DAY);
  });

  it('leaves a range that fits as it is', () => {
    expect(splitRange({ start: 5, end: 5 + DAY }, DAY)).toEqual([{ start: 5, end: 5 + DAY }]);
    expect(splitRange({ start: 5, end: 5 }, DAY)).toEqual([{ start: 5, end: 5 }]);
  });

  it('covers every point of the grid once, in pieces within the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 90 }),
        (start, length, limit, step) => {
          const range = { start, end: start + length };
          const pieces = splitRange(range, limit, step);
          expect(pieces.length).toBeLessThanOrEqual(pieceCount(range, limit, step));
          const points = pieces.flatMap((piece) => {
            expect(piece.end - piece.start).toBeLessThanOrEqual(limit);
            return Array.from({ length: (piece.end - piece.start) / step + 1 }, (_, i) => piece.start + i * step);
          });
          const whole = Array.from({ length: Math.floor(length / step) + 1 }, (_, i) => start + i * step);
          expect(points).toEqual(whole);
        }
      )
    );
  });
});

describe('withoutDrift', () => {
  const end = 1_795_400_000_123;

  it('takes the last 24 hours for a day, however long the clock took', () => {
    for (const days of [1, 3, 60]) {
      for (const drift of [0, 1, 40, 100]) {
        const range = withoutDrift({ start: end - days * DAY - drift, end }, DAY);
        expect(range).toEqual({ start: end - days * DAY, end });
        expect(pieceCount(range, DAY)).toBe(days);
      }
    }
  });

  it('leaves every other range as it is', () => {
    for (const length of [0, 50, DAY - 1, DAY + 101, 1.5 * DAY]) {
      expect(withoutDrift({ start: end - length, end }, DAY)).toEqual({ start: end - length, end });
    }
    expect(withoutDrift({ start: 5, end: 16 }, 10)).toEqual({ start: 5, end: 16 });
  });
});
