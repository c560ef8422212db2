import fc from 'fast-check';
import { COLOURS_BY, NAME_FORMS } from '../../../pkg/flamegraph/choices';
import type { Transform } from '../transforms/transform';
import { BAR_WIDTHS, BOX_COUNTS, GREYS, LISTS, SORT_COLUMNS, VIEWS, type ViewState } from '../view/viewState';

const step = fc.oneof(fc.string(), fc.tuple(fc.string(), fc.integer({ min: 2, max: 1000 })));
const off = fc.constantFrom({}, { off: true });
const transform: fc.Arbitrary<Transform> = fc
  .tuple(
    fc.oneof(
      fc.record({
        kind: fc.constantFrom('through', 'hide', 'from', 'drop', 'keep'),
        text: fc.string(),
        match: fc.constantFrom('text', 'regex', 'name'),
      }),
      fc.record({ kind: fc.constantFrom('runtime', 'application', 'invert') }),
      fc.record({ kind: fc.constant('subtree'), path: fc.array(step, { minLength: 1 }) }),
      fc.record(
        { kind: fc.constant('recursion'), name: fc.string() },
        { requiredKeys: ['kind'], noNullPrototype: true }
      ),
      fc.record({ kind: fc.constant('collapse'), package: fc.string() }),
      fc.record({ kind: fc.constant('group'), by: fc.constantFrom('package', 'module', 'file') })
    ),
    off
  )
  .map(([one, more]) => ({ ...one, ...more }) as Transform);
/** Any view that can be kept. */
export const arbitraryView: fc.Arbitrary<ViewState> = fc.record(
  {
    profile: fc.string(),
    focus: fc.array(step),
    selected: fc.array(step),
    selectedFunction: fc.string(),
    search: fc.record({ text: fc.string(), regex: fc.boolean() }),
    transforms: fc.array(transform),
    view: fc.constantFrom(...VIEWS),
    beside: fc.constantFrom(...LISTS),
    orientation: fc.constantFrom('down', 'up'),
    colourBy: fc.constantFrom(...COLOURS_BY),
    colourChanges: fc.boolean(),
    names: fc.constantFrom(...NAME_FORMS),
    sort: fc.record({
      by: fc.constantFrom(...SORT_COLUMNS),
      descending: fc.boolean(),
    }),
    scroll: fc.double({ min: 0, max: 1e6, noNaN: true }).filter((rows) => !Object.is(rows, -0)),
    folds: fc.boolean(),
    unfolded: fc.array(fc.array(step)),
    tableWidth: fc.integer({ min: 1, max: 2000 }),
    start: fc.constantFrom('root', 'application'),
    filled: fc.boolean(),
    details: fc.boolean(),
    inverted: fc.record(
      { focus: fc.array(step), selected: fc.array(step) },
      { requiredKeys: ['focus'], noNullPrototype: true }
    ),
    sandwich: fc.record({ function: fc.string(), callers: fc.array(step), callees: fc.array(step) }),
    boxes: fc.constantFrom(...BOX_COUNTS),
    comparison: fc.record({
      width: fc.constantFrom(...BAR_WIDTHS),
      by: fc.constantFrom('shares', 'totals'),
      grey: fc.constantFrom(...GREYS),
    }),
  },
  {
    requiredKeys: [
      'focus',
      'search',
      'transforms',
      'view',
      'beside',
      'orientation',
      'colourBy',
      'colourChanges',
      'names',
      'sort',
      'scroll',
      'folds',
      'unfolded',
      'start',
      'filled',
      'comparison',
      'details',
      'boxes',
    ],
    noNullPrototype: true,
  }
);
