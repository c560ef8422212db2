import type { ColourBy } from '../../pkg/flamegraph/colour';
import type { Orientation } from '../../pkg/flamegraph/geometry';
import { DEFAULT_VIEW, type Start, type View } from './view/viewState';

/** What a dashboard saves. All are optional: Explore gives none. */
export interface PanelOptions {
  orientation?: Orientation;
  view?: View;
  showTable?: boolean;
  colourBy?: ColourBy;
  folds?: boolean;
  start?: Start;
  /** How functions lead to source code: see `SourceSettings`. */
  sourceLink?: string;
  sourcePrefix?: string;
  /** What else an editor has saved of a view as this panel's default: fields of a `ViewState`. */
  savedView?: object;
}

export const DEFAULTS: Required<Omit<PanelOptions, 'savedView' | 'sourceLink' | 'sourcePrefix'>> = {
  orientation: DEFAULT_VIEW.orientation,
  view: DEFAULT_VIEW.view,
  showTable: true,
  colourBy: 'package',
  folds: DEFAULT_VIEW.folds,
  start: DEFAULT_VIEW.start,
};
