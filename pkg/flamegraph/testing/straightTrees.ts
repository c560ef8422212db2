import fc from 'fast-check';
import { treeOf, type Stack } from '../../calltree/testing/trees';
import type { CallTree, NodeIndex } from '../../calltree/tree';
import { atOnce } from '../../calltree/slices';
import { nodesAbove } from '../../calltree/operations/above';
import { Folds } from '../folds';

const names = ['own', 'app', 'serve', 'filter', 'dispatch', 'invoke'];
const value = fc.oneof({ weight: 3, arbitrary: fc.constant(2000) }, { weight: 2, arbitrary: fc.nat({ max: 60 }) });
const path = fc
  .tuple(fc.nat({ max: 9 }), fc.array(fc.constantFrom(...names), { maxLength: 3 }))
  .map(([shared, rest]) => [...Array.from({ length: shared }, (_, at) => names[2 + (at % 4)]), ...rest])
  .filter((one) => one.length > 0);

const stacks: fc.Arbitrary<Stack[]> = fc.oneof(
  fc.array(fc.tuple(path, value), { maxLength: 12 }),
  fc.array(fc.tuple(path, value, value), { maxLength: 12 })
);

/** The functions of `straightTree` that are not one's own. */
export function isFoldable(tree: CallTree): (fn: number) => boolean {
  return (fn) => !['own', 'app'].includes(tree.functions.names[fn]);
}

interface StraightTree {
  tree: CallTree;
  focus: NodeIndex;
  open: NodeIndex[];
  above: Uint8Array | undefined;
  folds: Folds;
}

/** Trees with chains that go straight on, with slivers beside them, and what is open in them. */
export const straightTree: fc.Arbitrary<StraightTree> = fc
  .tuple(stacks, fc.nat(), fc.array(fc.nat(), { maxLength: 2 }), fc.boolean())
  .map(([given, at, others, startsAtOwn]) => {
    const tree = treeOf(...given);
    const focus = at % 3 === 0 ? 0 : at % tree.length;
    const open = [focus, ...others.map((one) => one % tree.length)];
    const mayFold = isFoldable(tree);
    const above = startsAtOwn ? atOnce(nodesAbove(tree, (fn) => !mayFold(fn))) : undefined;
    return { tree, focus, open, above, folds: new Folds(tree, mayFold, open, above) };
  });
