import fc from 'fast-check';
import { arbitraryComparedStacks, arbitraryStacks, treeOf } from '../../../pkg/calltree/testing/trees';
import { NONE } from '../../../pkg/calltree/tree';
import { weight } from '../../../pkg/flamegraph/sides';
import { focusToSee, matchRank, nextMatch } from './nextMatch';

it('goes by width, widest first, and of equally wide ones in the order of the tree, round and round', () => {
  fc.assert(
    fc.property(
      fc.oneof(arbitraryStacks, arbitraryComparedStacks),
      fc.infiniteStream(fc.boolean()),
      (stacks, chosen) => {
        const tree = treeOf(...stacks);
        const matches = Uint32Array.from([...Array(tree.length).keys()].filter(() => chosen.next().value));
        const ordered = [...matches].sort((a, b) => weight(tree, b) - weight(tree, a) || a - b);
        ordered.forEach((node, at) => {
          expect(nextMatch(tree, matches, node, 1)).toBe(ordered[(at + 1) % ordered.length]);
          expect(nextMatch(tree, matches, node, -1)).toBe(ordered.at(at - 1));
          expect(matchRank(tree, matches, node)).toBe(at + 1);
        });
        expect(nextMatch(tree, matches, NONE, 1)).toBe(ordered[0] ?? NONE);
        expect(nextMatch(tree, matches, NONE, -1)).toBe(ordered.at(-1) ?? NONE);
        expect(matchRank(tree, matches, NONE)).toBeUndefined();
      }
    )
  );
});

describe('what is focused so that a match can be seen', () => {
  const tree = treeOf([['a', 'b', 'c', 'd'], 1], [['a', 'b', 'c'], 9], [['a', 'b'], 90], [['e'], 9900]);
  const node = (name: string) => tree.function.findIndex((fn) => tree.functions.names[fn] === name);

  it.each([
    ['what is wide enough where it is', 'b', 0, 1000, 0],
    ['what is wide enough in the focus', 'c', 'b', 1000, 'b'],
    ['what is wide enough in the whole, and outside of the focus', 'e', 'b', 1000, 0],
    ['what is too narrow, by the outermost caller that leaves it room', 'c', 0, 1000, 'a'],
    ['what is too narrow and outside of the focus', 'd', 'e', 1000, 'c'],
    ['what has no caller that leaves it room', 'd', 0, 50, 'd'],
  ] as const)('%s', (_, match, focus, width, expected) => {
    const at = (name: string | 0) => (name === 0 ? 0 : node(name));
    expect(focusToSee(tree, node(match), at(focus), width)).toBe(at(expected));
  });
});
