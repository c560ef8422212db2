import React, { useState } from 'react';
import { fromBinary } from '@bufbuild/protobuf';
import { dateTime } from '@grafana/data';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LabelNamesRequestSchema, LabelValuesRequestSchema } from '../../../pkg/pyroscope/gen/types/v1/types_pb';
import type { PyroscopeQuery } from '../query';
import { QueryEditor } from './QueryEditor';
import { CPU, dataSource, fakeBackend, RANGE, recorded, type Answers } from '../testing/fakeHost';

const names = (...all: string[]) => ({
  body: new Uint8Array(all.flatMap((name) => [10, name.length, ...new TextEncoder().encode(name)])),
});
const ANSWERS: Answers = {
  Series: { body: recorded('series-fast-path.response.bin') },
  LabelNames: names('__type__', 'pod', 'region', 'service_name'),
  LabelValues: names('api-gateway', 'order-service'),
};

beforeAll(() => {
  HTMLCanvasElement.prototype.getContext = (() => ({ measureText: () => ({ width: 50 }) })) as never;
  // Virtual lists show only what fits, and in jsdom nothing has a size.
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
});

function show(saved: Partial<PyroscopeQuery> = {}, answers: Answers = ANSWERS) {
  const sent = fakeBackend(answers);
  const source = dataSource();
  const queries: PyroscopeQuery[] = [];
  const runs: PyroscopeQuery[] = [];
  const range = { from: dateTime(RANGE.from), to: dateTime(RANGE.to) };
  function Page() {
    const [query, setQuery] = useState({
      refId: 'A',
      labelSelector: '{}',
      profileTypeId: CPU,
      queryType: 'profile',
      groupBy: [],
      ...saved,
    } as PyroscopeQuery);
    return (
      <QueryEditor
        query={query}
        datasource={source}
        range={{ ...range, raw: range }}
        onChange={(next) => {
          queries.push(next);
          setQuery(next);
        }}
        onRunQuery={() => runs.push(queries[queries.length - 1] ?? query)}
      />
    );
  }
  render(<Page />);
  const selector = screen.getByLabelText('Label selector');
  return { sent, queries, runs, selector, latest: () => queries[queries.length - 1] };
}

const suggestions = async () => within(await screen.findByRole('listbox', { name: 'Suggestions' }));

