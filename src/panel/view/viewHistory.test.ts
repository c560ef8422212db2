import {
  canUndo,
  isWhole,
  sandwichOf,
  startHistory,
  viewReducer,
  type ViewAction,
  type ViewHistory,
} from './viewHistory';
import { readViewState } from './readViewState';
import { DEFAULT_VIEW } from './viewState';

const start = startHistory(DEFAULT_VIEW);
const after = (...actions: ViewAction[]): ViewHistory => actions.reduce(viewReducer, start);

it('focuses, selects what it focuses, and takes that back', () => {
  const focused = after({ type: 'focus', path: ['main'] }, { type: 'focus', path: ['main', 'parse'] });
  expect(focused.now).toMatchObject({ focus: ['main', 'parse'], selected: ['main', 'parse'] });
  const once = viewReducer(focused, { type: 'undo' });
  expect(once.now.focus).toEqual(['main']);
  expect(viewReducer(once, { type: 'undo' }).now.focus).toEqual([]);
});

it('keeps view, order and orientation when a step is taken back', () => {
  const history = after(
    { type: 'focus', path: ['main'] },
    { type: 'orientation', orientation: 'up' },
    { type: 'view', view: 'table' },
    { type: 'undo' }
  );
  expect(history.now).toMatchObject({ focus: [], orientation: 'up', view: 'table' });
});

it('makes no step of focusing what is focused', () => {
  expect(after({ type: 'focus', path: ['main'] }, { type: 'focus', path: ['main'] }).past).toHaveLength(1);
});

it('zooms out to the caller, and no further than the whole', () => {
  const history = after({ type: 'focus', path: ['main', 'parse'] }, { type: 'zoomOut' });
  expect(history.now.focus).toEqual(['main']);
  expect(viewReducer(start, { type: 'zoomOut' })).toBe(start);
});

it('goes out where there is no step to take back', () => {
  const linked = { now: { ...start.now, focus: ['main', 'parse'] }, past: [], future: [] };
  expect(viewReducer(linked, { type: 'undo' }).now.focus).toEqual(['main']);
});

it('resets everything that narrows the view, as a step', () => {
  const history = after(
    { type: 'focus', path: ['main'] },
    { type: 'search', search: { text: 'a,b', regex: true } },
    { type: 'reset' }
  );
  expect(isWhole(history.now)).toBe(true);
  expect(viewReducer(history, { type: 'undo' }).now).toMatchObject({ focus: ['main'], search: { text: 'a,b' } });
});

it('selects a bar by its path and a function by its name', () => {
  expect(after({ type: 'select', path: ['main', 'parse'] }).now).toMatchObject({
    selected: ['main', 'parse'],
    selectedFunction: 'parse',
  });
  expect(after({ type: 'select', name: 'read' }).now).toMatchObject({ selected: undefined, selectedFunction: 'read' });
});

it('sorts by a column, numbers from the largest, and turns round the second time', () => {
  expect(after({ type: 'sort', by: 'total' }).now.sort).toEqual({ by: 'total', descending: true });
  expect(after({ type: 'sort', by: 'name' }).now.sort).toEqual({ by: 'name', descending: false });
  expect(after({ type: 'sort', by: 'name' }, { type: 'sort', by: 'name' }).now.sort.descending).toBe(true);
});

it('shows the callers and callees of a function, and goes back to where it was chosen', () => {
  const shown = after({ type: 'view', view: 'graph' }, { type: 'sandwich', ...sandwichOf('read') });
  expect(shown.now).toMatchObject({ view: 'sandwich', sandwich: sandwichOf('read'), selectedFunction: 'read' });
  const zoomed = viewReducer(shown, { type: 'sandwich', ...sandwichOf('read'), callers: ['main'] });
  expect(isWhole(zoomed.now)).toBe(false);
  expect(viewReducer(zoomed, { type: 'reset' }).now.sandwich).toEqual(sandwichOf('read'));
  const back = viewReducer(zoomed, { type: 'undo' });
  expect(back.now).toMatchObject({ view: 'sandwich', sandwich: sandwichOf('read') });
  expect(viewReducer(back, { type: 'undo' }).now).toMatchObject({ view: 'graph', sandwich: undefined });
});

