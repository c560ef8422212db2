import type { ChangeColours, ColourBy, NameForm } from '../../../pkg/flamegraph/choices';
import type { Orientation } from '../../../pkg/flamegraph/geometry';
import { DEFAULT_VIEW, type Start, type View } from '../view/viewState';

export const TABLE_COLUMNS = ['self', 'total', 'share'] as const;
/** `share`: beside the others, where there is room. */
export type TableColumn = (typeof TABLE_COLUMNS)[number];

export const HEADERS = ['full', 'title', 'hidden'] as const;
export type Header = (typeof HEADERS)[number];

/** What can shape every profile of a panel from the start: of what a user can do, all that names no function. */
export const START_TRANSFORMS = ['runtime', 'application', 'recursion', 'package', 'module', 'file', 'invert'] as const;
export type StartTransform = (typeof START_TRANSFORMS)[number];

/** What a dashboard saves. All are optional: Explore gives none. */
export interface PanelOptions {
  orientation?: Orientation;
  view?: View;
  showTable?: boolean;
  colourBy?: ColourBy;
  colourChanges?: boolean;
  names?: NameForm;
  folds?: boolean;
  start?: Start;
  transforms?: StartTransform[];
  changeColours?: ChangeColours;
  columns?: TableColumn[];
  /** In per cent of what is in view. */
  minShare?: number;
  header?: Header;
  /** Whether several profiles are shown as their sum until one is chosen. */
  merged?: boolean;
  /** How functions lead to source code: see `SourceSettings`. */
  sourceLink?: string;
  sourcePrefix?: string;
  /** What else an editor has saved of a view as this panel's default: fields of a `ViewState`. */
  savedView?: object;
}

export const DEFAULTS: Required<Omit<PanelOptions, 'transforms' | 'savedView' | 'sourceLink' | 'sourcePrefix'>> = {
  orientation: DEFAULT_VIEW.orientation,
  view: DEFAULT_VIEW.view,
  showTable: true,
  colourBy: DEFAULT_VIEW.colourBy,
  colourChanges: DEFAULT_VIEW.colourChanges,
  names: DEFAULT_VIEW.names,
  folds: DEFAULT_VIEW.folds,
  start: DEFAULT_VIEW.start,
  changeColours: 'safe',
  columns: [...TABLE_COLUMNS],
  minShare: 0,
  header: 'full',
  merged: false,
};
