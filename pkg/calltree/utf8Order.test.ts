import fc from 'fast-check';
import { compareUtf8 } from './utf8Order';

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
