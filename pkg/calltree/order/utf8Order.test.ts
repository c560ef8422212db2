import fc from 'fast-check';
import { nameRanks } from './nameRanks';
import { rankingMoreNames } from './moreNameRanks';
import { atOnce } from '../slices';
import { compareUtf8, sortingByUtf8 } from './utf8Order';

describe('compareUtf8', () => {
  it('orders as the bytes do', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      })
    );
  });

  it('puts what needs four bytes after all that needs three', () => {
    expect(compareUtf8('\u{10000}', '\uFFFF')).toBeGreaterThan(0);
  });
});

describe('sortingByUtf8', () => {
  it('has each text once, in the order of its bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '\uFFFD', '\u{1F600}') })), (texts) => {
        const bytes = [...new Set(texts)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(atOnce(sortingByUtf8(texts))).toEqual(bytes);
      })
    );
  });

  it.each(['', '\u{1F600}'])('goes through many a piece at a time: %s', (mark) => {
    const texts = Array.from({ length: 10_000 }, (_, at) => `f${(at * 7919) % 5003}${mark}`);
    const steps = sortingByUtf8(texts);
    let rests = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) {
      rests++;
    }
    expect(step.value).toEqual([...new Set(texts)].sort());
    expect(rests).toBeGreaterThan(10);
  });
});

describe('rankingMoreNames', () => {
  it('ranks names of two lists as all of them together', () => {
    const names = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '\uFFFD', '\u{1F600}'), maxLength: 3 }));
    fc.assert(
      fc.property(names, names, (first, second) => {
        const all = [...new Set([...first, ...second])];
        expect(atOnce(rankingMoreNames(first, all))).toEqual(nameRanks([...all]));
      })
    );
  });
});
