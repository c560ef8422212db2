import fc from 'fast-check';
import { distinctLabels } from './distinctLabels';
import { columns } from './labels';

it('shows the part in which names differ', () => {
  expect(distinctLabels(['com/shop/cart/Cart.total', 'com/shop/order/Order.total', 'main.run'], 14)).toEqual([
    '…Cart.total',
    '…Order.total',
    'main.run',
  ]);
  expect(distinctLabels(['shop/eu/cart.(*Cart).total', 'shop/us/cart.(*Cart).total'], 16)).toEqual([
    '…eu…*Cart).total',
    '…us…*Cart).total',
  ]);
  expect(distinctLabels(['verify_checksum', 'verify_checkout'], 9)).toEqual(['…checksum', '…checkout']);
});

it('gives numbers where there is no room for it', () => {
  const names = ['a/b/c.Run', 'a/b/d.Run', 'a/c/c.Run', 'b/b/c.Run'];
  const texts = distinctLabels(names, 5);
  expect(new Set(texts).size).toBe(4);
  expect(texts.every((text) => columns(text) <= 5)).toBe(true);
});

it('never gives two names the same label, however they are made', () => {
  const part = fc.constantFrom('shop', 'cart', 'total', 'run', '(*Cart)', 'Vec<a::b>', 'func1', '名前', 'x');
  const name = fc
    .array(fc.tuple(part, fc.constantFrom('.', '/', '::', '$', ':')), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.flat().join(''));
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 2, maxLength: 40 }),
      fc.integer({ min: 6, max: 40 }),
      (names, room) => {
        const texts = distinctLabels(names, room);
        expect(new Set(texts).size).toBe(names.length);
        expect(texts.every((text) => columns(text) <= room)).toBe(true);
      }
    )
  );
});