describe('QueryEditor', () => {
  it('writes a selector by keyboard alone, label, value and run', async () => {
    const { selector, latest, runs, sent } = show();
    await userEvent.click(selector);
    await userEvent.keyboard('{ArrowLeft}');
    expect((await suggestions()).getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'service_name',
      'pod',
      'region',
    ]);
    await userEvent.keyboard('serv');
    expect(await (await suggestions()).findByRole('option', { selected: true })).toHaveTextContent('service_name');
    expect(selector).toHaveAttribute('aria-activedescendant', (await suggestions()).getByRole('option').id);
    await userEvent.keyboard('{Enter}');
    expect(selector).toHaveValue('{service_name=""}');
    expect(await (await suggestions()).findByRole('option', { name: 'order-service' })).toBeInTheDocument();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(selector).toHaveValue('{service_name="order-service"}');
    expect(runs).toEqual([]);
    await userEvent.keyboard('{Enter}');
    expect(runs).toHaveLength(1);
    expect(latest().labelSelector).toBe('{service_name="order-service"}');
    const asked = sent
      .filter(({ method }) => method === 'LabelNames')
      .map(({ body }) => fromBinary(LabelNamesRequestSchema, body).matchers);
    expect(asked).toEqual([[`{__profile_type__="${CPU}"}`]]);
  });

  it('asks for values of the labels chosen already', async () => {
    const { selector, sent } = show({ labelSelector: '{region="eu", service_name=""}' });
    await userEvent.click(selector);
    await userEvent.keyboard('{End}{ArrowLeft}{ArrowLeft}');
    await suggestions();
    await waitFor(() => expect(sent.map(({ method }) => method)).toContain('LabelValues'));
    const { body } = sent.filter(({ method }) => method === 'LabelValues')[0];
    expect(fromBinary(LabelValuesRequestSchema, body)).toMatchObject({
      name: 'service_name',
      matchers: [`{region="eu", __profile_type__="${CPU}"}`],
    });
  });

  it('offers operators', async () => {
    const { selector } = show({ labelSelector: '' });
    await userEvent.click(selector);
    await userEvent.keyboard('{Control>}a{/Control}{{pod!');
    expect((await suggestions()).getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      '!=is not',
      '!~does not match the regular expression',
    ]);
  });

  it('shows a failing look-up as such', async () => {
    const { selector } = show({}, { LabelNames: { status: 502 }, Series: { status: 502 } });
    expect(await screen.findByText(/Services and types could not be listed.*could not be reached/)).toBeInTheDocument();
    await userEvent.click(selector);
    await userEvent.keyboard('{ArrowLeft}');
    expect(await screen.findByText(/^Pyroscope could not be reached/)).toBeInTheDocument();
  });

  it('closes the list by Escape and keeps the text', async () => {
    const { selector } = show();
    await userEvent.click(selector);
    await userEvent.keyboard('{ArrowLeft}po');
    await suggestions();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('listbox', { name: 'Suggestions' })).not.toBeInTheDocument();
    expect(selector).toHaveValue('{po}');
  });

  it('runs by Shift+Enter from anywhere', async () => {
    const { selector, runs } = show();
    await userEvent.click(selector);
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(runs).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Options' }));
    await userEvent.click(screen.getByLabelText('Max nodes'));
    await userEvent.keyboard('512{Enter}');
    expect(runs).toHaveLength(2);
    expect(runs[1].maxNodes).toBe(512);
  });

  it('stays empty when it is emptied', async () => {
    const { selector, latest } = show();
    await userEvent.clear(selector);
    expect(selector).toHaveValue('');
    expect(selector).toBeValid();
    await userEvent.keyboard('{{a="b"}');
    expect(selector).toHaveValue('{a="b"}');
    expect(latest().labelSelector).toBe('{a="b"}');
  });

  it('says where a selector is wrong, while it is written', async () => {
    const { selector } = show({ labelSelector: '{a=}' });
    expect(selector).toBeInvalid();
    expect(screen.getByText(/at character 4/)).toBeInTheDocument();
    expect(screen.getByLabelText('Service')).toBeDisabled();
  });

  it('shows the services to choose from when all are selected', async () => {
    const { latest, runs } = show();
    const choose = within(await screen.findByRole('group', { name: 'Choose a service' }));
    await userEvent.click(choose.getByRole('button', { name: 'order-service' }));
    expect(latest().labelSelector).toBe('{service_name="order-service"}');
    expect(runs).toHaveLength(1);
    expect(screen.queryByRole('group', { name: 'Choose a service' })).not.toBeInTheDocument();
  });

  it('picks a profile type from its kind, by keyboard', async () => {
    const { latest } = show({ labelSelector: '{service_name="api-gateway"}' });
    const type = screen.getByLabelText('Profile type');
    await waitFor(() => expect(type).toHaveValue('CPU time'));
    await userEvent.click(type);
    await userEvent.clear(type);
    await userEvent.keyboard('memory in');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(latest().profileTypeId).toBe('memory:inuse_space:bytes:space:bytes');
    await waitFor(() => expect(type).toHaveValue('Memory in use'));
  });

  it('takes a variable for a profile type', async () => {
    const { latest } = show({ labelSelector: '{service_name="api-gateway"}' });
    const type = screen.getByLabelText('Profile type');
    await waitFor(() => expect(type).toHaveValue('CPU time'));
    await userEvent.click(type);
    await userEvent.clear(type);
    await userEvent.keyboard('$type{ArrowDown}{Enter}');
    expect(latest().profileTypeId).toBe('$type');
  });

  it('keeps every field of a saved query that it does not know', async () => {
    const { latest } = show({
      labelSelector: '{service_name="a"}',
      frameFilter: { x: [1] },
      limit: 3,
    } as Partial<PyroscopeQuery>);
    await userEvent.click(screen.getByRole('button', { name: 'Options' }));
    await userEvent.type(screen.getByLabelText('Span id'), '15cb822407822739, ab');
    expect(latest()).toMatchObject({
      labelSelector: '{service_name="a"}',
      frameFilter: { x: [1] },
      limit: 3,
      spanSelector: ['15cb822407822739', 'ab'],
    });
    expect(screen.getByText(/16 hexadecimal digits/)).toBeInTheDocument();
  });

  it('offers a way out of a query it cannot answer', async () => {
    const { latest } = show({ queryType: 'metrics' });
    await userEvent.click(screen.getByRole('button', { name: 'Show the profile instead' }));
    expect(latest().queryType).toBe('profile');
  });
});
