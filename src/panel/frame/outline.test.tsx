import { LoadingState } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { screen } from '@testing-library/react';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import type { CallTree } from '../../../pkg/calltree/tree';
import { frameOf } from '../testing/panelProps';
import { labels, MS, recordPaint, row, showPanel } from '../testing/shownPanel';

recordPaint();

/** Of `main` 60 ms in `parse`, and what else it calls is not there yet. */
const outline: CallTree = { ...treeOf([['main', 'parse'], 60 * MS], [['main'], 40 * MS]), isOutline: true };
const whole = treeOf([['main', 'parse'], 60 * MS], [['main', 'write'], 40 * MS]);
const answers = {
  first: { state: LoadingState.Streaming, series: [frameOf(outline, { isOutline: true })] },
  then: { series: [frameOf(whole)] },
};
const drawn = () => (screen.queryByTestId('hotpath-graph') ? labels().map((text) => text.split(' ')[0]) : []);

it('is drawn until the whole comes, and nothing is added up of it', async () => {
  const { update } = await showPanel(answers.first);
  expect(drawn()).toEqual(expect.arrayContaining(['main', 'parse']));
  expect(screen.queryByText('parse')).toBeNull();
  await update(answers.then);
  expect(drawn()).toEqual(expect.arrayContaining(['main', 'parse', 'write']));
  expect(row('write')).toHaveTextContent('40');
});

it('is not shown in the place of a whole picture of the same question', async () => {
  const { update } = await showPanel(answers.then);
  await update(answers.first);
  expect(drawn()).toContain('write');
  expect(row('write')).toHaveTextContent('40');
});

it.each([
  ['a list of functions', '/', { view: 'table' as const }],
  ['what is searched for', `/?hotpath-1=${encodeURIComponent('{"search":{"text":"write"}}')}`, {}],
])('waits for the whole where the view shows %s', async (_, address, options) => {
  locationService.push(address);
  const { update } = await showPanel(answers.first, { options });
  expect(drawn()).toEqual([]);
  expect(document.body).not.toHaveTextContent(/profile|data/i);
  await update(answers.then, { options });
  expect(row('write')).toHaveTextContent('40');
});
