import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { locationService } from '@grafana/runtime';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { foreignFrame, frameOf } from '../testing/panelProps';
import { labels, MS, recordPaint, reportTree, settle, showPanel } from '../testing/shownPanel';

recordPaint();

const other = frameOf(treeOf([['main', 'report', 'format'], 100 * MS]), {}, 'B');
const merged = { width: 1300, height: 500, options: { merged: true } };

afterEach(() => locationService.push('/'));

beforeEach(() => {
  // The list of choices shows only what fits, and watches what is in sight.
  window.IntersectionObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  } as never;
});

/** Types what is shown of a profile, and takes it. */
async function pick(text: string) {
  jest.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 300, 300));
  await userEvent.click(await screen.findByRole('combobox', { name: 'Profile' }));
  await userEvent.keyboard(`${text}{ArrowDown}{Enter}`);
  await settle();
}

it('adds several profiles up, where a user chooses it, and shows one again', async () => {
  await showPanel({ series: [frameOf(reportTree), other] }, { width: 1300, height: 500 });
  expect(screen.getByTestId('hotpath-title')).toHaveTextContent('100 ms');
  await pick('All, merged');
  expect(screen.getByTestId('hotpath-title')).toHaveTextContent('order-service · 2 profiles merged · CPU time');
  expect(labels()).toContain('report  160 ms · 80 %');
  await pick('B:');
  expect(labels()).toContain('report  100 ms · 100 %');
  // So that a link and a refresh show it again.
  await waitFor(() => expect(locationService.getSearchObject()['hotpath-1']).toMatch(/^{"profile":".*B#1"}$/));
});

it('adds them up from the start where the panel says so, anew with each answer', async () => {
  const { update } = await showPanel({ series: [frameOf(reportTree), other] }, merged);
  expect(labels()).toContain('report  160 ms · 80 %');
  await update({ series: [frameOf(reportTree), frameOf(reportTree, {}, 'B')] }, merged);
  expect(labels()).toContain('report  120 ms · 60 %');
  await update({ series: [frameOf(reportTree)] }, merged);
  expect(labels()).toContain('report  60 ms · 60 %');
});

it('says why it does not add up what is of different units, and lets one be chosen', async () => {
  await showPanel({ series: [frameOf(reportTree), foreignFrame()] }, merged);
  expect(await screen.findByText(/^Their units differ \(ns, none\), so they cannot be added up/)).toBeInTheDocument();
  await pick('flame');
  expect(labels().join()).toContain('left, right');
});

it('adds up frames of others, and no comparison to a single profile', async () => {
  const { update } = await showPanel({ series: [foreignFrame(), { ...foreignFrame(), name: 'flame 2' }] }, merged);
  expect(labels().join()).toContain('left, right  16');
  const compared = frameOf(treeOf([['main'], MS, 2 * MS]), {}, 'B');
  await update({ series: [frameOf(reportTree), compared] }, merged);
  expect(await screen.findByText(/^Comparisons and single profiles/)).toBeInTheDocument();
});

it('leaves out what failed, and says so', async () => {
  const failed = frameOf(treeOf(), { failed: { title: 'The server is down', remedy: 'Wait' } }, 'C');
  await showPanel({ series: [frameOf(reportTree), other, failed] }, merged);
  expect(labels()).toContain('report  160 ms · 80 %');
  expect(await screen.findByText(/^C: .*: The server is down/)).toBeInTheDocument();
});
