import { openTree } from '../../calltree/operations/openTree';
import type { CallTree } from '../../calltree/tree';
import { shareText } from '../amounts';

/** What the server left out to stay within its node limit, in a sentence; undefined where nothing was. */
export async function hiddenNote(tree: CallTree): Promise<string | undefined> {
  const { nodes, total, totalRight = 0 } = await openTree(tree).hidden();
  const whole = tree.total[0] + (tree.totalRight?.[0] ?? 0);
  return nodes === 0
    ? undefined
    : `The server left ${shareText(total + totalRight, whole)} out to stay within the node limit; --max-nodes asks for more.`;
}
