import type { Hidden } from '../../../pkg/calltree/operations/operations';
import type { CallTree, FunctionIndex, NodeIndex } from '../../../pkg/calltree/tree';
import type { Folds } from '../../../pkg/flamegraph/folds';
import type { SearchMatches } from '../../../pkg/flamegraph/painter';
import type { Look } from '../look/useLook';
import type { ValueFormat } from '../valueFormat';
import type { Grown, Judged } from './comparison';
import type { ViewAction } from './viewHistory';
import type { ViewState } from './viewState';

/** A profile and how it is looked at: all that a screen (graph, table) draws. */
export interface ProfileScene {
  tree: CallTree;
  /** As it is kept, by paths and names; what it means in this tree follows. */
  state: ViewState;
  /** The root of what is shown; 0 is the whole profile. */
  focus: NodeIndex;
  /** What shares a row in the graph. */
  folds: Folds;
  /** The bar that keys move from; `NONE` until there is one. */
  selected: NodeIndex;
  /** Functions that are marked wherever they stand; `NONE` for none. */
  selectedFunction: FunctionIndex;
  hoveredFunction: FunctionIndex;
  /** Whether a node is what the server left out and no function. */
  isHidden: (node: NodeIndex) => boolean;
  /** Undefined while nothing is searched for. */
  matches: SearchMatches | undefined;
  format: ValueFormat;
  look: Look;
  /** Of a comparison, once it was asked for. */
  judged?: Judged;
  /** Of a comparison over time, once it is known. */
  grown?: Grown;
  /** What the server left out of the part in focus, once it is known. */
  hidden?: Hidden;
  canUndo: boolean;
  canReset: boolean;
  /** Each node below the root's callees calls the one above. */
  towardsCallers?: boolean;
  /** With `towardsCallers`: the root stands for all functions, which are below it by what they take themselves. */
  inverted?: boolean;
}

/** What a user did on a screen: to the view, or to what stands around the screens. */
export type ScreenAction =
  | ViewAction
  /** `node`: the bar that is pointed at, where it is one. */
  | { type: 'hover'; name: FunctionIndex; node?: NodeIndex }
  | { type: 'nextMatch'; direction: 1 | -1 }
  /** To the widest bar of a function. */
  | { type: 'goToFunction'; name: string; zoom: boolean }
  /** What can be done with a bar, or with the widest one of a function, at a point of the window. */
  | { type: 'menu'; of: NodeIndex | string; x: number; y: number; on?: MenuPlace }
  | { type: 'goToSearch' | 'goToGraph' | 'copyLink' | 'saveView' }
  /** The other views may be wanted soon. */
  | { type: 'workAhead'; signal: AbortSignal }
  | { type: 'showKeys' }
  | { type: 'showLook' }
  | { type: 'showExport' | 'showCompare' }
  /** To add a transform, or to change one. */
  | { type: 'showTransforms'; edit?: number }
  /** Tells a screen reader what has come of it. */
  | { type: 'announce'; text: string };

/** Where a bar's menu opens: the scene of the bar, and who is told what is chosen. */
interface MenuPlace {
  scene: ProfileScene;
  act(action: ScreenAction): void;
}

export interface ScreenProps {
  scene: ProfileScene;
  /** In CSS pixels. */
  width: number;
  height: number;
  /** Always the same function. */
  act(action: ScreenAction): void;
}
