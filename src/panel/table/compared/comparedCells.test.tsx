import React from 'react';
import { render, screen } from '@testing-library/react';
import { atOnce } from '../../../../pkg/calltree/slices';
import { openTree } from '../../../../pkg/calltree/operations/openTree';
import { hidingStacks } from '../../../../pkg/calltree/transforms/stacks';
import { treeOf } from '../../../../pkg/calltree/testing/trees';
import { NONE, type CallTree } from '../../../../pkg/calltree/tree';
import { createPalette } from '../../../../pkg/flamegraph/palette';
import type { JudgedFunction } from '../../../frames/judgement';
import { createValueFormat } from '../../valueFormat';
import { DEFAULT_VIEW } from '../../view/viewState';
import { comparedLayout } from './comparedColumns';
import { ComparedCells } from './ComparedCells';
import { ComparedTable } from './ComparedTable';

const tree = treeOf([['order', 'load'], 300, 300], [['order', 'slow'], 0, 300], [['report'], 300, 300]);
const judged = (name: string, change: number, judgement: JudgedFunction['judgement']) =>
  [
    name,
    {
      ...{ name, judgement, baseline: 0.5, compared: 0.5 + change, change },
      ...{ low: change - 0.03, high: change + 0.03, moved: false },
    },
  ] as const;
const verdicts = new Map([judged('order', 1 / 6, 'certain'), judged('report', -1 / 6, 'likely')]);

async function verdictIn(of: CallTree, name: string, inPart: boolean) {
  const table = await openTree(of).topTable();
  const row = [...table.function].findIndex((fn) => of.functions.names[fn] === name);
  const { columns } = comparedLayout(1000, 'shares', true, false);
  const compared = { by: 'shares' as const, judged: verdicts, inPart };
  const format = createValueFormat({ config: { unit: 'ns' } });
  const { container } = render(<ComparedCells tree={of} {...{ table, row, format, compared, columns }} />);
  const cell = container.children[columns.findIndex(({ by }) => by === 'sure') - 1];
  return [cell.textContent, cell.getAttribute('title')];
}

it('says of each function what was judged of it', async () => {
  expect(await verdictIn(tree, 'order', false)).toEqual([
    'Certain',
    'The function in all: Certain: +16.7 pp, 95 % interval +13.7 pp to +19.7 pp',
  ]);
  expect(await verdictIn(tree, 'slow', false)).toEqual([
    '–',
    'Not tested: too small on both sides, or made by a transform',
  ]);
});

it('gives no verdict on a change that transforms made another', async () => {
  const slow = Uint8Array.from(tree.functions.names, (name) => (name === 'slow' ? 1 : 0));
  const without = atOnce(hidingStacks(tree, slow));
  // What is left of it takes less than before, and it was judged to take more.
  expect(await verdictIn(without, 'order', true)).toEqual(['–', expect.stringContaining('Certain: +16.7 pp')]);
  expect((await verdictIn(without, 'report', true))[0]).toBe('Likely');
  expect(screen.queryByText('Certain')).not.toBeInTheDocument();
});

it('gives none to groups, which may be called as functions are', async () => {
  const { sort, focus, search, comparison } = DEFAULT_VIEW;
  const palette = createPalette('dark');
  const show = async (of: CallTree) => (
    <ComparedTable
      {...{ tree: of, table: await openTree(of).topTable(), sort, comparison, judged: new Map(verdicts) }}
      {...{ root: 0, width: 1000, usualWidth: 1000, height: 300 }}
      {...{ matches: undefined, grown: undefined, hidden: undefined, selected: NONE, hovered: NONE }}
      listed={{ focus, transforms: [], search, sort, ready: true }}
      look={{ palette, colourBy: 'package', colourChanges: true, shown: String, minShare: 0, columns: [] }}
      format={createValueFormat({ config: { unit: 'ns' } })}
      act={jest.fn()}
    />
  );
  const { rerender } = render(await show(tree));
  expect(screen.getByText('Certain')).toBeInTheDocument();
  const isGroup = Uint8Array.from(tree.functions.names, (name) => (name === 'total' ? 0 : 1));
  rerender(await show({ ...tree, functions: { ...tree.functions, isGroup } }));
  expect(screen.queryByText('Certain')).not.toBeInTheDocument();
  // The column stays, and says that nothing was judged of them.
  expect(screen.getByText('Is it real?')).toBeInTheDocument();
  expect(screen.getAllByTitle(/^Not tested/).map(({ textContent }) => textContent)).toEqual(['–', '–', '–', '–']);
});
