import type { Transform } from '../transforms/transform';
import type { ProfileScene } from '../view/scene';

type Found = Pick<ProfileScene, 'judged' | 'grown'>;

/**
 * What was found out of the functions that are shown. Of groups of them that is nothing: what was judged is a function,
 * and a group may only be called as it is.
 */
export function foundIn(found: Found, transforms: readonly Transform[]): Found {
  return transforms.some(({ kind, off }) => kind === 'group' && !off) ? {} : found;
}
