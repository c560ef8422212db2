import { create, toBinary } from '@bufbuild/protobuf';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { PyroscopeQuery } from '../../query/query';
import { SelectHeatmapResponseSchema } from '../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import type { FakeAnswer } from '../../testing/fakeHost';
import { giveSizes, LISTS, openOptions, showEditor } from '../../testing/showEditor';
import { numberProblem } from './optionFields';
import { baselineSummary, optionsSummary } from './optionsSummary';

const SEEN = {
  SelectHeatmap: {
    body: toBinary(
      SelectHeatmapResponseSchema,
      create(SelectHeatmapResponseSchema, {
        series: [
          {
            labels: [
              { name: 'service_name', value: 'order-service' },
              { name: 'span_name', value: 'GET /order' },
            ],
            slots: [
              {
                timestamp: BigInt(1795399800000),
                yMin: [0],
                counts: [1],
                exemplars: [
                  {
                    timestamp: BigInt(1795399790000),
                    spanId: '06b3e107af0b0be9',
                    traceId: 'f18ba12e163598c9e596cd1b4d56f308',
                    value: BigInt(60_000_000),
                  },
                ],
              },
            ],
          },
        ],
      })
    ),
  },
};

beforeAll(giveSizes);

describe('QueryOptions', () => {
  it('takes numbers, says what is none, and keeps what was saved', async () => {
    const { latest, runs } = showEditor({ maxNodes: 64 });
    await openOptions();
    const nodes = screen.getByLabelText('Max nodes');
    await userEvent.clear(nodes);
    expect(latest().maxNodes).toBeUndefined();
    await userEvent.type(nodes, '51x');
    expect(screen.getByText(/Enter a whole number above 0/)).toBeInTheDocument();
    expect(latest().maxNodes).toBe(51);
    await userEvent.type(nodes, '{Backspace}2{Enter}');
    expect(screen.queryByText(/whole number above 0/)).not.toBeInTheDocument();
    expect(runs[0].maxNodes).toBe(512);
  });

  it('says that a limit over the server’s is lowered, and takes a variable', async () => {
    const { latest } = showEditor({ maxNodes: 2_000_000 });
    await openOptions();
    expect(screen.getByText(/At most 1,048,576 /)).toBeInTheDocument();
    await userEvent.clear(screen.getByLabelText('Max nodes'));
    await userEvent.type(screen.getByLabelText('Max nodes'), '$nodes');
    expect(latest().maxNodes).toBe('$nodes');
    expect(screen.queryByText(/At most|whole number above 0/)).not.toBeInTheDocument();
  });

  it('writes nothing for an empty list of a saved query', () => {
    showEditor({ spanSelector: [], traceIdSelector: [], profileIdSelector: [], stackTraceSelector: [] });
    expect(screen.queryByText('0')).not.toBeInTheDocument();
  });

  it('takes ids as they are written, and says which are none', async () => {
    const { latest } = showEditor();
    await openOptions();
    await userEvent.type(screen.getByLabelText('Span IDs'), '15cb822407822739, ab $span');
    expect(screen.getByLabelText('Span IDs')).toHaveValue('15cb822407822739, ab $span');
    expect(latest().spanSelector).toEqual(['15cb822407822739', 'ab', '$span']);
    expect(screen.getByText('A span ID has 16 hexadecimal digits: ab')).toBeInTheDocument();
    await userEvent.type(screen.getByLabelText('Trace IDs'), 'xyz');
    expect(screen.getByText(/A trace ID has 32 hexadecimal digits: xyz/)).toBeInTheDocument();
    expect(screen.getByText(/Span IDs cannot be combined/)).toBeInTheDocument();
    await userEvent.clear(screen.getByLabelText('Span IDs'));
    expect(screen.queryByText(/Span IDs cannot be combined/)).not.toBeInTheDocument();
  });

  it('adds a span or a trace that is chosen of those seen in the range', async () => {
    const { latest, sent } = showEditor({ spanSelector: ['06b3e107af0b0be8'] }, { answers: { ...LISTS, ...SEEN } });
    await openOptions();
    expect(sent.map(({ method }) => method)).not.toContain('SelectHeatmap');
    await userEvent.click(screen.getByRole('button', { name: 'Choose a span seen in this range' }));
    const item = await screen.findByRole('menuitem', { name: /GET \/order · 60 ms/ });
    expect(item).toHaveTextContent(/order-service · \d\d:\d\d:50 · 06b3e107af0b0be9/);
    await userEvent.click(item);
    expect(latest().spanSelector).toEqual(['06b3e107af0b0be8', '06b3e107af0b0be9']);
    await userEvent.click(screen.getByRole('button', { name: 'Choose a trace seen in this range' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: /GET \/order · 60 ms/ }));
    expect(latest().traceIdSelector).toEqual(['f18ba12e163598c9e596cd1b4d56f308']);
  });

  it.each<[string, FakeAnswer, RegExp]>([
    ['there are none', { body: '' }, /^No exemplars of spans in this range/],
    ['the server is down', { status: 502, body: '' }, /^Pyroscope could not be reached/],
  ])('says where there is nothing to choose from: %s', async (_, answer, said) => {
    showEditor({}, { answers: { ...LISTS, SelectHeatmap: answer } });
    await openOptions();
    await userEvent.click(screen.getByRole('button', { name: 'Choose a span seen in this range' }));
    expect(await screen.findByText(said)).toBeInTheDocument();
  });

  it('takes a call site, one function a line', async () => {
    const { latest } = showEditor();
    await openOptions();
    await userEvent.type(screen.getByLabelText('Call site'), 'main.run{Enter}std::map<int, int>::at');
    expect(latest().stackTraceSelector).toEqual(['main.run', 'std::map<int, int>::at']);
  });

  it('shows what the query type uses', async () => {
    const { latest, sent } = showEditor({ queryType: 'metrics', labelSelector: '{service_name="a"}' });
    await openOptions();
    expect(screen.queryByLabelText('Span IDs')).not.toBeInTheDocument();
    await userEvent.click(screen.getByLabelText('Group by'));
    await waitFor(() => expect(sent.map(({ method }) => method)).toContain('LabelNames'));
    await new Promise((done) => setTimeout(done, 50));
    await userEvent.keyboard('reg{ArrowDown}{Enter}');
    expect(latest().groupBy).toEqual(['region']);
    await userEvent.type(screen.getByLabelText('Limit'), '5');
    await userEvent.click(screen.getByLabelText('Exemplars'));
    await userEvent.click(screen.getByLabelText('Annotations'));
    expect(latest()).toMatchObject({ limit: 5, includeExemplars: true, annotations: true });
    await userEvent.click(screen.getByLabelText('Heatmap'));
    await userEvent.click(screen.getByLabelText('Spans'));
    expect(latest()).toMatchObject({ heatmapType: 'span', includeExemplars: true });
  });
});

