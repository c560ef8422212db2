import fc from 'fast-check';
import { callPathOf, findCallPath } from './callPath';
import { NONE } from './tree';
import { LARGE, arbitraryStacks, deepTree, treeOf, wideTree } from './testing/trees';

describe('call paths', () => {
  const tree = treeOf([['main', 'run', 'run'], 1], [['main', 'stop'], 2]);

  it('name the way from below the root', () => {
    expect(callPathOf(tree, 0)).toEqual([]);
    expect(callPathOf(tree, 3)).toEqual(['main', 'run', 'run']);
  });

  it('lead back to their node, or to none', () => {
    expect(findCallPath(tree, [])).toBe(0);
    expect(findCallPath(tree, ['main', 'run', 'run'])).toBe(3);
    expect(findCallPath(tree, ['main', 'run', 'run', 'run'])).toBe(NONE);
    expect(findCallPath(tree, ['run'])).toBe(NONE);
  });

  it('round-trip for every node', () => {
    fc.assert(
      fc.property(arbitraryStacks, (stacks) => {
        const any = treeOf(...stacks);
        for (let node = 0; node < any.length; node++) {
          expect(findCallPath(any, callPathOf(any, node))).toBe(node);
        }
      })
    );
  });

  it(
    'hold at a depth of 100,000 and below a node of 300,000 children',
    () => {
      const deep = deepTree(100_000);
      expect(findCallPath(deep, callPathOf(deep, 100_000))).toBe(100_000);
      const wide = wideTree(300_000);
      expect(findCallPath(wide, callPathOf(wide, 300_001))).toBe(300_001);
    },
    LARGE
  );
});
