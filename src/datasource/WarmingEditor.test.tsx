import { act, render } from '@testing-library/react';
import React from 'react';
import { dateTime, LoadingState, type PanelData, type TimeRange } from '@grafana/data';
import { QueryEditor } from './editor/QueryEditor';
import { defaultQuery, type PyroscopeQuery } from './query/query';
import { WarmingEditor } from './WarmingEditor';

jest.mock('./editor/QueryEditor', () => ({ QueryEditor: jest.fn(() => null) }));
jest.mock('../panel/loadPanel', () => ({ loadPanel: () => Promise.resolve({ WarmUp: () => null }) }));

type Props = Parameters<typeof WarmingEditor>[0];

const drawn = jest.mocked(QueryEditor);
const query: PyroscopeQuery = { ...defaultQuery, refId: 'A', labelSelector: '{service_name="shop"}' };
/** Of the last hour, at another moment each time. */
const lastHour = (at: number): TimeRange => ({
  from: dateTime(at - 3_600_000),
  to: dateTime(at),
  raw: { from: 'now-1h', to: 'now' },
});
const answered = { state: LoadingState.Done, series: [], timeRange: lastHour(1) } as PanelData;

async function shown(props: Partial<Props> = {}) {
  const all = { query, datasource: {}, range: lastHour(0), onChange: jest.fn(), onRunQuery: jest.fn(), ...props };
  const { rerender } = render(<WarmingEditor {...(all as Props)} />);
  await act(() => jest.advanceTimersByTimeAsync(300));
  drawn.mockClear();
  return (next: Partial<Props>) => rerender(<WarmingEditor {...({ ...all, ...next } as Props)} />);
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('draws what an answer changes after the answer has its picture', async () => {
  const again = await shown();
  again({ data: answered });
  await act(() => jest.advanceTimersByTimeAsync(200));
  expect(drawn).not.toHaveBeenCalled();
  await act(() => jest.advanceTimersByTimeAsync(100));
  expect(drawn.mock.lastCall?.[0].data).toBe(answered);
});

it('draws what the user changes at once', async () => {
  const again = await shown();
  const changed = { ...query, labelSelector: '{}' };
  again({ query: changed });
  expect(drawn.mock.lastCall?.[0].query).toBe(changed);
  again({ query: changed, range: { ...lastHour(0), raw: { from: 'now-2h', to: 'now' } } });
  expect(drawn.mock.lastCall?.[0].range?.raw.from).toBe('now-2h');
});

it('is not drawn anew where nothing is new, and tells whom it is to tell by then', async () => {
  const again = await shown();
  const [onChange, onRunQuery] = [jest.fn(), jest.fn()];
  again({ range: lastHour(5), onChange, onRunQuery });
  expect(drawn).not.toHaveBeenCalled();
  again({ query: { ...query }, onChange, onRunQuery });
  const props = drawn.mock.lastCall![0];
  const last = jest.fn();
  again({ query: props.query, onChange: last, onRunQuery });
  act(() => {
    props.onChange(query);
    props.onRunQuery();
  });
  expect(last).toHaveBeenCalledWith(query);
  expect(onChange).not.toHaveBeenCalled();
  expect(onRunQuery).toHaveBeenCalledTimes(1);
});
