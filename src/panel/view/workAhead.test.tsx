import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { frameOf } from '../testing/panelProps';
import { MS, recordPaint, settle, showPanel } from '../testing/shownPanel';

/** How often each kind of work has been begun. */
const mockBegun: Record<string, number> = {};
function mockCounted(path: string, name: string): object {
  const module = jest.requireActual<Record<string, (...args: unknown[]) => unknown>>(path);
  mockBegun[name] = 0;
  const counted = (...args: unknown[]) => {
    mockBegun[name]++;
    return module[name](...args);
  };
  return { ...module, [name]: counted };
}
jest.mock('../../../pkg/calltree/transforms/inverting', () =>
  mockCounted('../../../pkg/calltree/transforms/inverting', 'inverting')
);
jest.mock('../../../pkg/calltree/around/callers', () =>
  mockCounted('../../../pkg/calltree/around/callers', 'callersOf')
);
jest.mock('../../../pkg/calltree/around/callees', () =>
  mockCounted('../../../pkg/calltree/around/callees', 'calleesOf')
);
jest.mock('../../../pkg/calltree/callgraph/callGraph', () =>
  mockCounted('../../../pkg/calltree/callgraph/callGraph', 'callGraph')
);

const ONCE = { inverting: 1, callGraph: 1, callersOf: 1, calleesOf: 1 };
const series = () => [frameOf(treeOf([['main', 'report', 'read'], 40 * MS], [['main', 'write', 'read'], 30 * MS]))];
const openMenu = () => userEvent.click(screen.getByRole('button', { name: 'Other views' }));
const choose = async (name: RegExp) => userEvent.click(await screen.findByRole('menuitemradio', { name }));

recordPaint();
beforeEach(() => Object.keys(mockBegun).forEach((name) => (mockBegun[name] = 0)));

it('begins what the views in the menu show once it opens, and no view does it again', async () => {
  await showPanel({ series: series() });
  expect(Object.values(mockBegun).every((count) => count === 0)).toBe(true);
  await openMenu();
  await settle();
  expect(mockBegun).toEqual(ONCE);
  for (const [view, testId] of [
    [/^Sandwich/, 'hotpath-sandwich'],
    [/^Call graph/, 'hotpath-call-graph'],
    [/^Inverted graph/, 'hotpath-inverted-graph'],
  ] as const) {
    await choose(view);
    expect(await screen.findByTestId(testId)).toBeInTheDocument();
    await settle();
    await userEvent.click(screen.getByRole('button', { name: /^View: / }));
  }
  expect(mockBegun).toEqual(ONCE);
});
