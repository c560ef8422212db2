import fc from 'fast-check';
import { compareUtf8, sortedByUtf8 } from './utf8Order';

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

describe('sortedByUtf8', () => {
  it('has each text once, in the order of its bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '\uFFFD', '\u{1F600}') })), (texts) => {
        const bytes = [...new Set(texts)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(sortedByUtf8(texts)).toEqual(bytes);
      })
    );
  });
});
