import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { locationService } from '@grafana/runtime';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import type { ProfileMeta } from '../../frames/profileMeta';
import { frameOf } from '../testing/panelProps';
import { recordPaint, reportTree, showPanel } from '../testing/shownPanel';

recordPaint();

const command = () => screen.queryByRole('button', { name: 'Compare with…' });
async function compareWith(name: RegExp) {
  await userEvent.click(command()!);
  await userEvent.click(await screen.findByRole('button', { name }));
  const { panes } = locationService.getSearchObject();
  const [pane] = Object.values(JSON.parse(String(panes))) as Array<{ queries: object[]; range: object }>;
  return { query: pane.queries[0], range: pane.range };
}

it('opens the profile compared with another time, in Explore', async () => {
  await showPanel({ series: [frameOf(reportTree, { source: 'ours' })] }, { width: 1400 });
  const { query, range } = await compareWith(/1 day earlier/);
  expect(locationService.getLocation().pathname).toBe('/explore');
  expect(range).toEqual({ from: 'now-30m', to: 'now' });
  expect(query).toMatchObject({
    queryType: 'compare',
    profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
    labelSelector: '{service_name="order-service"}',
    baseline: { time: '1d' },
    datasource: { uid: 'ours' },
  });
});

it('lets the user choose another selector for the same time', async () => {
  await showPanel({ series: [frameOf(reportTree, { source: 'ours' })] }, { width: 1400 });
  const { query } = await compareWith(/Another version/);
  expect(query).toMatchObject({ baseline: { labelSelector: '{service_name="order-service"}', time: 'same' } });
});

it('is offered for a function, which stays selected', async () => {
  const panel = await showPanel({ series: [frameOf(reportTree, { source: 'ours' })] }, { width: 1400 });
  expect(panel).toBeDefined();
  const row = within(screen.getByTestId('hotpath-table')).getAllByRole('row')[1];
  const name = within(row).getAllByRole('cell')[0].textContent!;
  fireEvent.contextMenu(row);
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Compare with…' }));
  await userEvent.click(await screen.findByRole('button', { name: /1 hour earlier/ }));
  const { 'hotpath-hotpath': view } = locationService.getSearchObject();
  expect(JSON.parse(String(view))).toEqual({ selectedFunction: name });
});

it.each<[string, Partial<ProfileMeta>]>([
  ['another data source made', {}],
  ['is of spans', { source: 'ours', spanIds: ['00000000000000aa'] }],
  ['has no samples', { source: 'ours', noData: { message: 'Nothing.' } }],
])('is not offered for a profile that %s', async (_, meta) => {
  await showPanel({ series: [frameOf(treeOf([['main'], 1]), meta)] }, { width: 1400 });
  expect(command()).not.toBeInTheDocument();
});
