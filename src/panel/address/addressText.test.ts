import fc from 'fast-check';
import { callPathOf } from '../../../pkg/calltree/callPath';
import { arbitraryTwins, deepTree, treeOf } from '../../../pkg/calltree/testing/trees';
import { arbitraryView } from '../testing/arbitraryView';
import { resolveFocus } from '../view/resolveFocus';
import { readViewState } from '../view/readViewState';
import { DEFAULT_VIEW, type ViewState } from '../view/viewState';
import { MOST_CHARACTERS, readViewText, viewText } from './addressText';

const tree = treeOf([['main', 'parse'], 1]);
const view = (change: Partial<ViewState>): ViewState => ({ ...DEFAULT_VIEW, ...change });
const again = (state: ViewState, defaults = DEFAULT_VIEW, shown = tree) => {
  const text = viewText(state, defaults, shown);
  return text === undefined ? defaults : readViewText(text, defaults, shown);
};

it('says nothing of a view that is the panel’s own', () => {
  fc.assert(fc.property(arbitraryView, (state) => expect(viewText(state, state, tree)).toBeUndefined()));
  expect(viewText(view({ scroll: 12 }), DEFAULT_VIEW, tree)).toBeUndefined();
});

it('says no more than what differs', () => {
  const state = view({ focus: ['main', 'parse'], selected: ['main', 'parse'], view: 'graph' });
  expect(viewText(state, DEFAULT_VIEW, tree)).toBe('{"focus":["main","parse"],"view":"graph"}');
  expect(viewText(state, view({ view: 'graph' }), tree)).toBe('{"focus":["main","parse"]}');
});

it('reads back what it wrote, whatever the panel shows by itself', () => {
  fc.assert(
    fc.property(arbitraryView, arbitraryView, (state, defaults) => {
      fc.pre(encodeURIComponent(JSON.stringify(state)).length < MOST_CHARACTERS);
      const { selected, ...read } = again(state, defaults);
      const { selected: own, ...expected } = state;
      expect(read).toEqual({ ...expected, scroll: defaults.scroll });
      // What is focused is selected where nothing else is.
      expect([own, defaults.selected, state.focus]).toContainEqual(selected);
    }),
    { interruptAfterTimeLimit: 20_000 }
  );
});

it('is never longer than what servers take', () => {
  const long = fc.record({
    focus: fc.array(fc.string({ minLength: 1, maxLength: 300 }), { maxLength: 60 }),
    text: fc.string({ maxLength: 6000 }),
    unfolded: fc.array(fc.array(fc.string({ maxLength: 200 }), { maxLength: 20 }), { maxLength: 10 }),
  });
  fc.assert(
    fc.property(long, arbitraryTwins, ({ focus, text, unfolded }, shown) => {
      const state = view({ focus, unfolded, search: { text, regex: false } });
      const written = viewText(state, DEFAULT_VIEW, shown);
      expect(encodeURIComponent(written ?? '').length).toBeLessThanOrEqual(MOST_CHARACTERS);
      // What is left of it is as it was.
      const read = again(state, DEFAULT_VIEW, shown);
      expect([state.focus, []]).toContainEqual(read.focus);
      expect([state.unfolded, []]).toContainEqual(read.unfolded);
      expect([state.search, DEFAULT_VIEW.search]).toContainEqual(read.search);
    }),
    { numRuns: 50 }
  );
});

it('keeps a deep focus, and of one that is too deep its caller', () => {
  const frames = Array.from({ length: 200 }, (_, at) => `com.example.orders.pipeline.Stage${at}.processAndForward`);
  const java = treeOf([frames, 5]);
  const focus = callPathOf(java, 200);
  const search = { text: 'Stage', regex: false };
  expect(again(view({ focus, search }), DEFAULT_VIEW, java)).toEqual(view({ focus, selected: focus, search }));

  const deep = deepTree(100_000);
  const read = again(view({ focus: callPathOf(deep, 100_000), view: 'graph' }), DEFAULT_VIEW, deep);
  expect(resolveFocus(deep, read.focus)).toEqual({ node: 300 });
  expect(read.view).toBe('graph');
});

it('names a function that is missing, also where its path was shortened', () => {
  const frames = Array.from({ length: 200 }, (_, at) => `com.example.orders.pipeline.Stage${at}.processAndForward`);
  const whole = treeOf([frames, 5]);
  const text = viewText(view({ focus: callPathOf(whole, 200) }), DEFAULT_VIEW, whole)!;
  const part = treeOf([frames.slice(0, 100), 5]);
  const read = readViewText(text, DEFAULT_VIEW, part);
  expect(resolveFocus(part, read.focus)).toEqual({ node: 100, missing: frames[199] });
});

it('is the default where it cannot be read, and never less than a view', () => {
  for (const text of ['', '{', 'null', '[]', '"both"', '12', '{"focus":{"short":"AAAA","last":1}}']) {
    expect(readViewText(text, DEFAULT_VIEW, tree)).toEqual(DEFAULT_VIEW);
  }
  const own = view({ view: 'graph', folds: false });
  expect(readViewText('{"view":"cube","folds":"yes","orientation":"up"}', own, tree)).toEqual({
    ...own,
    orientation: 'up',
  });
  fc.assert(
    fc.property(fc.json(), arbitraryTwins, (text, shown) => {
      const read = readViewText(text, DEFAULT_VIEW, shown);
      expect(readViewState(JSON.parse(JSON.stringify(read)))).toEqual(read);
      expect(resolveFocus(shown, read.focus).node).toBeGreaterThanOrEqual(0);
    })
  );
});
