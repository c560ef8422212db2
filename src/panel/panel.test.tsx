import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { LoadingState } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { emptyTree } from '../../pkg/calltree/emptyTree';
import { treeOf } from '../../pkg/calltree/testing/trees';
import { RecordingContext } from '../../pkg/flamegraph/testing/recordingContext';
import { FlameGraphPanel } from './panel';
import { foreignFrame, frameOf, panelProps } from './testing/panelProps';

const MS = 1_000_000;
// Of 100 ms: report 60 (all of it in parse), write 30, other 10.
const tree = treeOf([['main', 'report', 'parse'], 60 * MS], [['main', 'write'], 30 * MS], [['main', 'other'], 10 * MS]);

let contexts: Map<HTMLCanvasElement, RecordingContext>;
const bars = () => contexts.get(graph() as HTMLCanvasElement)!;
const graph = () => screen.getByTestId('hotpath-graph');
const status = () => screen.getByTestId('hotpath-status').textContent;
const labels = () => bars().texts.map(({ text }) => text);
const row = (name: string) => within(screen.getByTestId('hotpath-table')).getByText(name).closest('[role=row]')!;

beforeEach(() => {
  contexts = new Map();
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
    const context = contexts.get(this) ?? new RecordingContext();
    contexts.set(this, context);
    return context as never;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  // Panels keep their view there.
  locationService.push('/');
});

/** Renders and waits for what is added up in slices. */
async function show(...args: Parameters<typeof panelProps>) {
  const view = render(<FlameGraphPanel {...panelProps(...args)} />);
  await settle();
  return {
    ...view,
    update: async (...next: Parameters<typeof panelProps>) => {
      view.rerender(<FlameGraphPanel {...panelProps(...next)} />);
      await settle();
    },
  };
}

