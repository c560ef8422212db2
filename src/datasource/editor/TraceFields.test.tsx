import { create, toBinary } from '@bufbuild/protobuf';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { SelectHeatmapResponseSchema } from '../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { traceOptions } from './TraceFields';
import { giveSizes, LISTS, showEditor } from '../testing/showEditor';

beforeAll(giveSizes);

const TRACE = 'f18ba12e163598c9e596cd1b4d56f308';

const heatmap = create(SelectHeatmapResponseSchema, {
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
            { timestamp: BigInt(1795399790000), spanId: '06b3e107af0b0be9', traceId: TRACE, value: BigInt(60_000_000) },
          ],
        },
      ],
    },
  ],
});
const answers = { ...LISTS, SelectHeatmap: { body: toBinary(SelectHeatmapResponseSchema, heatmap) } };

it('takes a trace ID that is pasted', async () => {
  const { latest, runs } = showEditor({ queryType: 'trace' }, { answers });
  const field = screen.getByLabelText('Trace ID');
  await userEvent.click(field);
  await userEvent.paste(TRACE);
  await userEvent.keyboard('{Enter}');
  expect(latest().traceIdSelector).toEqual([TRACE]);
  expect(runs).toHaveLength(1);
});

it('offers the traces seen in the range, with what they used', async () => {
  const { latest, sent } = showEditor({ queryType: 'trace' }, { answers });
  expect(sent.map(({ method }) => method)).not.toContain('SelectHeatmap');
  await userEvent.click(screen.getByLabelText('Trace ID'));
  await waitFor(() => expect(sent.map(({ method }) => method)).toContain('SelectHeatmap'));
  await new Promise((done) => setTimeout(done, 50));
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(latest().traceIdSelector).toEqual([TRACE]);
});

it('shows the function that spans are looked for', async () => {
  showEditor({ queryType: 'trace', throughFunction: 'rank_lines' }, { answers });
  expect(screen.getByLabelText('Spans through')).toHaveValue('rank_lines');
  expect(screen.queryByLabelText('Trace ID')).not.toBeInTheDocument();
});

it('says what is no trace ID', () => {
  showEditor({ queryType: 'trace', traceIdSelector: ['xyz'] }, { answers });
  expect(screen.getByText('A trace ID has 32 hexadecimal digits: xyz')).toBeInTheDocument();
});

it('describes a trace by its span with the most samples', () => {
  const seen = { name: 'GET /order', service: 'order-service', profileId: '', startMs: 1795399790000, unit: 'ns' };
  const options = traceOptions([
    { ...seen, traceId: TRACE, value: 60_000_000 },
    { ...seen, traceId: TRACE, value: 10_000_000 },
    { ...seen, traceId: '', value: 5_000_000 },
  ]);
  expect(options).toHaveLength(1);
  expect(options[0].description).toMatch(/^GET \/order of order-service, 60 ms at \d\d:\d\d:50$/);
});
