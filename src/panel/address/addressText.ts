import { findCallPath, sameCallPath, type CallPath } from '../../../pkg/calltree/callPath';
import { expandPath, shortenPath, type ShortPath } from '../../../pkg/calltree/shortPath';
import { NONE, type CallTree } from '../../../pkg/calltree/tree';
import { isCallPath, readViewState } from '../view/readViewState';
import type { ViewState } from '../view/viewState';

/** How far one has scrolled is no part of what one looks at, and changes too often to be kept. */
const MOMENTARY: ReadonlyArray<keyof ViewState> = ['scroll'];

/** Steps of a focus that are kept at most: of a deeper one it is the caller at this depth that is shown. */
const MOST_STEPS = 300;

/** Characters of an address as it is sent. Servers refuse some 8,000, and a page may have several panels. */
export const MOST_CHARACTERS = 2000;

type Written = { [Field in keyof ViewState]?: ViewState[Field] | null };

/**
 * What differs between a view and what the panel shows without one, in at most `MOST_CHARACTERS`; undefined where
 * nothing does. Where there is too much, paths are shortened, and then the longest fields left out.
 */
export function viewText(state: ViewState, defaults: ViewState, tree: CallTree): string | undefined {
  let written = differences(state, defaults);
  if (Object.keys(written).length === 0) {
    return undefined;
  }
  const whole = JSON.stringify(written);
  if (lengthOf(whole) <= MOST_CHARACTERS) {
    return whole;
  }
  written = JSON.parse(JSON.stringify(written, (field, value: unknown) => shorter(field, value, tree))) as Written;
  for (;;) {
    const text = JSON.stringify(written);
    if (lengthOf(text) <= MOST_CHARACTERS) {
      return text === '{}' ? undefined : text;
    }
    const size = (field: string) => lengthOf(JSON.stringify(written[field as keyof ViewState]));
    const longest = Object.keys(written).reduce((one, other) => (size(other) > size(one) ? other : one));
    const { [longest as keyof ViewState]: _, ...others } = written;
    written = others;
  }
}

/** The view that `viewText` wrote, or anyone else: what cannot be read is as in `defaults`. */
export function readViewText(text: string, defaults: ViewState, tree: CallTree): ViewState {
  let written: unknown;
  try {
    written = JSON.parse(text, (_, value: unknown) => (isShortPath(value) ? expandPath(tree, value) : value));
  } catch {
    return defaults;
  }
  const given = Object(written) as Written;
  const state = readViewState(written, defaults);
  const gone = (Object.keys(given) as Array<keyof ViewState>).filter((field) => given[field] === null);
  const left = gone.reduce(without, state);
  return given.focus && given.selected === undefined && left.focus.length > 0
    ? { ...left, selected: left.focus }
    : left;
}

/** As a panel's settings keep it: nothing of how one looks at it here and now. */
export function viewToSave(state: ViewState, defaults: ViewState): object | undefined {
  const { filled, details, selected, selectedFunction, tableWidth, ...saved } = differences(state, defaults);
  return Object.keys(saved).length > 0 ? saved : undefined;
}

function differences(state: ViewState, defaults: ViewState): Written {
  const fields = Object.keys({ ...defaults, ...state }) as Array<keyof ViewState>;
  const differing = fields.filter((field) => !MOMENTARY.includes(field) && !same(state[field], defaults[field]));
  const written: Written = Object.fromEntries(differing.map((field) => [field, state[field] ?? null]));
  // What is focused is selected, as a rule.
  const { selected, ...others } = written;
  return written.focus && selected && sameCallPath(selected, written.focus) ? others : written;
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function without(state: ViewState, field: keyof ViewState): ViewState {
  const { [field]: _, ...others } = state;
  // A field that every view has keeps its default.
  return readViewState(others);
}

function lengthOf(text: string): number {
  return encodeURIComponent(text).length;
}

function shorter(field: string, value: unknown, tree: CallTree): unknown {
  if (!isCallPath(value) || value.length === 0) {
    return value;
  }
  const path = field === 'focus' ? value.slice(0, MOST_STEPS) : value;
  const short = shortenPath(path);
  return JSON.stringify(short).length < JSON.stringify(value).length && leadsThere(tree, path, short) ? short : value;
}

/** Lists of texts that are no paths of this tree stay as they are. */
function leadsThere(tree: CallTree, path: CallPath, short: ShortPath): boolean {
  return findCallPath(tree, path) !== NONE && sameCallPath(expandPath(tree, short), path);
}

function isShortPath(value: unknown): value is ShortPath {
  const { short, last } = Object(value) as Partial<ShortPath>;
  return typeof short === 'string' && typeof last === 'string';
}
