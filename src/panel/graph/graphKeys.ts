import { NONE, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import type { Orientation } from '../../../pkg/flamegraph/geometry';
import type { Folds } from '../../../pkg/flamegraph/folds';
import type { Sides } from '../../../pkg/flamegraph/sides';
import { callerOf, widestCallee } from '../../../pkg/flamegraph/keyboardMoves';

export interface Key {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export type GraphKey =
  | { type: 'move'; to: NodeIndex }
  | { type: 'focus' | 'home' | 'menu' | 'unfold' | 'details' }
  | { type: 'zoomOut' }
  | { type: 'undo' }
  | { type: 'goToSearch' | 'showKeys' }
  | { type: 'nextMatch'; direction: 1 | -1 };

/**
 * What a key means while `node` is selected in the graph; undefined when it means nothing here. `beside` is the bar next
 * to a node's in its row, `lastBeside` the last of those with the same caller.
 */
export function graphKey(
  key: Key,
  tree: CallTree,
  node: NodeIndex,
  orientation: Orientation,
  folds: Folds,
  beside: (node: NodeIndex, direction: 1 | -1) => NodeIndex,
  lastBeside: (node: NodeIndex, direction: 1 | -1) => NodeIndex,
  sides?: Sides
): GraphKey | undefined {
  const { key: name, ctrlKey, metaKey, altKey, shiftKey } = key;
  if (altKey || metaKey) {
    return undefined;
  }
  const sideways = name === 'ArrowLeft' || name === 'ArrowRight';
  if (ctrlKey && !sideways) {
    return undefined;
  }
  switch (name) {
    case 'ArrowDown':
      return move(orientation === 'down' ? widestCallee(folds, tree, node, sides) : callerOf(folds, tree, node), node);
    case 'ArrowUp':
      return move(orientation === 'down' ? callerOf(folds, tree, node) : widestCallee(folds, tree, node, sides), node);
    case 'ArrowRight':
      return move(ctrlKey ? lastBeside(node, 1) : beside(node, 1), node);
    case 'ArrowLeft':
      return move(ctrlKey ? lastBeside(node, -1) : beside(node, -1), node);
    case 'Enter':
    case ' ':
      return { type: 'focus' };
    case 'Backspace':
      return { type: 'zoomOut' };
    case 'Escape':
      return { type: 'undo' };
    case 'Home':
      return { type: 'home' };
    case 'o':
      return { type: 'unfold' };
    case 'i':
      return { type: 'details' };
    case '/':
      return { type: 'goToSearch' };
    case '?':
      return { type: 'showKeys' };
    case 'n':
      return { type: 'nextMatch', direction: 1 };
    case 'N':
      return { type: 'nextMatch', direction: -1 };
    case 'ContextMenu':
      return { type: 'menu' };
    case 'F10':
      return shiftKey ? { type: 'menu' } : undefined;
    default:
      return undefined;
  }
}

/** At an edge a key still belongs to the graph: the page must not scroll instead. */
function move(to: NodeIndex, from: NodeIndex): GraphKey {
  return { type: 'move', to: to === NONE ? from : to };
}
