import type { TopTable } from '../../../pkg/calltree/operations/operations';
import type { CallTree, FunctionIndex, NodeIndex } from '../../../pkg/calltree/tree';
import { weight } from '../../../pkg/flamegraph/sides';
import type { Look } from '../look/useLook';
import type { ValueFormat } from '../valueFormat';
import type { ScreenAction } from '../view/scene';
import type { ViewState } from '../view/viewState';

/** What makes a table another list, however often its numbers change: that one begins at its top. */
export interface Listed extends Pick<ViewState, 'focus' | 'transforms' | 'search' | 'sort'> {
  /** False while the table shown is still the one before. */
  ready: boolean;
}

/** What a table of functions shows, of a profile or of a comparison. */
export interface ShownTable {
  /** The tree that the table was made of. */
  tree: CallTree;
  table: TopTable;
  root: NodeIndex;
  matches: Uint8Array | undefined;
  listed: Listed;
  sort: ViewState['sort'];
  selected: FunctionIndex;
  hovered: FunctionIndex;
  width: number;
  /** The width until the user drags it. */
  usualWidth: number;
  height: number;
  look: Look;
  format: ValueFormat;
  act(action: ScreenAction): void;
}

/** What a function has at least to be listed; what is searched for is listed however little it is. */
export function leastListed({ tree, root, matches, look }: Pick<ShownTable, 'tree' | 'root' | 'matches' | 'look'>) {
  return matches ? 0 : look.minShare * weight(tree, root);
}
