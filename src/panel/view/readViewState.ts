import type { CallPath, CallStep } from '../../../pkg/calltree/callPath';
import { COLOURS_BY, NAME_FORMS } from '../../../pkg/flamegraph/choices';
import {
  BAR_WIDTHS,
  BOX_COUNTS,
  DEFAULT_VIEW,
  GREYS,
  LISTS,
  SORT_COLUMNS,
  VIEWS,
  type Comparison,
  type Inverted,
  type Sandwich,
  type ViewState,
} from './viewState';
import type { FilterKind, GroupBy, Pattern, PlainKind, Transform } from '../transforms/transform';

/** What a field takes of a value that may be anything; undefined where it is not of the field's kind. */
type Read<T> = (value: unknown) => T | undefined;
type Schema<T> = { readonly [Field in keyof T]-?: Read<T[Field]> };

const SCHEMA: Schema<ViewState> = {
  profile: text,
  focus: callPath,
  selected: callPath,
  selectedFunction: text,
  search: fields({ text, regex: flag }, DEFAULT_VIEW.search),
  transforms: (value) =>
    Array.isArray(value) ? value.map(readTransform).filter((one) => one !== undefined) : undefined,
  view: oneOf(...VIEWS),
  beside: oneOf(...LISTS),
  orientation: oneOf('down', 'up'),
  colourBy: oneOf(...COLOURS_BY),
  colourChanges: flag,
  names: oneOf(...NAME_FORMS),
  sort: fields({ by: oneOf(...SORT_COLUMNS), descending: flag }, DEFAULT_VIEW.sort),
  scroll: (value) => (Number.isFinite(value) && Number(value) >= 0 ? Number(value) : undefined),
  folds: flag,
  unfolded: (value) => (Array.isArray(value) ? value.filter((one) => callPath(one) !== undefined) : undefined),
  tableWidth: (value) => (Number.isFinite(value) && Number(value) > 0 ? Number(value) : undefined),
  start: oneOf('root', 'application'),
  filled: flag,
  details: flag,
  sandwich: (value) => {
    const read = readSandwich(value);
    return read.function === undefined ? undefined : { ...read, function: read.function };
  },
  inverted: (value) => (isCallPath(Object(value).focus) ? readInverted(value) : undefined),
  boxes: (value) => BOX_COUNTS.find((one) => one === value),
  comparison: fields<Comparison>(
    { width: oneOf(...BAR_WIDTHS), by: oneOf('shares', 'totals'), grey: (value) => GREYS.find((one) => one === value) },
    DEFAULT_VIEW.comparison
  ),
};

const readInverted = fields<Inverted>({ focus: callPath, selected: callPath }, { focus: [] });

const readSandwich = fields<Omit<Sandwich, 'function'> & { function?: string }>(
  { function: text, callers: callPath, callees: callPath },
  { callers: [], callees: [] }
);

const readFilterKind = oneOf<FilterKind>('through', 'hide', 'from', 'drop', 'keep');
const readPlainKind = oneOf<PlainKind>('runtime', 'application', 'invert');
const readMatch = oneOf<Pattern['match']>('text', 'regex', 'name');
const readGroupBy = oneOf<GroupBy>('package', 'module', 'file');

/** A transform of a kind that is known, with all that it needs; undefined for anything else. */
function readTransform(value: unknown): Transform | undefined {
  const given: Partial<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  const shared = given.off === true ? { off: true } : {};
  const name = text(given.name);
  switch (given.kind) {
    case 'subtree': {
      const path = callPath(given.path);
      return path && path.length > 0 ? { kind: 'subtree', path, ...shared } : undefined;
    }
    case 'recursion':
      return { kind: 'recursion', ...(name !== undefined && { name }), ...shared };
    case 'collapse': {
      const of = text(given.package);
      return of === undefined ? undefined : { kind: 'collapse', package: of, ...shared };
    }
    case 'group': {
      const by = readGroupBy(given.by);
      return by && { kind: 'group', by, ...shared };
    }
  }
  const plain = readPlainKind(given.kind);
  if (plain) {
    return { kind: plain, ...shared };
  }
  const kind = readFilterKind(given.kind);
  const pattern = text(given.text);
  const match = readMatch(given.match);
  return kind && pattern !== undefined && match ? { kind, text: pattern, match, ...shared } : undefined;
}

/** A saved or linked state, whoever wrote it: a field that is missing or unreadable is the default, the others stay. */
export function readViewState(value: unknown, defaults: ViewState = DEFAULT_VIEW): ViewState {
  return fields(SCHEMA, defaults)(value);
}

function fields<T extends object>(schema: Schema<T>, defaults: T): (value: unknown) => T {
  return (value) => {
    const given: Partial<Record<keyof T, unknown>> = typeof value === 'object' && value !== null ? value : {};
    const state = { ...defaults };
    for (const field in schema) {
      const own = given[field] === undefined ? undefined : schema[field](given[field]);
      if (own !== undefined) {
        state[field] = own;
      }
    }
    return state;
  };
}

function oneOf<T extends string>(...values: T[]): Read<T> {
  return (value) => values.find((one) => one === value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function callPath(value: unknown): CallPath | undefined {
  return isCallPath(value) ? value : undefined;
}

export function isCallPath(value: unknown): value is CallPath {
  return Array.isArray(value) && value.every(isCallStep);
}

function isCallStep(value: unknown): value is CallStep {
  return (
    typeof value === 'string' ||
    (Array.isArray(value) &&
      value.length === 2 &&
      typeof value[0] === 'string' &&
      Number.isSafeInteger(value[1]) &&
      value[1] > 0)
  );
}
