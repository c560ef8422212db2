import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { treeOf, type Stack } from '../../../pkg/calltree/testing/trees';
import { rememberAskDetails, type AskDetails, type CallSource } from '../../frames/askDetails';
import { frameOf } from '../testing/panelProps';
import { graph, MS, recordPaint, row, settle, showPanel, status } from '../testing/shownPanel';

// Of 1 s: read takes 120 ms in three call paths; most of them called by report.
const stacks: Stack[] = [
  [['main', 'report', 'read'], 60 * MS],
  [['main', 'report', 'read', 'copy'], 30 * MS],
  [['main', 'write', 'read'], 20 * MS],
  [['main', 'write', 'flush', 'read'], 10 * MS],
  [['main', 'write'], 880 * MS],
];
const tree = treeOf(...stacks);

recordPaint();

const pane = () => screen.getByRole('region', { name: /^Details/ });
const never = () => new Promise<CallSource>(() => undefined);
const SOURCE: CallSource = {
  total: 90 * MS,
  lines: [
    { file: 'src/read.py', line: 12, self: 60 * MS, total: 60 * MS },
    { file: 'src/read.py', line: 14, self: 0, total: 30 * MS },
  ],
  places: new Map([['read', { file: 'src/read.py', line: 10, module: '/app/service' }]]),
  labels: {},
};

async function show(ask?: Partial<AskDetails>, of = tree, props: object = {}) {
  const frame = frameOf(of);
  if (ask) {
    rememberAskDetails(frame, { samplePeriod: async () => 10 * MS, callSource: never, ...ask });
  }
  return showPanel({ series: [frame] }, props);
}

async function openDetails(name: string) {
  fireEvent.click(row(name));
  await settle();
  act(() => graph().focus());
  await userEvent.keyboard('i');
  await settle();
}

it('says what the function takes, in this call and in all, and who calls it', async () => {
  await show();
  await openDetails('read');
  expect(pane()).toHaveFocus();
  expect(pane()).toHaveAccessibleName('Details of read');
  expect(pane()).toHaveTextContent('This call60 ms6 %90 ms9 %');
  expect(pane()).toHaveTextContent('All 3 call paths90 ms9 %120 ms12 %');
  expect(pane()).toHaveTextContent('3 call paths lead to it.');
  const callers = within(pane()).getByText('Called by').closest('section')!;
  expect(
    within(callers)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent)
  ).toEqual(['report90 ms · 9 %', 'write20 ms · 2 %', 'flush10 ms · 1 %']);
  const callees = within(pane()).getByText('Calls').closest('section')!;
  expect(callees).toHaveTextContent('copy30 ms · 3 %');
  expect(pane()).toHaveTextContent('Not known: the data source does not tell files and lines of this frame.');
});

it('opens from the menu, follows the selection, and leads to callers', async () => {
  await show();
  fireEvent.contextMenu(row('copy'));
  await settle();
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Details' }));
  await settle();
  expect(pane()).toHaveAccessibleName('Details of copy');
  await userEvent.click(within(pane()).getByRole('button', { name: 'read' }));
  await settle();
  expect(pane()).toHaveAccessibleName('Details of read');
  fireEvent.click(row('flush'));
  await settle();
  expect(pane()).toHaveAccessibleName('Details of flush');
});

it('closes by Escape and gives the keys back; i in it goes back and leaves it open', async () => {
  await show();
  await openDetails('read');
  await userEvent.keyboard('i');
  await settle();
  expect(graph()).toHaveFocus();
  expect(pane()).toBeInTheDocument();
  await userEvent.keyboard('i');
  await settle();
  expect(pane()).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await settle();
  expect(screen.queryByTestId('hotpath-details')).not.toBeInTheDocument();
  expect(graph()).toHaveFocus();
  await userEvent.keyboard('i{Escape}');
  await settle();
  expect(screen.queryByTestId('hotpath-details')).not.toBeInTheDocument();
});

it('stands in place of the graph where it is narrow', async () => {
  await show(undefined, tree, { width: 400 });
  act(() => graph().focus());
  await userEvent.keyboard('{ArrowDown}{ArrowDown}i');
  await settle();
  expect(screen.queryByTestId('hotpath-graph')).not.toBeInTheDocument();
  await userEvent.click(within(pane()).getByRole('button', { name: 'Close details' }));
  await settle();
  await waitFor(() => expect(graph()).toHaveFocus());
});

