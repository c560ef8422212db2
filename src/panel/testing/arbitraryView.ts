import fc from 'fast-check';
import { LISTS, VIEWS, type ViewState } from '../view/viewState';

const step = fc.oneof(fc.string(), fc.tuple(fc.string(), fc.integer({ min: 2, max: 1000 })));
/** Any view that can be kept. */
export const arbitraryView: fc.Arbitrary<ViewState> = fc.record(
  {
    focus: fc.array(step),
    selected: fc.array(step),
    selectedFunction: fc.string(),
    search: fc.record({ text: fc.string(), regex: fc.boolean() }),
    view: fc.constantFrom(...VIEWS),
    beside: fc.constantFrom(...LISTS),
    orientation: fc.constantFrom('down', 'up'),
    sort: fc.record({
      by: fc.constantFrom('name', 'self', 'total', 'totalRight', 'change'),
      descending: fc.boolean(),
    }),
    scroll: fc.double({ min: 0, max: 1e6, noNaN: true }).filter((rows) => !Object.is(rows, -0)),
    folds: fc.boolean(),
    unfolded: fc.array(fc.array(step)),
    tableWidth: fc.integer({ min: 1, max: 2000 }),
    start: fc.constantFrom('root', 'application'),
    filled: fc.boolean(),
    inverted: fc.record(
      { focus: fc.array(step), selected: fc.array(step) },
      { requiredKeys: ['focus'], noNullPrototype: true }
    ),
    sandwich: fc.record({ function: fc.string(), callers: fc.array(step), callees: fc.array(step) }),
  },
  {
    requiredKeys: [
      'focus',
      'search',
      'view',
      'beside',
      'orientation',
      'sort',
      'scroll',
      'folds',
      'unfolded',
      'start',
      'filled',
    ],
    noNullPrototype: true,
  }
);
