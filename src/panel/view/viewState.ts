import { sameCallPath, stepName, type CallPath } from '../../../pkg/calltree/callPath';
import type { Orientation } from '../../../pkg/flamegraph/geometry';

export type View = 'graph' | 'table' | 'both';
export type SortColumn = 'name' | 'self' | 'total' | 'totalRight' | 'change';

export interface Search {
  text: string;
  regex: boolean;
}

/** What a reader is looking at: plain data, so that it can travel in a link. A focus is a path of names, never a row. */
export interface ViewState {
  /** Root first; `[]` is the whole profile. */
  focus: CallPath;
  /** The bar that keys move from. */
  selected?: CallPath;
  /** The function that is marked everywhere. */
  selectedFunction?: string;
  search: Search;
  view: View;
  orientation: Orientation;
  sort: { by: SortColumn; descending: boolean };
  /** Rows scrolled past, counted from the root. */
  scroll: number;
}

/** What undoing a step brings back. */
export type Step = Pick<ViewState, 'focus' | 'selected' | 'selectedFunction' | 'search' | 'scroll'>;

export interface ViewHistory {
  now: ViewState;
  /** Oldest first. */
  past: Step[];
}

export type ViewAction =
  | { type: 'focus'; path: CallPath }
  | { type: 'zoomOut' }
  | { type: 'select'; path?: CallPath; name?: string }
  | { type: 'search'; search: Search }
  | { type: 'view'; view: View }
  | { type: 'orientation'; orientation: Orientation }
  | { type: 'sort'; by: SortColumn }
  | { type: 'scroll'; rows: number }
  | { type: 'undo' }
  | { type: 'reset' };

const KEPT_STEPS = 50;
const NO_SEARCH: Search = { text: '', regex: false };

export function initialHistory(defaults: Pick<ViewState, 'view' | 'orientation'>): ViewHistory {
  return {
    now: { focus: [], search: NO_SEARCH, sort: { by: 'self', descending: true }, scroll: 0, ...defaults },
    past: [],
  };
}

/** The one place where a reader's doing changes what is looked at. */
export function viewReducer(history: ViewHistory, action: ViewAction): ViewHistory {
  const { now, past } = history;
  switch (action.type) {
    case 'focus':
      return sameCallPath(now.focus, action.path)
        ? set(history, selection(action.path))
        : step(history, { focus: action.path, ...selection(action.path) });
    case 'zoomOut': {
      if (now.focus.length === 0) {
        return history;
      }
      const path = now.focus.slice(0, -1);
      return step(history, { focus: path, ...selection(path) });
    }
    case 'select':
      return set(history, { selected: action.path, selectedFunction: action.name ?? functionAt(action.path) });
    case 'search':
      return set(history, { search: action.search });
    case 'view':
      return set(history, { view: action.view });
    case 'orientation':
      return set(history, { orientation: action.orientation });
    case 'sort': {
      const again = now.sort.by === action.by;
      return set(history, {
        sort: { by: action.by, descending: again ? !now.sort.descending : action.by !== 'name' },
      });
    }
    case 'scroll':
      return now.scroll === action.rows ? history : set(history, { scroll: action.rows });
    case 'undo': {
      const last = past.at(-1);
      // Without a step to take back (a link may open zoomed in), the way back is out.
      return last ? { now: { ...now, ...last }, past: past.slice(0, -1) } : viewReducer(history, { type: 'zoomOut' });
    }
    case 'reset':
      return isWhole(now)
        ? set(history, { selected: undefined, selectedFunction: undefined, scroll: 0 })
        : step(history, {
            focus: [],
            selected: undefined,
            selectedFunction: undefined,
            search: NO_SEARCH,
            scroll: 0,
          });
  }
}

/** Whether nothing narrows the view down. */
export function isWhole(state: ViewState): boolean {
  return state.focus.length === 0 && state.search.text === '';
}

function selection(path: CallPath): Pick<ViewState, 'selected' | 'selectedFunction'> {
  return { selected: path, selectedFunction: undefined };
}

function functionAt(path: CallPath | undefined): string | undefined {
  const last = path?.at(-1);
  return last === undefined ? undefined : stepName(last);
}

function set(history: ViewHistory, change: Partial<ViewState>): ViewHistory {
  return { ...history, now: { ...history.now, ...change } };
}

function step(history: ViewHistory, change: Partial<ViewState>): ViewHistory {
  const { focus, selected, selectedFunction, search, scroll } = history.now;
  return {
    now: { ...history.now, ...change },
    past: [...history.past.slice(1 - KEPT_STEPS), { focus, selected, selectedFunction, search, scroll }],
  };
}
