import { functionText } from '../../wording/functionText';
import { shownInForm } from '../look/shownInForm';
import { rowNames } from './rowNames';

const rowsOf = (functions: number[]) => ({ length: functions.length, functionAt: (at: number) => functions[at] });

it('gives rows names of which no two read the same', () => {
  const names = ['', ' ', 'shop/eu/cart.(*Cart).total', 'shop/us/cart.(*Cart).total', 'a\u202e', 'a\u200b'];
  const nameOf = rowNames({ names }, rowsOf([5, 4, 3, 2, 1, 0]), 16, functionText);
  const texts = [0, 1, 2, 3, 4, 5].map(nameOf);
  expect(texts).toEqual(['a[U+200B]', 'a[U+202E]', '…us…*Cart).total', '…eu…*Cart).total', '[U+0020]', '(no name)']);
});

it('names rows far down as well', () => {
  const names = Array.from({ length: 10_000 }, (_, at) => `com/shop/part${at}/Order.total`);
  const nameOf = rowNames({ names }, { length: names.length, functionAt: (at) => at }, 20, functionText);
  expect(nameOf(9_999)).toContain('9999');
  expect(nameOf(0)).toContain('part0');
});

it('writes names in the form that is chosen, and more of those that would read the same', () => {
  const names = ['java/util/HashMap.get', 'com/shop/Cart.total', 'org/other/HashMap.get'];
  const nameOf = rowNames({ names }, rowsOf([0, 1, 2]), 40, shownInForm('short'));
  expect([0, 1, 2].map(nameOf)).toEqual(['java/util/HashMap.get', 'Cart.total', 'org/other/HashMap.get']);
});
