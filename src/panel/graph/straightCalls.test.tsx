import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { frameOf } from '../testing/panelProps';
import { bars, graph, labels, MS, recordPaint, settle, showPanel, status } from '../testing/shownPanel';

recordPaint();

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
    await showPanel({ series: [frameOf(served)] });
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
    await showPanel({ series: [frameOf(served)] });
    const user = userEvent.setup();
    act(() => graph().focus());
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(status()).toBe(
      'java/lang/Thread.run: self 0 ns, total 100 ms, 100 % of the profile; 2 more calls in this row'
    );
    expect(await screen.findByTestId('hotpath-card')).toHaveTextContent(
      /\+2 in this row: .*doFilter › .*HttpServlet.service/
    );
    await user.keyboard('{ArrowDown}');
    expect(status()).toContain('com/shop/Order.list: self 97 ms');
    await user.keyboard('{ArrowUp}o');
    expect(rowsOf(/Order.list/).at(-1)).toBe(4);
    expect(screen.queryByTestId('hotpath-breadcrumb')).not.toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(rowsOf(/Order.list/).at(-1)).toBe(2);
  });

  it('are found by a search, counted, and named in their row', async () => {
    await showPanel({ series: [frameOf(served)] });
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
    const { update } = await showPanel({ series: [frameOf(served)] });
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
  const { update } = await showPanel({ series: [frameOf(served)] }, { options: { folds: false } });
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
  await showPanel({ series: [frameOf(served)] });
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
