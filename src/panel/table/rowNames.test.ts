import { rowNames } from './rowNames';

it('gives rows names of which no two read the same', () => {
  const names = ['', ' ', 'shop/eu/cart.(*Cart).total', 'shop/us/cart.(*Cart).total', 'a\u202e', 'a\u200b'];
  const nameOf = rowNames({ names }, [5, 4, 3, 2, 1, 0], 16);
  const texts = [0, 1, 2, 3, 4, 5].map(nameOf);
  expect(texts).toEqual(['a[U+200B]', 'a[U+202E]', '…us…*Cart).total', '…eu…*Cart).total', '[U+0020]', '(no name)']);
});

it('names rows far down as well', () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `com/shop/part${at}/Order.total`);
  const nameOf = rowNames(
    { names },
    Uint32Array.from(names, (_, at) => at),
    20
  );
  expect(nameOf(9_999)).toContain('9999');
  expect(nameOf(0)).toContain('part0');
});
