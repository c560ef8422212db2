import { placingNames } from '../order/placeOrder';
import type { Steps } from '../slices';
import type { CallTree } from '../tree';
import { Growth } from './growth';
import type { Detail, Shaping, Start } from './question';

export interface Regrouped {
  readonly tree: CallTree;
  /** False where there was more to follow than in proportion to the tree: what is furthest from the root is left out. */
  readonly complete: boolean;
}

/**
 * The tree that comes of following many rows of `tree` at once to their callees or to their callers, those of one
 * function together. Siblings are ordered by name. Towards callers, a node's self is what has no further caller. Towards
 * callees, not each row needs to become a node (`shaping`).
 */
export function* regroup(
  tree: CallTree,
  towards: 'callees' | 'callers',
  start: Start,
  detail: Detail,
  shaping?: Shaping
): Steps<Regrouped> {
  const { functions } = shaping?.renamed ?? tree;
  const places = yield* placingNames(functions.names);
  const growth = new Growth({ ...tree, functions }, towards, start, detail, places, shaping);
  yield* growth.growing();
  return { tree: yield* growth.nodes.finishing(), complete: growth.complete };
}
