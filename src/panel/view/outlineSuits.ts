import type { ViewState } from './viewState';

/** Whether a view shows no more than an outline has: what a graph of all of it shows, and the numbers of its nodes. */
export function outlineSuits({ view, beside, details, focus, comparison }: ViewState): boolean {
  return (
    (view === 'graph' || (view === 'both' && beside === 'table')) &&
    !details &&
    focus.length === 0 &&
    comparison.width !== 'sideBySide'
  );
}

/** The same of an outline of what was asked for, of which nothing is worked out. */
export function firstOutlineSuits(state: ViewState): boolean {
  const { transforms, search, start } = state;
  return outlineSuits(state) && transforms.length === 0 && search.text === '' && start === 'root';
}