/** Step by step: on a busy machine one long timer would come before those that it is to wait for. */
const settle = () =>
  act(async () => {
    for (let step = 0; step < 6; step++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

describe('a profile', () => {
  it('is drawn, named and counted', async () => {
    await show({ series: [frameOf(tree)] });
    expect(screen.getByTestId('hotpath-title')).toHaveTextContent(
      'order-service · CPU time · Last 30 minutes100 ms of CPU time'
    );
    expect(labels()).toEqual(expect.arrayContaining(['total  100 ms · 100 %', 'report  60 ms · 60 %']));
    expect(graph()).toHaveAttribute('data-hotpath-painted');
  });

  it('says what share the server hid, and keeps it out of the table', async () => {
    await show({ series: [frameOf(tree, { maxNodes: 8192 })] });
    const notice = screen.getByTestId('hotpath-hidden');
    expect(notice).toHaveTextContent('10 % is hidden in “other”');
    expect(notice).toHaveTextContent('biggest 8,192 nodes');
    expect(within(screen.getByTestId('hotpath-table')).queryByText('other')).not.toBeInTheDocument();
  });

  it('can come from anywhere', async () => {
    await show({ series: [foreignFrame()] });
    expect(labels().join()).toContain('left, right');
  });

  it('shows functions without a name on bars, in the table, in the card and in words', async () => {
    const unnamed = treeOf([['', 'child'], 60 * MS], [['\u202e'], 40 * MS]);
    await show({ series: [frameOf(unnamed)] });
    expect(labels()).toEqual(
      expect.arrayContaining(['(no name)  60 ms · 60 %', 'child  60 ms · 60 %', '[U+202E]  40 ms · 40 %'])
    );
    expect(row('(no name)')).toHaveTextContent('60 ms');
    expect(row('[U+202E]')).toHaveTextContent('40 ms');
    fireEvent.click(row('(no name)'));
    await settle();
    expect(row('(no name)')).toHaveAttribute('aria-selected', 'true');
    act(() => graph().focus());
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    expect(status()).toContain('(no name): self 0 ns, total 60 ms');
    expect(screen.getByTestId('hotpath-card')).toHaveTextContent('(no name)');
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('(no name)');
  });

  it('is drawn with a notice where its rows are rounded', async () => {
    const frame = foreignFrame();
    frame.fields[2].values = [100, 101, 96];
    frame.fields[3].values = [0, 5, 96];
    await show({ series: [frame] });
    expect(labels().join()).toContain('left, right');
    expect(screen.getByText(/values are rounded/)).toBeInTheDocument();
  });

  it('stays when the browser has no canvas to draw on', async () => {
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
    await show({ series: [frameOf(tree)] });
    expect(graph()).not.toHaveAttribute('data-hotpath-painted');
    expect(row('parse')).toHaveTextContent('60 ms');
  });

  it('can be one of several', async () => {
    // The list of choices shows only what fits, and watches what is in sight.
    window.IntersectionObserver ??= class {
      observe() {}
      unobserve() {}
      disconnect() {}
    } as never;
    jest.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 300, 300));
    await show({
      series: [frameOf(tree), frameOf(treeOf([['second'], 5]), { subject: { service: 'b', labels: [] } }, 'B')],
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('combobox', { name: 'Profile' }));
    await user.keyboard('B:{ArrowDown}{Enter}');
    await settle();
    expect(labels().join()).toContain('second');
  });
});

describe('the pointer', () => {
  // jsdom has no layout: the canvas starts at 0,0. Rows are 20 high; the graph is 760 wide.
  const at = (x: number, rowIndex: number) => ({ clientX: x, clientY: rowIndex * 20 + 10 });

  it('shows what it is over, without covering it, and marks it in the table', async () => {
    await show({ series: [frameOf(tree)] });
    fireEvent(graph(), new MouseEvent('pointermove', { bubbles: true, ...at(300, 2) }));
    const card = screen.getByTestId('hotpath-card');
    expect(card).toHaveTextContent('report');
    expect(card).toHaveTextContent('60,000,000 ns');
    expect(card).toHaveTextContent('% of total60 %');
    const top = Number(/, (\d+)px/.exec(card.style.transform)![1]);
    expect(top).toBeGreaterThanOrEqual(60);
    fireEvent.mouseOut(graph());
    fireEvent.pointerOut(graph());
    expect(screen.queryByTestId('hotpath-card')).not.toBeInTheDocument();
  });

  it('zooms by a click, and the call path leads back', async () => {
    await show({ series: [frameOf(tree)] });
    fireEvent.click(graph(), at(300, 2));
    await settle();
    const path = screen.getByTestId('hotpath-breadcrumb');
    expect(path).toHaveTextContent('allmainreport');
    expect(within(screen.getByTestId('hotpath-table')).queryByText('write')).not.toBeInTheDocument();
    expect(screen.queryByTestId('hotpath-hidden')).not.toBeInTheDocument();
    await userEvent.click(within(path).getByRole('button', { name: 'all' }));
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
  });

  it('zooms at the second touch of a finger', async () => {
    await show({ series: [frameOf(tree)] });
    const touch = () => {
      const down = new MouseEvent('pointerdown', { bubbles: true });
      Object.defineProperty(down, 'pointerType', { value: 'touch' });
      fireEvent(graph(), down);
      fireEvent.click(graph(), at(300, 2));
    };
    touch();
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    expect(status()).toContain('report: self 0 ns, total 60 ms');
    touch();
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
  });

  it('offers what can be done with a function', async () => {
    await show({ series: [frameOf(tree)] });
    fireEvent.contextMenu(graph(), at(300, 2));
    const user = userEvent.setup();
    await user.click(await screen.findByRole('menuitem', { name: 'Search for this function' }));
    await settle();
    expect(screen.getByTestId('hotpath-search')).toHaveValue('report');
  });
});

describe('the keyboard', () => {
  it('walks the bars, zooms in and out, and takes steps back', async () => {
    await show({ series: [frameOf(tree)] });
    const user = userEvent.setup();
    act(() => graph().focus());
    await user.keyboard('{ArrowDown}');
    expect(status()).toContain('total: ');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(status()).toBe('report: self 0 ns, total 60 ms, 60 % of the profile');
    await user.keyboard('{ArrowLeft}');
    expect(status()).toBe('other: self 10 ms, total 10 ms, 10 % of the profile');
    expect(screen.getByTestId('hotpath-card')).toHaveTextContent('what the server left out here');
    await user.keyboard('{Control>}{ArrowRight}{/Control}');
    expect(status()).toContain('write: ');
    await user.keyboard('{ArrowLeft}');
    expect(status()).toContain('report: ');
    await user.keyboard('{Enter}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
    await user.keyboard('{Backspace}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).not.toHaveTextContent('report');
    await user.keyboard('{Escape}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
    await user.keyboard('{Home}');
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
  });

  it('reaches the search, and comes back', async () => {
    await show({ series: [frameOf(tree)] });
    const user = userEvent.setup();
    act(() => graph().focus());
    await user.keyboard('/');
    expect(screen.getByTestId('hotpath-search')).toHaveFocus();
    await user.keyboard('PARSE');
    await settle();
    expect(screen.getByTestId('hotpath-matches')).toHaveTextContent('1 match · 60 %');
    await user.keyboard('{Enter}');
    expect(status()).toContain('parse: self 60 ms');
    await user.keyboard('{Escape}{Escape}');
    expect(graph()).toHaveFocus();
  });

  it('lists all keys', async () => {
    await show({ series: [frameOf(tree)] });
    act(() => graph().focus());
    await userEvent.keyboard('?');
    expect(await screen.findByText('Undo the last step')).toBeInTheDocument();
  });

  it('walks the table', async () => {
    await show({ series: [frameOf(tree)] });
    const user = userEvent.setup();
    act(() => (row('parse') as HTMLElement).focus());
    await user.keyboard(' ');
    await settle();
    expect(row('parse')).toHaveAttribute('aria-selected', 'true');
    expect(status()).toContain('parse: self 60 ms');
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    await user.keyboard('{Enter}');
    await settle();
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('allmainreportparse');
    expect(row('parse')).toHaveAttribute('aria-selected', 'true');
    await user.keyboard('{Escape}');
    await settle();
    await user.click(screen.getByRole('button', { name: 'Function' }));
    const rows = within(screen.getByTestId('hotpath-table')).getAllByRole('row');
    expect(rows[1]).toHaveTextContent('main');
  });
});

describe('straight calls of libraries', () => {
  const filter = 'org/springframework/web/filter/OncePerRequestFilter.doFilter';
  const served = treeOf(
    [['java/lang/Thread.run', filter, 'jakarta/servlet/http/HttpServlet.service', 'com/shop/Order.list'], 97 * MS],
    [['java/lang/Thread.run', 'java/lang/Object.wait'], 3 * MS]
  );
  const rowsOf = (name: RegExp) =>
    bars()
      .texts.filter(({ text }) => name.test(text))
      .map(({ y }) => Math.floor(y / 20));

  it('share a row, which a click opens and a step back folds again', async () => {
    await show({ series: [frameOf(served)] });
    expect(labels()).toContain('+2 java/lang/Thread.run  100 ms · 100 %');
    expect(rowsOf(/Order.list/)).toEqual([2]);
    fireEvent.click(graph(), { clientX: 300, clientY: 30 });
    await settle();
    expect(rowsOf(/Order.list/).at(-1)).toBe(4);
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('alljava/lang/Thread.run');
    act(() => graph().focus());
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    expect(rowsOf(/Order.list/).at(-1)).toBe(2);
  });

  it('are walked as the row they are in, named in the card, and opened in place by a key', async () => {
    await show({ series: [frameOf(served)] });
    const user = userEvent.setup();
    act(() => graph().focus());
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(status()).toBe(
      'java/lang/Thread.run: self 0 ns, total 100 ms, 100 % of the profile; 2 more calls in this row'
    );
    expect(screen.getByTestId('hotpath-card')).toHaveTextContent(/\+2 in this row: .*doFilter › .*HttpServlet.service/);
    await user.keyboard('{ArrowDown}');
    expect(status()).toContain('com/shop/Order.list: self 97 ms');
    await user.keyboard('{ArrowUp}o');
    expect(rowsOf(/Order.list/).at(-1)).toBe(4);
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(rowsOf(/Order.list/).at(-1)).toBe(2);
  });

  it('are found by a search, counted, and named in their row', async () => {
    await show({ series: [frameOf(served)] });
    const user = userEvent.setup();
    await user.type(screen.getByTestId('hotpath-search'), 'OncePerRequest');
    await settle();
    expect(screen.getByTestId('hotpath-matches')).toHaveTextContent('1 match · 97 %');
    expect(labels()).toContain(`+2 ${filter}  97 ms · 97 %`);
    await user.keyboard('{Enter}');
    expect(status()).toContain(`${filter}: self 0 ns, total 97 ms, 97 % of the profile`);
    expect(screen.queryByTestId('hotpath-card')).not.toBeInTheDocument();
  });

  it('have a row each where the user wants it, over a refresh, too', async () => {
    const { update } = await show({ series: [frameOf(served)] });
    await userEvent.click(screen.getByRole('button', { name: 'Show every call in a row of its own' }));
    expect(rowsOf(/Order.list/).at(-1)).toBe(4);
    await update({ series: [frameOf(served)] });
    expect(rowsOf(/Order.list/).at(-1)).toBe(4);
    await userEvent.click(screen.getByRole('button', { name: 'Fold straight library calls into one row' }));
    expect(rowsOf(/Order.list/).at(-1)).toBe(2);
  });
});

it('folds and starts as the panel is set up, and follows its editor', async () => {
  const served = treeOf([['java/lang/Thread.run', 'io/netty/Loop.run', 'com/shop/Order.list'], 50 * MS]);
  const { update } = await show({ series: [frameOf(served)] }, { options: { folds: false } });
  expect(labels()).toContain('java/lang/Thread.run  50 ms · 100 %');
  await update({ series: [frameOf(served)] }, { options: { folds: true } });
  expect(labels()).toContain('+1 java/lang/Thread.run  50 ms · 100 %');
  await update({ series: [frameOf(served)] }, { options: { folds: true, start: 'application' } });
  expect(labels()).toContain('+2 total  50 ms · 100 %');
});

it('starts at application code where the user wants it, with the same numbers, and says what is folded away', async () => {
  const served = treeOf(
    [['java/lang/Thread.run', 'io/netty/Loop.run', 'com/shop/Order.list', 'java/util/List.sort'], 50 * MS],
    [['java/lang/Thread.run', 'io/netty/Loop.run', 'io/netty/Codec.read', 'com/shop/Order.parse'], 30 * MS],
    [['java/lang/Thread.run', 'java/lang/Object.wait'], 20 * MS]
  );
  await show({ series: [frameOf(served)] });
  await userEvent.click(screen.getByRole('button', { name: 'Start at application code' }));
  await settle();
  const second = bars()
    .texts.filter(({ y }) => y > 20 && y < 40)
    .slice(-3)
    .map(({ text }) => text.trim());
  expect(second.sort()).toEqual(['com/shop/Order.list  50 ms · 50 %', 'com/shop/Order.parse', '…lang/Object.wait']);
  expect(labels()).toContain('+3 total  100 ms · 100 %');
  act(() => graph().focus());
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(status()).toBe('com/shop/Order.list: self 0 ns, total 50 ms, 50 % of the profile');
  await userEvent.keyboard('{ArrowUp}o');
  await settle();
  expect(screen.getByRole('button', { name: 'Start at application code' })).toBeInTheDocument();
});

describe('the full window', () => {
  beforeEach(() => Object.assign(window, { innerWidth: 1400, innerHeight: 800 }));
  const filled = () => screen.queryByRole('dialog', { name: 'Profile in the full window' });

  it('is filled by one click and left by Escape, which first takes back what was done in it', async () => {
    await show({ series: [frameOf(tree)] }, { width: 1000, height: 345 });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Fill the window (f)' }));
    await settle();
    expect(within(filled()!).getByTestId('hotpath-graph')).toHaveFocus();
    await waitFor(() => expect(graph().parentElement).toHaveStyle({ height: '700px' }));
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    expect(filled()).toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(filled()).not.toBeInTheDocument();
    await settle();
    expect(graph()).toHaveFocus();
  });

  it('is filled by f, wherever in the panel the keys are but in what is typed', async () => {
    await show({ series: [frameOf(tree)] });
    const user = userEvent.setup();
    await user.type(screen.getByTestId('hotpath-search'), 'f');
    expect(filled()).not.toBeInTheDocument();
    expect(screen.getByTestId('hotpath-search')).toHaveValue('f');
    act(() => screen.getByRole('button', { name: 'Clear the search' }).focus());
    await user.keyboard('f');
    await settle();
    expect(filled()).toBeInTheDocument();
  });

  it('is filled by f over a panel that the pointer is on', async () => {
    await show({ series: [frameOf(tree)] });
    act(() => (document.activeElement as HTMLElement).blur());
    await userEvent.keyboard('f');
    expect(filled()).not.toBeInTheDocument();
    fireEvent(screen.getByTestId('hotpath-title').closest('[style]')!, new MouseEvent('pointerenter'));
    await userEvent.keyboard('f');
    await settle();
    expect(filled()).toBeInTheDocument();
    await userEvent.keyboard('f');
    expect(filled()).not.toBeInTheDocument();
  });

  it('keeps the keys in it', async () => {
    await show({ series: [frameOf(tree)] });
    act(() => graph().focus());
    const user = userEvent.setup();
    await user.keyboard('f');
    await settle();
    const stops = within(filled()!)
      .getAllByRole('button')
      .filter((one) => one.tabIndex >= 0);
    for (let step = 0; step < stops.length + 10; step++) {
      await user.tab();
      expect(filled()).toContainElement(document.activeElement as HTMLElement);
    }
    await user.tab({ shift: true });
    expect(filled()).toContainElement(document.activeElement as HTMLElement);
  });
});

describe('table and graph', () => {
  const deep = Array.from({ length: 40 }, (_, at) => `step${at}`);
  const often = treeOf([['main', 'parse', 'read'], 10 * MS], [[...deep, 'read'], 50 * MS]);

  it('lead to each other: a click on a row brings the widest bar of the function into view', async () => {
    await show({ series: [frameOf(often)] });
    expect(labels().join()).not.toContain('step39');
    await userEvent.click(row('read'));
    await settle();
    expect(labels().join()).toContain('step39');
    expect(status()).toContain('read: self 50 ms, total 50 ms');
    expect(screen.queryByTestId('hotpath-card')).not.toBeInTheDocument();
  });

  it('have one menu', async () => {
    await show({ series: [frameOf(often)] });
    const user = userEvent.setup();
    fireEvent.contextMenu(row('read'), { clientX: 50, clientY: 100 });
    await user.click(await screen.findByRole('menuitem', { name: 'Focus here' }));
    await settle();
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent(/step39read$/);
    await user.click(screen.getByRole('button', { name: 'all' }));
    await settle();
    act(() => (row('read') as HTMLElement).focus());
    await user.keyboard('{Shift>}{F10}{/Shift}');
    await screen.findByRole('menuitem', { name: 'Copy stack' });
    await user.keyboard('{Escape}');
    await settle();
    expect(row('read')).toHaveFocus();
  });

  it('share their room as the user drags the function column', async () => {
    await show({ series: [frameOf(often)] });
    const table = screen.getByTestId('hotpath-table');
    const before = parseInt(table.style.width, 10);
    const handle = screen.getByRole('separator', { name: 'Width of the function column' });
    const pointer = (type: string, clientX: number) =>
      fireEvent(handle, new MouseEvent(type, { bubbles: true, clientX }));
    pointer('pointerdown', 300);
    pointer('pointermove', 400);
    pointer('pointerup', 400);
    pointer('pointermove', 500);
    expect(parseInt(table.style.width, 10)).toBe(before + 100);
    expect(parseInt(graph().style.width, 10)).toBe(1200 - 8 - before - 100);
    act(() => handle.focus());
    await userEvent.keyboard('{ArrowLeft}');
    expect(parseInt(table.style.width, 10)).toBe(before + 76);
  });
});

describe('the search', () => {
  const said = () => screen.getByTestId('hotpath-matches').textContent;

  it('shows the widest match at once, and the others by width, zooming to what is too narrow to see', async () => {
    const read = treeOf(
      [['cold', 'readHeader'], 1],
      [['cold', 'sleep'], 200],
      [['warm', 'readBody'], 30_000],
      [['hot', 'readRow'], 60_000],
      [['hot', 'work'], 9_799]
    );
    await show({ series: [frameOf(read)] });
    const user = userEvent.setup();
    await user.type(screen.getByTestId('hotpath-search'), 'read');
    await waitFor(() => expect(said()).toBe('1 of 3 matches · 90 %'));
    expect(status()).toContain('readRow: self');
    expect(screen.queryByTestId('hotpath-card')).not.toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(status()).toContain('readBody: self');
    expect(said()).toBe('2 of 3 matches · 90 %');
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent(/readHeader$/);
    await waitFor(() => expect(said()).toBe('3 of 3 matches · 100 % of this view · 2 outside'));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(said()).toBe('1 of 3 matches · 90 %'));
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
  });

  it('stays in a view that has none, counts those outside, and moves nothing on a refresh', async () => {
    const { update } = await show({ series: [frameOf(tree)] });
    fireEvent.click(graph(), { clientX: 300, clientY: 50 });
    const user = userEvent.setup();
    await user.type(screen.getByTestId('hotpath-search'), 'write');
    await waitFor(() => expect(said()).toBe('1 match · 0 % of this view · 1 outside'));
    expect(screen.getByTestId('hotpath-breadcrumb')).toHaveTextContent('report');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(said()).toBe('1 match · 30 %'));
    expect(status()).toContain('write: self');
    act(() => graph().focus());
    await user.keyboard('{ArrowUp}');
    expect(status()).toContain('main: self');
    await update({ series: [frameOf(treeOf([['main', 'write'], 5 * MS]))] });
    await waitFor(() => expect(said()).toBe('1 match · 100 %'));
    expect(status()).toContain('main: self');
  });

  it('filters the table and says when a pattern is none', async () => {
    await show({ series: [frameOf(tree)] });
    const user = userEvent.setup();
    await user.type(screen.getByTestId('hotpath-search'), 'wri');
    await settle();
    expect(within(screen.getByTestId('hotpath-table')).queryByText('parse')).not.toBeInTheDocument();
    await user.type(screen.getByTestId('hotpath-search'), '(');
    await user.click(screen.getByRole('button', { name: 'Regular expression' }));
    await waitFor(() =>
      expect(screen.getByTestId('hotpath-matches')).toHaveTextContent('Invalid regular expression: missing closing )')
    );
    expect(row('parse')).toBeInTheDocument();
  });
});

describe('a refresh', () => {
  it('keeps the focus by its call path', async () => {
    const { update } = await show({ series: [frameOf(tree)] });
    fireEvent.click(graph(), { clientX: 300, clientY: 50 });
    await update({ series: [frameOf(treeOf([['aaa'], 5 * MS], [['main', 'report', 'scan'], 5 * MS]))] });
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('allmainreport');
    expect(labels().join()).toContain('scan');
  });

  it('keeps the focus over one that failed', async () => {
    const { update } = await show({ series: [frameOf(tree)] });
    fireEvent.click(graph(), { clientX: 300, clientY: 50 });
    await update({ series: [frameOf(emptyTree(), { failed: { title: 'Pyroscope refused', remedy: '' } })] });
    expect(screen.getByTestId('hotpath-message')).toHaveTextContent('Pyroscope refused');
    await update({ series: [frameOf(tree)] });
    expect(await screen.findByTestId('hotpath-breadcrumb')).toHaveTextContent('allmainreport');
  });

  it('says when the focus is gone, and shows its caller', async () => {
    const { update } = await show({ series: [frameOf(tree)] });
    fireEvent.click(graph(), { clientX: 300, clientY: 50 });
    await update({ series: [frameOf(treeOf([['main', 'write'], 5 * MS]))] });
    expect(screen.getByText(/“report” is not in this profile. Showing its caller “main”./)).toBeInTheDocument();
  });

  it('keeps the last picture while loading, and says so after a moment', async () => {
    const { update } = await show({ series: [frameOf(tree)] });
    await update({ series: [], state: LoadingState.Loading });
    expect(graph()).toBeInTheDocument();
    expect(screen.queryByText('Loading…')).not.toBeInTheDocument();
    await act(() => new Promise((resolve) => setTimeout(resolve, 350)));
    expect(screen.getByText('Loading…')).toBeInTheDocument();
  });

  describe('in parts', () => {
    const part = treeOf([['main', 'part'], 5 * MS]);
    const growing = (meta = {}) => ({
      series: [frameOf(part, { pieces: { done: 1, of: 3, failed: 0 }, notes: ['Incomplete: 1 of 3 days.'], ...meta })],
      state: LoadingState.Streaming,
    });

    it('shows the first answer as it grows', async () => {
      await show(growing());
      expect(labels().join()).toContain('part');
      expect(screen.getByText('Incomplete: 1 of 3 days.')).toBeInTheDocument();
    });

    it('keeps the last picture, with how far the next is', async () => {
      const { update } = await show({ series: [frameOf(tree, { pieces: { done: 3, of: 3, failed: 0 } })] });
      await update(growing());
      expect(labels().join()).not.toContain('part');
      expect(screen.getByText('Incomplete: 1 of 3 days.')).toBeInTheDocument();
      await update({ series: [frameOf(part)] });
      expect(labels().join()).toContain('part');
      expect(screen.queryByText('Incomplete: 1 of 3 days.')).not.toBeInTheDocument();
    });

    it('keeps the last picture while it is counted how much the next is', async () => {
      const { update } = await show({ series: [frameOf(tree)] });
      const counting = growing({ pieces: undefined, counting: true, notes: ['A note.'] });
      await update(counting);
      expect(labels().join()).not.toContain('part');
      expect(screen.queryByText('A note.')).not.toBeInTheDocument();
      await update({ ...counting, series: [frameOf(part, { notes: ['A note.'] })], state: LoadingState.Done });
      expect(labels().join()).toContain('part');
      expect(screen.getByText('A note.')).toBeInTheDocument();
    });

    it('keeps the last picture when the next is cancelled', async () => {
      const { update } = await show({ series: [frameOf(tree)] });
      await update({ ...growing(), state: LoadingState.Done });
      expect(labels().join()).not.toContain('part');
      expect(screen.queryByText('Incomplete: 1 of 3 days.')).not.toBeInTheDocument();
    });

    it.each([
      { labelSelector: '{service_name="other"}' },
      { callSite: ['main'] },
      { traceIds: ['0102'] },
      { range: { from: 0, to: 60_000 } },
    ])('shows the answer to another question at once: %j', async (other) => {
      const { update } = await show({ series: [frameOf(tree)] });
      await update(growing(other));
      expect(labels().join()).toContain('part');
    });
  });
});

describe('instead of a picture', () => {
  const message = () => screen.getByTestId('hotpath-message');

  it('says that nothing came back', async () => {
    await show({ series: [] });
    expect(message()).toHaveTextContent('No data');
  });

  it('says what the data source knows about nothing', async () => {
    await show({ series: [frameOf(emptyTree(), { noData: { message: 'No profiles for {service_name="ordr"}' } })] });
    expect(message()).toHaveTextContent('No profiles for {service_name="ordr"}');
  });

  it('says that a profile of another source is empty', async () => {
    const frame = foreignFrame();
    frame.fields.forEach((field) => (field.values = field.name === 'label' ? ['total'] : [0]));
    await show({ series: [{ ...frame, length: 1 }] });
    expect(message()).toHaveTextContent('The profile is empty');
  });

  it('offers the longest range that is answered', async () => {
    const trimTo = { from: 1_000, to: 2_000, length: '60 d' };
    const failed = { title: 'Too long', remedy: 'Choose a shorter range', trimTo };
    const props = panelProps({ series: [frameOf(emptyTree(), { failed })] });
    const onChangeTimeRange = jest.fn();
    render(<FlameGraphPanel {...props} onChangeTimeRange={onChangeTimeRange} />);
    await userEvent.click(screen.getByRole('button', { name: 'Trim to the last 60 d' }));
    expect(onChangeTimeRange).toHaveBeenCalledWith({ from: 1_000, to: 2_000 });
  });

  it('changes the range in Explore, where panels cannot, in the address', async () => {
    const pane = { datasource: 'a', queries: [{ refId: 'A' }], range: { from: 'now-30m', to: 'now' } };
    const beside = { ...pane, range: { from: 'now-2d', to: 'now' } };
    locationService.push(`/explore?panes=${encodeURIComponent(JSON.stringify({ l: beside, r: pane }))}`);
    const trimTo = { from: 1_000, to: 2_000, length: '60 d' };
    const failed = { title: 'Too long', remedy: 'Choose a shorter range', trimTo };
    await show({ series: [frameOf(emptyTree(), { failed })] });
    await userEvent.click(screen.getByRole('button', { name: 'Trim to the last 60 d' }));
    expect(JSON.parse(String(locationService.getSearchObject().panes))).toEqual({
      l: beside,
      r: { ...pane, range: { from: '1000', to: '2000' } },
    });
    locationService.push('/');
  });

  it('says what a failed query was and what to do', async () => {
    const failed = { title: 'Pyroscope refused', remedy: 'Shorten the range', detail: 'HTTP 400' };
    await show({ series: [frameOf(emptyTree(), { failed })] });
    expect(message()).toHaveTextContent('Pyroscope refused');
    expect(message()).toHaveTextContent('Shorten the range');
    expect(message()).toHaveTextContent('HTTP 400');
  });

  it('says what Grafana says of a query without frames', async () => {
    await show({ series: [], state: LoadingState.Error, errors: [{ message: 'no route', refId: 'A' }] });
    expect(message()).toHaveTextContent('no route');
    expect(message()).toHaveTextContent('Query A failed');
  });

  it('says what it needs when the frame is something else', async () => {
    const frame = foreignFrame();
    await show({ series: [{ ...frame, fields: frame.fields.slice(0, 2) }] });
    expect(message()).toHaveTextContent('This panel draws profiles');
  });

  it('says which row is wrong', async () => {
    const frame = foreignFrame();
    frame.fields.find(({ name }) => name === 'level')!.values = [0, 1, 3];
    await show({ series: [frame] });
    expect(message()).toHaveTextContent('Row 3 is more than one level below');
  });

  it('shows a profile with what went wrong beside it', async () => {
    await show({
      series: [frameOf(tree)],
      state: LoadingState.Error,
      errors: [{ message: 'B timed out', refId: 'B' }],
    });
    expect(graph()).toBeInTheDocument();
    expect(screen.getByText(/B timed out/)).toBeInTheDocument();
  });
});

describe('room', () => {
  it('shows graph and title alone where there is little', async () => {
    await show({ series: [frameOf(tree)] }, { width: 200, height: 120 });
    expect(screen.getByTestId('hotpath-title')).toBeInTheDocument();
    expect(graph()).toBeInTheDocument();
    expect(screen.queryByTestId('hotpath-search')).not.toBeInTheDocument();
    expect(screen.queryByTestId('hotpath-table')).not.toBeInTheDocument();
  });

  it('shows one thing at a time in a narrow panel', async () => {
    await show({ series: [frameOf(tree)] }, { width: 400 });
    expect(screen.queryByTestId('hotpath-table')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    await settle();
    expect(row('parse')).toBeInTheDocument();
    expect(screen.queryByTestId('hotpath-graph')).not.toBeInTheDocument();
  });

  it('keeps the table away when the panel says so', async () => {
    await show({ series: [frameOf(tree)] }, { options: { showTable: false } });
    expect(screen.queryByTestId('hotpath-table')).not.toBeInTheDocument();
  });
});

it('draws a comparison with a legend and both values', async () => {
  await show({ series: [frameOf(treeOf([['main', 'same'], 5 * MS, 5 * MS], [['main', 'fresh'], 0, 5 * MS]))] });
  expect(screen.getByTestId('hotpath-legend')).toBeInTheDocument();
  expect(labels().join()).toContain('+ fresh');
  expect(row('same')).toHaveTextContent('−50 pp');
});
