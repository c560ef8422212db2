import type { FunctionIndex, FunctionTable } from '../../calltree/tree';
import { shortForms } from './shortForms';

/** How many columns of a fixed-width font a text takes; East Asian characters take two. */
export function columns(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) >= 0x2e80) {
      count++;
    }
  }
  return count;
}

/** The least columns worth writing anything into. */
const MIN_COLUMNS = 3;
/** No bar is wider; parts of what is longer are counted from the end. */
const LONGEST = 2000;

/** The forms of a name, widest first, and how many columns each takes. */
export interface Label {
  readonly forms: readonly string[];
  readonly columns: readonly number[];
  /** Whether it is written from right to left, and would draw what stands beside it along. */
  readonly rightToLeft: boolean;
}

export type Labels = (fn: FunctionIndex) => Label;

const cache = new WeakMap<FunctionTable, { shown: (name: string) => string; labels: Labels }>();

/**
 * The labels of a function table, each worked out when it is first drawn. `shown` makes of a name what is shown; those of
 * the last one are kept.
 */
export function labelsOf(functions: FunctionTable, shown: (name: string) => string): Labels {
  const kept = cache.get(functions);
  if (kept?.shown === shown) {
    return kept.labels;
  }
  // With room for all: engines turn a list that is filled here and there into a table, and look each place up.
  const known = new Array<Label | undefined>(functions.names.length);
  const labels: Labels = (fn) => (known[fn] ??= labelOf(shown(functions.names[fn])));
  cache.set(functions, { shown, labels });
  return labels;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Worked out once for a name: fitting it into any room is then a look at a few numbers. */
export function labelOf(name: string): Label {
  const forms = [name, ...shortForms(name.length > LONGEST ? name.slice(-LONGEST) : name).slice(1)];
  return { forms, columns: forms.map(columns), rightToLeft: RIGHT_TO_LEFT.test(name) };
}

/** The most telling form of a name in at most `room` columns, or '' when nothing readable fits. */
export function fit({ forms, columns: widths }: Label, room: number): string {
  if (widths[0] <= room) {
    return forms[0];
  }
  if (room < MIN_COLUMNS) {
    return '';
  }
  let last = forms[0];
  for (let at = 1; at < forms.length; at++) {
    if (widths[at] <= room) {
      return forms[at];
    }
    last = forms[at];
  }
  return cut(last.replace(/^…/, ''), room);
}

/** The same for a name that is not kept. */
export function fitLabel(name: string, room: number): string {
  return columns(name) <= room ? name : fit(labelOf(name), room);
}

function cut(text: string, room: number): string {
  if (columns(text) <= room) {
    return text;
  }
  let end = 0;
  for (let used = 1; end < text.length; end++) {
    used += text.charCodeAt(end) >= 0x2e80 ? 2 : 1;
    if (used > room) {
      break;
    }
  }
  // Half a surrogate pair would show as a box.
  if (end > 0 && text.charCodeAt(end - 1) >= 0xd800 && text.charCodeAt(end - 1) < 0xdc00) {
    end--;
  }
  return `${text.slice(0, end)}…`;
}