const query = {
  refId: 'A',
  labelSelector: '{}',
  profileTypeId: '',
  queryType: 'profile',
  groupBy: [],
} as PyroscopeQuery;

it.each<[Partial<PyroscopeQuery>, string]>([
  [{}, 'Max nodes: server default'],
  [{ maxNodes: 1000, spanSelector: ['6a29e5d07f769265'] }, 'Span 6a29e5d07f769265 · Max nodes: 1,000'],
  [{ stackTraceSelector: ['main', 'work'] }, 'Below main › work · Max nodes: server default'],
  [{ queryType: 'metrics' }, 'One series'],
  [
    { queryType: 'metrics', groupBy: ['pod', 'region'], limit: 5, includeExemplars: true },
    'By pod, region · at most 5 series · with exemplars',
  ],
  [{ queryType: 'metrics', includeHeatmap: true, heatmapType: 'span' }, 'One series · heatmap of spans'],
  [{ queryType: 'both', spanSelector: ['a'] }, 'One series · Span a · Max nodes: server default'],
])('sums up %j', (part, summary) => {
  expect(optionsSummary({ ...query, ...part })).toBe(summary);
});

it('sums up what a baseline has of its own', () => {
  expect(baselineSummary(query)).toBe('');
  const profileTypeId = 'wall:wall:nanoseconds:wall:nanoseconds';
  expect(baselineSummary({ ...query, profileTypeId, traceIdSelector: ['ed02b7572adfcad2d670b961dc01fd1b'] })).toBe(
    'Wall time · Trace ed02b757…'
  );
});

it.each([
  ['', undefined],
  ['1', undefined],
  ['$n', undefined],
  ['0', /whole number above 0/],
  ['-3', /whole number above 0/],
  ['1.5', /whole number above 0/],
  ['1e9', /whole number above 0/],
  ['11', /At most 10 /],
])('checks %j', (text, problem) => {
  const found = numberProblem(text, 10);
  if (problem) {
    expect(found).toMatch(problem);
  } else {
    expect(found).toBeUndefined();
  }
});
