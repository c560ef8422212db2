import { openTree } from '../../../pkg/calltree/operations/openTree';
import { NONE, uprightOf } from '../../../pkg/calltree/tree';
import { askCallGraph } from '../callgraph/useCallGraph';
import { askInverted } from '../inverted/useInverted';
import { askAround, finestIn } from '../sandwich/useAround';
import { mostByItself } from '../sandwich/useChosenFunction';
import type { ProfileScene } from './scene';
import { selectedName } from './viewHistory';

/**
 * Works out what the views show that take longest, one after the other, while the user chooses one: answers are kept with
 * the tree, so the view that is chosen finds its own, or joins in where it is under way. `width` is
 * that of a sandwich, in px.
 */
export async function workAhead(scene: ProfileScene, width: number, signal: AbortSignal): Promise<void> {
  const { tree, root } = uprightOf(scene.tree, scene.focus);
  const { look, state } = scene;
  await askInverted(scene.tree, scene.focus, [], signal);
  const table = await openTree(tree).topTable(root, signal);
  await askCallGraph({ tree, root, count: state.boxes, minShare: look.minShare, always: NONE }, signal);
  const name = selectedName(state) ?? state.sandwich?.function;
  const fn = name === undefined ? mostByItself(table) : tree.functions.names.indexOf(name);
  const finest = finestIn(width);
  if (fn === NONE) {
    return;
  }
  for (const side of ['callers', 'callees'] as const) {
    await askAround({ of: tree, function: fn, root, side, within: [], finest }, signal);
  }
}
