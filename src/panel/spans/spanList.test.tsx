import React from 'react';
import { render, screen, within } from '@testing-library/react';
import { spansFrame, type SpanRow } from '../../frames/spansFrame';
import type { SpansMeta } from '../../frames/spansMeta';
import { SpanList } from './SpanList';

const TRACE = 'f18ba12e163598c9e596cd1b4d56f308';
const META: SpansMeta = {
  traceId: TRACE,
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{}',
  label: 'CPU time',
  unit: 'ns',
  source: { uid: 'hotpath', type: 'hotpath-pyroscope-datasource' },
  tempo: { uid: 'tempo', name: 'Tempo' },
  range: { from: 1, to: 2 },
  notes: [],
};
const ROOT: SpanRow = {
  name: 'GET /checkout',
  service: 'api-gateway',
  depth: 0,
  startMs: 1_000_000.5,
  durationMs: 134.2,
  amount: 50_000_000,
  samples: 5,
  profileId: '15cb822407822739',
  traceId: TRACE,
};
const CHILD: SpanRow = {
  name: 'price-cart',
  service: 'api-gateway',
  depth: 1,
  startMs: 1_000_010,
  durationMs: 2.25,
  traceId: TRACE,
  note: 'Counted in “GET /checkout”',
};

function show(rows: SpanRow[], meta: Partial<SpansMeta> = {}, width = 1000) {
  render(<SpanList frame={spansFrame(rows, 'A', { ...META, ...meta })} width={width} height={300} loading={false} />);
}

/** The only pane of an address of Explore. */
function paneOf(link: HTMLElement) {
  const panes = new URL(link.getAttribute('href')!, 'http://x').searchParams.get('panes')!;
  return Object.values<any>(JSON.parse(panes))[0];
}

test('the spans of a trace lead to their flame graphs, and say why they have none', () => {
  show([ROOT, CHILD]);
  expect(screen.getByRole('heading')).toHaveTextContent('Trace f18ba12e… · GET /checkout · 2 spans · one service');
  const [, root, child] = screen.getAllByRole('row');
  expect(root).toHaveTextContent('GET /checkoutapi-gateway134 ms50 msFlame graph');
  const { queries, range, datasource } = paneOf(
    within(root).getByRole('link', { name: 'Flame graph of GET /checkout' })
  );
  expect(datasource).toBe('hotpath');
  expect(queries[0]).toMatchObject({
    queryType: 'profile',
    labelSelector: '{service_name="api-gateway"}',
    spanSelector: ['15cb822407822739'],
    spanTraceId: TRACE,
  });
  expect(range).toEqual({ from: '940000', to: '1060135' });
  expect(child).toHaveTextContent('2.3 msCounted in “GET /checkout”');
  expect(within(child).queryByRole('link')).not.toBeInTheDocument();
  expect(paneOf(screen.getByRole('link', { name: 'Open trace' })).queries[0]).toMatchObject({
    queryType: 'traceql',
    query: TRACE,
  });
});

test('the spans through a function lead to their traces', () => {
  show([{ ...ROOT, durationMs: undefined, inFunction: 20_000_000 }], { traceId: undefined, functionName: 'work' });
  expect(screen.getByRole('heading')).toHaveTextContent('One span with samples in work');
  const row = screen.getAllByRole('row')[1];
  expect(row).toHaveTextContent('20 ms 40 %50 ms');
  expect(paneOf(within(row).getByRole('link', { name: 'Open the trace of GET /checkout' }))).toMatchObject({
    datasource: 'tempo',
    queries: [{ query: TRACE }],
  });
});

test('why there is nothing to list takes the place of the list', () => {
  show([], { problem: { title: 'Tempo does not have this trace.', remedy: 'It may be older.', isFailure: true } });
  expect(screen.getByTestId('hotpath-message')).toHaveTextContent('Tempo does not have this trace.It may be older.');
});

test('a narrow panel leaves out when spans ran', () => {
  show([ROOT, CHILD], {}, 400);
  expect(screen.queryByRole('columnheader', { name: 'When' })).not.toBeInTheDocument();
  expect(screen.getAllByRole('row')[1]).toHaveTextContent('GET /checkout api-gateway');
});
