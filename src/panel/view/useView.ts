import { useEffect, useMemo, useReducer, useRef, type Dispatch } from 'react';
import type { PanelOptions } from '../settings/options';
import { readDefaultView } from '../settings/readOptions';
import { startHistory, viewReducer, type ViewAction, type ViewHistory } from './viewHistory';
import type { ViewState } from './viewState';

export interface ViewHandle {
  history: ViewHistory;
  dispatch: Dispatch<ViewAction>;
  /** What the panel's settings say, which is shown where nothing else was chosen. */
  defaults: ViewState;
}

/** How a profile is looked at. It is the panel's, and outlives answers that have no profile to look at. */
export function useView(options: PanelOptions): ViewHandle {
  const { view, orientation, folds, start, colourBy, colourChanges, names, transforms, savedView } = options;
  const defaults = useMemo(
    () => readDefaultView({ view, orientation, folds, start, colourBy, colourChanges, names, transforms, savedView }),
    [view, orientation, folds, start, colourBy, colourChanges, names, transforms, savedView]
  );
  const [history, dispatch] = useReducer(viewReducer, defaults, startHistory);

  // A changed panel setting is what its editor wants to see now.
  const last = useRef(defaults);
  useEffect(() => {
    const changed = (field: keyof ViewState) => last.current[field] !== defaults[field];
    if (changed('view')) {
      dispatch({ type: 'view', view: defaults.view });
    }
    if (changed('orientation')) {
      dispatch({ type: 'orientation', orientation: defaults.orientation });
    }
    if (changed('folds')) {
      dispatch({ type: 'folds', on: defaults.folds });
    }
    if (changed('start')) {
      dispatch({ type: 'start', at: defaults.start });
    }
    if (changed('colourBy') || changed('colourChanges') || changed('names')) {
      const { colourBy, colourChanges, names } = defaults;
      dispatch({ type: 'look', colourBy, colourChanges, names });
    }
    if (JSON.stringify(last.current.transforms) !== JSON.stringify(defaults.transforms)) {
      dispatch({ type: 'transforms', transforms: defaults.transforms });
    }
    last.current = defaults;
  }, [defaults]);

  return { history, dispatch, defaults };
}
