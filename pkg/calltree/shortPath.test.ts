import fc from 'fast-check';
import { callPathOf, findCallPath, followCallPath } from './callPath';
import { expandPath, shortenPath } from './shortPath';
import { NONE } from './tree';
import { LARGE, arbitraryTwins, deepTree, treeOf, wideTree } from './testing/trees';

it('leads back to every node, siblings of one name included', () => {
  fc.assert(
    fc.property(arbitraryTwins, (tree) => {
      for (let node = 1; node < tree.length; node++) {
        const path = callPathOf(tree, node);
        expect(expandPath(tree, shortenPath(path))).toEqual(path);
      }
    })
  );
});

it('goes in another tree as far as there is the same way, and names what is missing', () => {
  const short = shortenPath(['main', 'serve', 'decode', 'read']);
  const other = treeOf([['main', 'serve', 'encode'], 1]);
  const path = expandPath(other, short);
  expect(path).toEqual(['main', 'serve', 'read']);
  expect(findCallPath(other, path)).toBe(NONE);
  expect(followCallPath(other, path).steps).toBe(2);
});

it('never leads to a function of another name', () => {
  fc.assert(
    fc.property(arbitraryTwins, fc.string({ maxLength: 40 }), fc.string(), (tree, short, last) => {
      const path = expandPath(tree, { short, last });
      if (path.length > 0) {
        expect(path.at(-1) === last || (path.at(-1) as [string, number])[0] === last).toBe(true);
      }
    })
  );
});

it(
  'takes four characters a step, in deep and in wide trees',
  () => {
    const deep = deepTree(100_000);
    const path = callPathOf(deep, 100_000);
    const short = shortenPath(path);
    expect(short.short).toHaveLength(400_000);
    expect(expandPath(deep, short)).toEqual(path);
    const wide = wideTree(200_000);
    const last = callPathOf(wide, 200_001);
    expect(expandPath(wide, shortenPath(last)).at(-1)).toBe(last[1]);
  },
  LARGE
);
