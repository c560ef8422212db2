import React, { useState } from 'react';
import { CoreApp, dateTime, type PanelData, type TimeRange } from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { QueryEditor } from '../editor/QueryEditor';
import type { PyroscopeQuery } from '../query/query';
import { CPU, dataSource, fakeBackend, RANGE, recorded, type Answers } from './fakeHost';
import { frozen } from './frozen';

function strings(...all: string[]) {
  return { body: new Uint8Array(all.flatMap((name) => [10, name.length, ...new TextEncoder().encode(name)])) };
}

export const LISTS: Answers = {
  Series: { body: recorded('series-fast-path.response.bin') },
  LabelNames: strings('__type__', 'pod', 'region', 'service_name'),
  LabelValues: strings('api-gateway', 'order-service'),
};

/** Lists show only what fits and measure their texts, and in jsdom nothing has a size. */
export function giveSizes() {
  HTMLCanvasElement.prototype.getContext = (() => ({ measureText: () => ({ width: 50 }) })) as never;
  jest.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({
    ...{ width: 300, height: 300, top: 0, left: 0, bottom: 300, right: 300, x: 0, y: 0 },
    toJSON: () => '',
  });
  window.IntersectionObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  } as never;
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 300 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 300 });
}

export function timeRange(from: number | string, to: number | string, toMs = RANGE.to, fromMs = RANGE.from): TimeRange {
  const ms = { from: dateTime(fromMs), to: dateTime(toMs) };
  return { ...ms, raw: { from: typeof from === 'string' ? from : ms.from, to: typeof to === 'string' ? to : ms.to } };
}

interface Shown {
  answers?: Answers;
  app?: CoreApp;
  range?: TimeRange;
  data?: PanelData;
}

/** The editor on a page that keeps the query, as Grafana does; `runs` holds the query of each run. */
export function showEditor(
  saved: Partial<PyroscopeQuery> = {},
  { answers = LISTS, app = CoreApp.Explore, range = timeRange(RANGE.from, RANGE.to), data }: Shown = {}
) {
  const sent = fakeBackend(answers);
  const source = dataSource();
  const queries: PyroscopeQuery[] = [];
  const runs: PyroscopeQuery[] = [];
  const first = {
    refId: 'A',
    labelSelector: '{}',
    profileTypeId: CPU,
    queryType: 'profile',
    groupBy: [],
    ...saved,
  } as PyroscopeQuery;
  const latest = () => queries[queries.length - 1] ?? first;
  function Page() {
    const [query, setQuery] = useState(first);
    return (
      <QueryEditor
        query={frozen(query)}
        datasource={source}
        range={range}
        app={app}
        data={data}
        onChange={(next) => {
          queries.push(next);
          setQuery(next);
        }}
        onRunQuery={() => runs.push(latest())}
      />
    );
  }
  const { unmount } = render(<Page />);
  return { sent, source, queries, runs, latest, unmount };
}

export const selectorText = () => screen.getByLabelText('Label selector');
export const labelRow = (number: number) => within(screen.getByRole('group', { name: `Label ${number}` }));
export const openOptions = () => userEvent.click(screen.getByRole('button', { name: 'Options' }));
