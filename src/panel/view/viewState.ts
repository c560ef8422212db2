import type { CallPath } from '../../../pkg/calltree/callPath';
import type { ColourBy, NameForm } from '../../../pkg/flamegraph/choices';
import type { Orientation } from '../../../pkg/flamegraph/geometry';
import type { Transform } from '../transforms/transform';

export const VIEWS = ['table', 'both', 'graph', 'tree', 'sandwich', 'callGraph', 'inverted', 'invertedGraph'] as const;
export type View = (typeof VIEWS)[number];
/** What stands beside the graph, where there is room for both. */
export const LISTS = ['table', 'tree', 'inverted'] as const;
export type Beside = (typeof LISTS)[number];
export type Start = 'root' | 'application';
export const SORT_COLUMNS = [
  'name',
  'self',
  'total',
  'totalRight',
  'change',
  'relative',
  'points',
  'sure',
  'growth',
] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];
export const BAR_WIDTHS = ['both', 'baseline', 'compared', 'sideBySide'] as const;
/** How many functions a call graph has at most, fewest first. */
export const BOX_COUNTS = [6, 12, 20, 32, 48] as const;
/** Which changes are grey: of less than so many hundredths of the whole, or all that may be chance. */
export const GREYS = [0, 0.001, 0.005, 0.01, 0.05, 'unsure'] as const;

export interface Search {
  text: string;
  regex: boolean;
}

/** The function whose callers and callees are shown, and what is zoomed into: paths that begin below the function. */
export interface Sandwich {
  function: string;
  callers: CallPath;
  callees: CallPath;
}

/** Where one is in the tree of functions by what they take themselves, callers below: paths that begin with a function. */
export interface Inverted {
  focus: CallPath;
  selected?: CallPath;
}

/** How two sides are shown. */
export interface Comparison {
  /** The side that the width of a bar stands for, or a graph for each. */
  width: (typeof BAR_WIDTHS)[number];
  /** What is held against each other: parts of each side's whole, or values as they are. */
  by: 'shares' | 'totals';
  grey: (typeof GREYS)[number];
}

/** What a user is looking at: plain JSON, so that it can be saved and travel in a link. */
export interface ViewState {
  /** Which of several profiles, or all of them merged; until one is chosen, it is what the panel says. */
  profile?: string;
  /** Root first; `[]` is the whole profile. */
  focus: CallPath;
  /** The bar that keys move from. */
  selected?: CallPath;
  /** The function that is marked everywhere. */
  selectedFunction?: string;
  search: Search;
  /** What shapes the profile before it is shown, in order. */
  transforms: Transform[];
  view: View;
  beside: Beside;
  orientation: Orientation;
  colourBy: ColourBy;
  /** Whether a comparison is coloured by what changed, whatever `colourBy` is. */
  colourChanges: boolean;
  names: NameForm;
  sort: { by: SortColumn; descending: boolean };
  /** Rows scrolled past, counted from the root. */
  scroll: number;
  /** Whether straight calls of libraries share a row. */
  folds: boolean;
  /** Where such calls have been opened. */
  unfolded: CallPath[];
  /** In CSS pixels, where the user has dragged it; what does not fit a panel is not used there. */
  tableWidth?: number;
  /** Where the graph starts: at the root, or in each stack at the first function of the user's own. */
  start: Start;
  /** Whether the panel fills the window. */
  filled: boolean;
  /** Whether what is known of the selected function stands beside the graph. */
  details: boolean;
  /** Until a function is chosen, it is the most expensive one. */
  sandwich?: Sandwich;
  inverted?: Inverted;
  /** How many functions the call graph shows. */
  boxes: (typeof BOX_COUNTS)[number];
  comparison: Comparison;
}

export const DEFAULT_VIEW: ViewState = {
  focus: [],
  search: { text: '', regex: false },
  transforms: [],
  view: 'both',
  beside: 'table',
  orientation: 'down',
  colourBy: 'package',
  colourChanges: true,
  names: 'full',
  sort: { by: 'self', descending: true },
  scroll: 0,
  folds: true,
  unfolded: [],
  start: 'root',
  filled: false,
  boxes: 12,
  comparison: { width: 'both', by: 'shares', grey: 0.001 },
  details: false,
};
