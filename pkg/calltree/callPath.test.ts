import fc from 'fast-check';
import { callPathOf, findCallPath, followCallPath, sameCallPath, type CallPath } from './callPath';
import { callTreeFromNestedSet } from './nestedSet';
import { NONE } from './tree';
import { LARGE, arbitraryStacks, arbitraryTwins, deepTree, treeOf, wideTree } from './testing/trees';

/** After a trip through a link. */
const linked = (path: CallPath): CallPath => JSON.parse(JSON.stringify(path));

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

  it('go as far as the tree does', () => {
    expect(followCallPath(tree, ['main', 'run', 'read', 'run'])).toEqual({ node: 2, steps: 2 });
    expect(followCallPath(tree, ['gone'])).toEqual({ node: 0, steps: 0 });
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

  it('round-trip for every node where siblings share a name, saved or not', () => {
    fc.assert(
      fc.property(arbitraryTwins, (any) => {
        for (let node = 0; node < any.length; node++) {
          const path = callPathOf(any, node);
          expect(findCallPath(any, path)).toBe(node);
          expect(findCallPath(any, linked(path))).toBe(node);
        }
      })
    );
  });

  it('are the same when they lead to the same node', () => {
    fc.assert(
      fc.property(arbitraryTwins, fc.nat(), fc.nat(), (any, one, other) => {
        const [a, b] = [one % any.length, other % any.length];
        expect(sameCallPath(callPathOf(any, a), linked(callPathOf(any, b)))).toBe(a === b);
      })
    );
  });

  it('count siblings that share a name, and take the first where there are fewer', () => {
    const twins = callTreeFromNestedSet({
      level: [0, 1, 1, 1],
      value: [3, 1, 1, 1],
      self: [0, 1, 1, 1],
      label: ['total', 'twin', 'other', 'twin'],
    });
    expect(callPathOf(twins, 1)).toEqual(['twin']);
    expect(callPathOf(twins, 3)).toEqual([['twin', 2]]);
    expect(findCallPath(twins, [['twin', 3]])).toBe(1);
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
