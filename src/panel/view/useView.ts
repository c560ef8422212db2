import { useEffect, useReducer, useRef, type Dispatch } from 'react';
import type { PanelOptions } from '../options';
import { startHistory, viewReducer, type ViewAction, type ViewHistory } from './viewHistory';
import { readViewState } from './viewState';

export interface ViewHandle {
  history: ViewHistory;
  dispatch: Dispatch<ViewAction>;
}

/** How a profile is looked at. It is the panel's, and outlives answers that have no profile to look at. */
export function useView({ view, orientation }: PanelOptions): ViewHandle {
  const start = readViewState({ view, orientation });
  const [history, dispatch] = useReducer(viewReducer, start, startHistory);

  // A changed panel setting is what its editor wants to see now.
  const saved = useRef({ view: start.view, orientation: start.orientation });
  useEffect(() => {
    if (saved.current.view !== start.view) {
      dispatch({ type: 'view', view: start.view });
    }
    if (saved.current.orientation !== start.orientation) {
      dispatch({ type: 'orientation', orientation: start.orientation });
    }
    saved.current = { view: start.view, orientation: start.orientation };
  }, [start.view, start.orientation]);

  return { history, dispatch };
}
