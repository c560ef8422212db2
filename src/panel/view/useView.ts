import { useEffect, useReducer, useRef, type Dispatch } from 'react';
import { DEFAULTS, type PanelOptions } from '../options';
import { initialHistory, viewReducer, type ViewAction, type ViewHistory } from './viewState';

export interface ViewHandle {
  history: ViewHistory;
  dispatch: Dispatch<ViewAction>;
}

/** How a profile is looked at. It is the panel's, and outlives answers that have no profile to look at. */
export function useView(options: PanelOptions): ViewHandle {
  const wanted = { ...DEFAULTS, ...options };
  const [history, dispatch] = useReducer(viewReducer, wanted, initialHistory);

  // A changed panel setting is what its editor wants to see now.
  const saved = useRef({ view: wanted.view, orientation: wanted.orientation });
  useEffect(() => {
    if (saved.current.view !== wanted.view) {
      dispatch({ type: 'view', view: wanted.view });
    }
    if (saved.current.orientation !== wanted.orientation) {
      dispatch({ type: 'orientation', orientation: wanted.orientation });
    }
    saved.current = { view: wanted.view, orientation: wanted.orientation };
  }, [wanted.view, wanted.orientation]);

  return { history, dispatch };
}
