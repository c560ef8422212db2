import { sameCallPath, stepName, type CallPath } from '../../../pkg/calltree/callPath';
import type { Orientation } from '../../../pkg/flamegraph/geometry';
import { reshapes, type Transform } from '../transforms/transform';
import {
  DEFAULT_VIEW,
  type Beside,
  type Comparison,
  type Sandwich,
  type Search,
  type SortColumn,
  type Start,
  type View,
  type ViewState,
} from './viewState';

/** What undoing a step brings back. */
export type Step = Pick<
  ViewState,
  | 'focus'
  | 'selected'
  | 'selectedFunction'
  | 'search'
  | 'transforms'
  | 'scroll'
  | 'unfolded'
  | 'filled'
  | 'details'
  | 'sandwich'
  | 'inverted'
> & { view?: View };

export interface ViewHistory {
  now: ViewState;
  /** Oldest first. */
  past: Step[];
  /** What was taken back, latest first; empty once something else is done. */
  future: Step[];
}

export type ViewAction =
  /** Zooms; what is selected then is what has the focus, or something in it. */
  | { type: 'focus'; path: CallPath; select?: CallPath }
  | { type: 'zoomOut' }
  | { type: 'select'; path?: CallPath; name?: string }
  | { type: 'search'; search: Search }
  /** `said` tells a screen reader what was changed. */
  | { type: 'transforms'; transforms: Transform[]; said?: string }
  | { type: 'profile'; profile: string }
  | { type: 'view'; view: View }
  | { type: 'beside'; list: Beside }
  | { type: 'orientation'; orientation: Orientation }
  | ({ type: 'look' } & Partial<Pick<ViewState, 'colourBy' | 'colourChanges' | 'names'>>)
  | { type: 'sort'; by: SortColumn }
  | { type: 'scroll'; rows: number }
  | { type: 'folds'; on: boolean }
  | { type: 'unfold'; path: CallPath }
  | { type: 'start'; at: Start }
  | { type: 'tableWidth'; width: number }
  | { type: 'fill'; on: boolean }
  | { type: 'details'; on: boolean }
  | ({ type: 'sandwich' } & Sandwich)
  | { type: 'inverted'; focus?: CallPath; selected?: CallPath }
  | { type: 'boxes'; count: ViewState['boxes'] }
  | { type: 'comparison'; change: Partial<Comparison> }
  | { type: 'undo' }
  /** To a view that was linked to or kept. */
  | { type: 'open'; state: ViewState }
  | { type: 'redo' }
  | { type: 'reset' };

const KEPT_STEPS = 50;

export function startHistory(now: ViewState): ViewHistory {
  return { now, past: [], future: [] };
}

/** The one place where what a user does changes what is looked at. */
export function viewReducer(history: ViewHistory, action: ViewAction): ViewHistory {
  const { now, past } = history;
  switch (action.type) {
    case 'focus':
      return sameCallPath(now.focus, action.path)
        ? set(history, selection(action.select ?? action.path))
        : step(history, { focus: action.path, ...selection(action.select ?? action.path) });
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
    case 'transforms': {
      const { transforms } = action;
      const changed = [...now.transforms, ...transforms].filter(
        (one) => !(now.transforms.includes(one) && transforms.includes(one))
      );
      return step(history, {
        transforms,
        scroll: 0,
        // Where the shape is another one, a call path leads nowhere.
        ...(changed.some(reshapes) && { focus: none(now.focus), selected: undefined, unfolded: none(now.unfolded) }),
      });
    }
    case 'view': {
      const chosen = selectedName(now);
      return set(history, {
        view: action.view,
        ...(action.view === 'sandwich' && chosen !== undefined && { sandwich: sandwichOf(chosen) }),
      });
    }
    case 'profile':
      return set(history, { profile: action.profile });
    case 'beside':
      return set(history, { beside: action.list });
    case 'orientation':
      return set(history, { orientation: action.orientation });
    case 'look': {
      const { type, ...look } = action;
      return set(history, look);
    }
    case 'sort': {
      const again = now.sort.by === action.by;
      return set(history, {
        sort: { by: action.by, descending: again ? !now.sort.descending : action.by !== 'name' },
      });
    }
    case 'scroll':
      return now.scroll === action.rows ? history : set(history, { scroll: action.rows });
    case 'folds':
      return set(history, { folds: action.on, unfolded: [] });
    case 'unfold':
      return step(history, { unfolded: [...now.unfolded, action.path], ...selection(action.path) });
    case 'start':
      return set(history, { start: action.at, scroll: 0 });
    case 'tableWidth':
      return set(history, { tableWidth: action.width });
    case 'fill':
      return action.on ? step(history, { filled: true }) : closed(history, { filled: false });
    case 'details':
      return action.on ? step(history, { details: true }) : closed(history, { details: false });
    case 'sandwich': {
      const { type, ...sandwich } = action;
      const change = { view: 'sandwich', sandwich, selected: undefined, selectedFunction: sandwich.function } as const;
      // The way back is to the view in which the function was chosen.
      return step(history, change, { view: now.view });
    }
    case 'inverted': {
      const { selected, focus = now.inverted?.focus ?? [] } = action;
      const change = { inverted: { focus, selected }, selected: undefined, selectedFunction: functionAt(selected) };
      return action.focus && !sameCallPath(action.focus, now.inverted?.focus ?? [])
        ? step(history, change)
        : set(history, change);
    }
    case 'boxes':
      return set(history, { boxes: action.count });
    case 'comparison':
      return set(history, { comparison: { ...now.comparison, ...action.change } });
    case 'undo': {
      const last = past.at(-1);
      if (!last && (now.filled || now.details)) {
        return set(history, now.details ? { details: false } : { filled: false });
      }
      // Without a step to take back (a link may open zoomed in), the way back is out.
      return last
        ? {
            // Details follow the selection: closing them does not change it.
            now: { ...now, ...last, ...(now.details && !last.details && selectionOf(now)) },
            past: past.slice(0, -1),
            future: [stepOf(now, last.view === undefined ? {} : { view: now.view }), ...history.future],
          }
        : viewReducer(history, { type: 'zoomOut' });
    }
    case 'redo': {
      const [next, ...future] = history.future;
      return next
        ? {
            now: { ...now, ...next },
            past: [...past, stepOf(now, next.view === undefined ? {} : { view: now.view })],
            future,
          }
        : history;
    }
    case 'open':
      return startHistory(action.state);
    case 'reset':
      return isWhole(now)
        ? set(history, { selected: undefined, selectedFunction: undefined, scroll: 0 })
        : step(history, {
            focus: [],
            selected: undefined,
            selectedFunction: undefined,
            search: DEFAULT_VIEW.search,
            transforms: [],
            scroll: 0,
            unfolded: [],
            sandwich: now.sandwich && sandwichOf(now.sandwich.function),
            inverted: undefined,
          });
  }
}

