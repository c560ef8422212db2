import { useEffect, useReducer, useRef, type Dispatch } from 'react';
import type { PanelOptions } from '../options';
import { startHistory, viewReducer, type ViewAction, type ViewHistory } from './viewHistory';
import { readViewState } from './readViewState';
import type { ViewState } from './viewState';

export interface ViewHandle {
  history: ViewHistory;
  dispatch: Dispatch<ViewAction>;
}

/** How a profile is looked at. It is the panel's, and outlives answers that have no profile to look at. */
export function useView({ view, orientation, folds, start }: PanelOptions): ViewHandle {
  const saved = readViewState({ view, orientation, folds, start });
  const [history, dispatch] = useReducer(viewReducer, saved, startHistory);

  // A changed panel setting is what its editor wants to see now.
  const last = useRef(saved);
  useEffect(() => {
    const changed = (field: keyof ViewState) => last.current[field] !== saved[field];
    if (changed('view')) {
      dispatch({ type: 'view', view: saved.view });
    }
    if (changed('orientation')) {
      dispatch({ type: 'orientation', orientation: saved.orientation });
    }
    if (changed('folds')) {
      dispatch({ type: 'folds', on: saved.folds });
    }
    if (changed('start')) {
      dispatch({ type: 'start', at: saved.start });
    }
    last.current = saved;
  });

  return { history, dispatch };
}
