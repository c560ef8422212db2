import { treeOf } from '../calltree/testing/trees';
import { NONE } from '../calltree/tree';
import { firstChild, firstSibling, lastSibling, nextSibling, parentOf, previousSibling } from './keyboardMoves';

// 0 total, 1 main, 2 a, 3 deep, 4 b, 5 c
const tree = treeOf([['main', 'a', 'deep'], 1], [['main', 'b'], 1], [['main', 'c'], 1]);
const [root, main, a, deep, b, c] = [0, 1, 2, 3, 4, 5];

it('moves between callers and what they call', () => {
  expect(parentOf(tree, deep)).toBe(a);
  expect(parentOf(tree, root)).toBe(NONE);
  expect(firstChild(tree, main)).toBe(a);
  expect(firstChild(tree, deep)).toBe(NONE);
});

it('moves between what one function calls', () => {
  expect(nextSibling(tree, a)).toBe(b);
  expect(nextSibling(tree, c)).toBe(NONE);
  expect(nextSibling(tree, root)).toBe(NONE);
  expect(previousSibling(tree, c)).toBe(b);
  expect(previousSibling(tree, a)).toBe(NONE);
  expect(firstSibling(tree, c)).toBe(a);
  expect(lastSibling(tree, a)).toBe(c);
  expect(lastSibling(tree, root)).toBe(NONE);
});

it('passes over what is not drawn, unless nothing else is there', () => {
  const drawn = (node: number) => node === c;
  expect(firstChild(tree, main, drawn)).toBe(c);
  expect(nextSibling(tree, a, drawn)).toBe(c);
  expect(firstChild(tree, a, drawn)).toBe(deep);
  expect(previousSibling(tree, c, (node) => node === a)).toBe(a);
  expect(previousSibling(tree, c, () => false)).toBe(b);
  expect(lastSibling(tree, a, (node) => node === b)).toBe(b);
});