it('takes the selected function along to its callers and callees', () => {
  const history = after({ type: 'select', path: ['main', 'parse'] }, { type: 'view', view: 'sandwich' });
  expect(history.now.sandwich).toEqual(sandwichOf('parse'));
  expect(after({ type: 'view', view: 'sandwich' }).now.sandwich).toBeUndefined();
});

it('survives a trip through a link', () => {
  const { now } = after({ type: 'focus', path: ['main', ['<init>', 2]] }, { type: 'scroll', rows: 12.5 });
  expect(readViewState(JSON.parse(JSON.stringify(now)))).toEqual({ ...now, selectedFunction: undefined });
});

it('remembers a limited number of steps', () => {
  let history = start;
  for (let i = 0; i < 200; i++) {
    history = viewReducer(history, { type: 'focus', path: [`f${i}`] });
  }
  expect(history.past).toHaveLength(50);
  expect(viewReducer(history, { type: 'undo' }).now.focus).toEqual(['f198']);
});

it('opens a fold as a step, and forgets what was opened with folding itself', () => {
  const opened = after({ type: 'unfold', path: ['serve'] });
  expect(opened.now).toMatchObject({ unfolded: [['serve']], selected: ['serve'] });
  expect(isWhole(opened.now)).toBe(false);
  expect(viewReducer(opened, { type: 'undo' }).now.unfolded).toEqual([]);
  expect(viewReducer(opened, { type: 'folds', on: false }).now).toMatchObject({ folds: false, unfolded: [] });
});

it('leaves the full window by a step back, after those taken in it and before those taken ahead of it', () => {
  const filled = after({ type: 'focus', path: ['main'] }, { type: 'fill', on: true }, { type: 'focus', path: [] });
  const once = viewReducer(filled, { type: 'undo' });
  expect(once.now).toMatchObject({ filled: true, focus: ['main'] });
  const twice = viewReducer(once, { type: 'undo' });
  expect(twice.now).toMatchObject({ filled: false, focus: ['main'] });
  expect(viewReducer(twice, { type: 'undo' }).now).toMatchObject({ filled: false, focus: [] });
});

it('does not fill the window again by going back further than where it was left', () => {
  const left = after({ type: 'fill', on: true }, { type: 'focus', path: ['main'] }, { type: 'fill', on: false });
  const back = viewReducer(left, { type: 'undo' });
  expect(back.now).toMatchObject({ filled: false, focus: [] });
});

it('leaves the full window that a link opened', () => {
  const linked = startHistory({ ...DEFAULT_VIEW, filled: true });
  expect(canUndo(linked)).toBe(true);
  expect(viewReducer(linked, { type: 'undo' }).now.filled).toBe(false);
});

it('takes transforms back, and does them again until something else is done', () => {
  const hide = { kind: 'hide', text: 'gc', match: 'name' } as const;
  const hidden = after({ type: 'focus', path: ['main'] }, { type: 'transforms', transforms: [hide] });
  expect(hidden.now).toMatchObject({ transforms: [hide], focus: ['main'] });
  expect(isWhole(hidden.now)).toBe(false);
  const undone = viewReducer(hidden, { type: 'undo' });
  expect(undone.now).toMatchObject({ transforms: [], focus: ['main'] });
  expect(viewReducer(undone, { type: 'redo' }).now).toEqual(hidden.now);
  expect(viewReducer(undone, { type: 'redo' }).past).toEqual(hidden.past);
  expect(viewReducer(viewReducer(undone, { type: 'focus', path: [] }), { type: 'redo' }).now.transforms).toEqual([]);
  expect(viewReducer(hidden, { type: 'redo' })).toBe(hidden);
  expect(viewReducer(hidden, { type: 'reset' }).now.transforms).toEqual([]);
});

it('shows the whole where a transform leaves no call path as it was', () => {
  const history = after({ type: 'focus', path: ['main'] }, { type: 'transforms', transforms: [{ kind: 'invert' }] });
  expect(history.now.focus).toEqual([]);
});
