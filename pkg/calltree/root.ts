import { nodeName, type CallTree } from './tree';

/** The name of the root that holds a profile's call trees together. */
export const ROOT_NAME = 'total';

/** Whether row 0 only holds the profile together, and is no function that ran. */
export function isSyntheticRoot(tree: CallTree): boolean {
  return nodeName(tree, 0) === ROOT_NAME && tree.self[0] === 0 && (tree.selfRight?.[0] ?? 0) === 0;
}