it('says on how many samples it rests, and how sure they make it', async () => {
  await show({});
  await openDetails('read');
  expect(await within(pane()).findByTestId('hotpath-certainty')).toHaveTextContent(
    'About 9 samples of 10 ms: with so few, anything from 4.8 % to 16 % of the profile would be no surprise.'
  );
});

it('asks once for file and lines of a call path, and shows what each line takes', async () => {
  const callSource = jest.fn(async () => SOURCE);
  await show({ callSource });
  await openDetails('read');
  expect(await within(pane()).findByText('src/read.py:10')).toBeInTheDocument();
  expect(callSource).toHaveBeenCalledWith(['main', 'report', 'read'], expect.anything(), expect.anything());
  const rows = within(within(pane()).getByRole('table', { name: /Lines/ })).getAllByRole('row');
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'LineSelfTotal',
    '1260 ms · 66.7 %60 ms · 66.7 %',
    '14–30 ms · 33.3 %',
  ]);
  expect(pane()).toHaveTextContent('/app/service');
  await userEvent.keyboard('{Escape}');
  await openDetails('read');
  expect(await within(pane()).findByText('src/read.py:10')).toBeInTheDocument();
  expect(callSource).toHaveBeenCalledTimes(1);
});

it('shows shares alone where the lines are of more samples than the call', async () => {
  await show({ callSource: async () => ({ ...SOURCE, allSamples: true }) });
  await openDetails('read');
  expect(
    await within(pane()).findByText('66.7 %', { exact: false, selector: 'tr:nth-child(1) td:nth-child(2)' })
  ).toHaveTextContent(/^66.7 %$/);
  expect(pane()).toHaveTextContent('Lines of all samples in the range');
});

it.each([
  [
    'has none',
    { ...SOURCE, lines: [{ file: '', line: 0, self: 0, total: 90 * MS }], places: new Map() },
    'This profile has no files and lines.',
  ],
  [
    'has no line numbers',
    { ...SOURCE, lines: [{ file: 'read.js', line: 0, self: 0, total: 90 * MS }] },
    'This profile has no line numbers.',
  ],
  ['has no such call', { ...SOURCE, total: 0, lines: [], places: new Map() }, 'has no such call'],
] as Array<[string, CallSource, string]>)('says so where the profile %s', async (_, source, text) => {
  await show({ callSource: async () => source });
  await openDetails('read');
  await waitFor(() => expect(screen.getByTestId('hotpath-source')).toHaveTextContent(text));
});

it('says why it failed, and asks again', async () => {
  const callSource = jest
    .fn<Promise<CallSource>, []>()
    .mockRejectedValueOnce(new Error('Pyroscope is down.'))
    .mockResolvedValue(SOURCE);
  await show({ callSource });
  await openDetails('read');
  expect(await within(pane()).findByRole('alert')).toHaveTextContent('Pyroscope is down.');
  await userEvent.click(within(pane()).getByRole('button', { name: 'Try again' }));
  expect(await within(pane()).findByText('src/read.py:10')).toBeInTheDocument();
});

it('gives up the question when it is closed', async () => {
  const signals: AbortSignal[] = [];
  await show({
    callSource: (_, __, signal) => {
      signals.push(signal);
      return never();
    },
  });
  await openDetails('read');
  await waitFor(() => expect(signals).toHaveLength(1));
  expect(pane()).toHaveTextContent('Asking for file and line');
  await userEvent.keyboard('{Escape}');
  await settle();
  expect(signals[0].aborted).toBe(true);
});

it('shows both sides of a comparison and the change', async () => {
  await show(
    {},
    treeOf([['main', 'read'], 20 * MS, 60 * MS], [['main', 'write'], 80 * MS, 40 * MS], [['main', 'added'], 0, 10 * MS])
  );
  fireEvent.click(row('read'));
  await settle();
  act(() => graph().focus());
  await userEvent.keyboard('i');
  await settle();
  expect(pane()).toHaveTextContent('Total20 ms20 %60 ms54.5 %+40 ms+34.5 pp');
  expect(pane()).toHaveTextContent('Baseline: About 2 samples of 10 ms');
  expect(pane()).toHaveTextContent('Comparison: About 6 samples of 10 ms');
});

it('says of a function that one side has alone what the other one has room for', async () => {
  await show({}, treeOf([['main', 'old'], 90 * MS, 0], [['main', 'added'], 910 * MS, 5_000 * MS]));
  await openDetails('old');
  expect(pane()).toHaveTextContent('Total90 ms9 %0 ns0 %removed−9 pp');
  expect(pane()).toHaveTextContent('Baseline: About 9 samples of 10 ms');
  expect(pane()).toHaveTextContent(
    'Comparison: No samples of 10 ms: up to 0.76 % of the profile would be no surprise.'
  );
});