/** Going back further must not open it again. */
function closed({ now, past, future }: ViewHistory, change: Partial<Step>): ViewHistory {
  return {
    now: { ...now, ...change },
    past: past.map((before) => ({ ...before, ...change })),
    future: future.map((after) => ({ ...after, ...change })),
  };
}

/** Whether there is a step to take back, or a caller to zoom out to. */
export function canUndo({ now, past }: ViewHistory): boolean {
  return past.length > 0 || now.focus.length > 0 || now.filled || now.details;
}

/** Whether nothing narrows the view down. */
export function isWhole(state: ViewState): boolean {
  const { focus, search, transforms, unfolded, sandwich, inverted } = state;
  return (
    focus.length === 0 &&
    search.text === '' &&
    transforms.length === 0 &&
    unfolded.length === 0 &&
    !inverted?.focus.length &&
    !(sandwich && sandwich.callers.length + sandwich.callees.length > 0)
  );
}

function selection(path: CallPath): Pick<ViewState, 'selected' | 'selectedFunction'> {
  return { selected: path, selectedFunction: undefined };
}

/** The callers and callees of a function, zoomed into neither. */
export function sandwichOf(name: string): Sandwich {
  return { function: name, callers: [], callees: [] };
}

/** The function that a user has selected, in a list or as a bar. */
export function selectedName({ selectedFunction, selected }: ViewState): string | undefined {
  return selectedFunction ?? functionAt(selected);
}

/** None of what a list has: the list itself where it has nothing, since a picture is laid out anew for another one. */
function none<List extends readonly unknown[]>(list: List): List | [] {
  return list.length === 0 ? list : [];
}

function functionAt(path: CallPath | undefined): string | undefined {
  const last = path?.at(-1);
  return last === undefined ? undefined : stepName(last);
}

function selectionOf({ selected, selectedFunction }: ViewState): Partial<ViewState> {
  return { selected, selectedFunction };
}

function set(history: ViewHistory, change: Partial<ViewState>): ViewHistory {
  return { ...history, now: { ...history.now, ...change } };
}

function step(history: ViewHistory, change: Partial<ViewState>, back: Partial<Step> = {}): ViewHistory {
  return {
    now: { ...history.now, ...change },
    past: [...history.past.slice(1 - KEPT_STEPS), stepOf(history.now, back)],
    future: [],
  };
}

function stepOf(state: ViewState, more: Partial<Step>): Step {
  const { focus, selected, selectedFunction, search, transforms, scroll, unfolded, filled } = state;
  const { details, sandwich, inverted } = state;
  return {
    focus,
    selected,
    selectedFunction,
    search,
    transforms,
    scroll,
    unfolded,
    filled,
    details,
    sandwich,
    inverted,
    ...more,
  };
}