it('says nothing of samples where a side has less than one', async () => {
  await show({}, treeOf([['main', 'some'], 90 * MS, 2 * MS], [['main', 'rest'], 910 * MS, 5_000 * MS]));
  await openDetails('some');
  expect(await within(pane()).findAllByTestId('hotpath-certainty')).toHaveLength(1);
  expect(pane()).not.toHaveTextContent('Comparison: ');
});

it('does not call new what the server may have left out of the other side', async () => {
  await show({}, treeOf([['main', 'other'], 500 * MS, 0], [['main', 'some'], 0, 90 * MS]));
  await openDetails('some');
  expect(pane()).toHaveTextContent('Total0 ns0 %90 ms100 %new?+100 pp');
});

it('says how much there is of the root, which is no function', async () => {
  await show({}, treeOf([['main', 'read'], 20 * MS, 60 * MS]));
  act(() => graph().focus());
  await userEvent.keyboard('i');
  await settle();
  expect(pane()).toHaveAccessibleName('Details of total');
  expect(pane()).toHaveTextContent('Total20 ms100 %60 ms100 %+40 ms0 pp');
  expect(pane()).not.toHaveTextContent(/call path|samples|Your code|Called by/);
});

it('copies the stack, and says so', async () => {
  const writeText = jest.fn(async () => undefined);
  Object.assign(navigator, { clipboard: { writeText } });
  Object.assign(window, { isSecureContext: true });
  await show();
  await openDetails('copy');
  await userEvent.click(within(pane()).getByRole('button', { name: 'Copy stack' }));
  expect(writeText).toHaveBeenCalledWith('copy\nread\nreport\nmain');
  await waitFor(() => expect(status()).toContain('Copied'));
});

it('leads to source code and along data links, in the details and then in the menu', async () => {
  const frame = frameOf(tree);
  rememberAskDetails(frame, {
    samplePeriod: async () => undefined,
    callSource: async () => ({ ...SOURCE, labels: { service_git_ref: 'v2' } }),
  });
  frame.fields.find(({ name }) => name === 'value')!.config.links = [
    { title: 'Logs', url: 'https://logs.example/?q=${__frame.function}' },
  ];
  await showPanel(
    { series: [frame] },
    { options: { sourceLink: 'https://github.com/o/r/blob/${ref}/${file}#L${line}' } }
  );
  await openDetails('read');
  const address = 'https://github.com/o/r/blob/v2/src/read.py#L10';
  expect(await within(pane()).findByRole('link', { name: 'Open source' })).toHaveAttribute('href', address);
  expect(within(pane()).getByRole('link', { name: 'Logs' })).toHaveAttribute('href', 'https://logs.example/?q=read');
  fireEvent.contextMenu(row('read'));
  await settle();
  expect(await screen.findByRole('menuitem', { name: 'Open source' })).toHaveAttribute('href', address);
  expect(screen.getByRole('menuitem', { name: 'Logs' })).toBeInTheDocument();
});

it('leads to the line that the details say, where it is not known where a function begins', async () => {
  const frame = frameOf(tree);
  // Of two functions of one name; the place is that of the other one.
  const lines = [{ file: 'src/app.py', line: 48, self: 60 * MS, total: 90 * MS }];
  const places = new Map([
    ['read', { file: 'src/other.py', line: 0, module: '' }],
    ['report', { file: 'src/app.py', line: 0, module: '' }],
  ]);
  rememberAskDetails(frame, {
    samplePeriod: async () => undefined,
    callSource: async () => ({ ...SOURCE, lines, places }),
  });
  await showPanel({ series: [frame] }, { options: { sourceLink: 'vscode://file/code/${file}:${line}' } });
  await openDetails('read');
  const link = await within(pane()).findByRole('link', { name: 'Open source' });
  expect(within(pane()).getByTestId('hotpath-source')).toHaveTextContent('src/app.py:48');
  expect(link).toHaveAttribute('href', 'vscode://file/code/src/app.py:48');
  for (const [name, place] of [
    ['read', 'src/app.py:48'],
    ['report', 'src/app.py:1'],
  ]) {
    fireEvent.contextMenu(row(name));
    await settle();
    const item = await screen.findByRole('menuitem', { name: 'Open source' });
    expect(item).toHaveAttribute('href', `vscode://file/code/${place}`);
    await userEvent.keyboard('{Escape}');
    await settle();
  }
});
