import React, { useState } from 'react';
import { fromBinary } from '@bufbuild/protobuf';
import type { DataQueryRequest, MetricFindValue } from '@grafana/data';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { lastValueFrom } from 'rxjs';
import { LabelNamesRequestSchema, LabelValuesRequestSchema } from '../../../pkg/pyroscope/gen/types/v1/types_pb';
import {
  CPU,
  dataSource,
  fakeBackend,
  fakeTemplates,
  PENDING,
  queryRequest,
  RANGE,
  type Answers,
  type FakeVariables,
} from '../testing/fakeHost';
import { giveSizes, LISTS, timeRange } from '../testing/showEditor';
import type { VariableQuery } from './variableQuery';
import type { VariableSupport } from './VariableSupport';
import { VariableQueryEditor } from './VariableQueryEditor';

function request(stored: unknown, options = {}) {
  return { ...queryRequest([], options), targets: [stored] } as unknown as DataQueryRequest<VariableQuery>;
}

async function ask(stored: unknown, variables: FakeVariables = {}, answers: Answers = LISTS) {
  const sent = fakeBackend(answers);
  const source = dataSource(fakeTemplates(variables));
  const { data } = await lastValueFrom((source.variables as VariableSupport).query(request(stored)));
  return { data: data as MetricFindValue[], sent };
}

describe('a variable', () => {
  it.each<[string, unknown, string]>([
    ['services', { type: 'service', refId: 'A' }, 'Series'],
    ['services of a selector', { type: 'service', selector: '{region="eu"}' }, 'LabelValues'],
    ['values', { type: 'labelValue', labelName: 'service_name', profileTypeId: CPU, refId: 'A' }, 'LabelValues'],
    ['labels', { type: 'label', profileTypeId: CPU, refId: 'A' }, 'LabelNames'],
  ])('lists %s', async (_, stored, method) => {
    const { data, sent } = await ask(stored);
    expect(sent.map((call) => call.method)).toEqual([method]);
    expect(data.length).toBeGreaterThan(1);
    expect(data.every(({ text }) => typeof text === 'string' && !text.startsWith('__'))).toBe(true);
  });

  it('starts with the query that its editor shows', async () => {
    const sent = fakeBackend({ ProfileTypes: { body: '' } });
    const { variables } = dataSource();
    const { query, getDefaultQuery } = variables as VariableSupport;
    await lastValueFrom(query(request(getDefaultQuery())));
    expect(sent.map(({ method }) => method)).toEqual(['ProfileTypes']);
    expect(getDefaultQuery()).toEqual({
      ...{ type: 'profileType', refId: 'PyroscopeVariableQuery', query: 'Profile types' },
    });
  });

  it('asks for what the built-in data source asks, in the dashboard’s range', async () => {
    const { sent } = await ask({ type: 'labelValue', labelName: 'pod', profileTypeId: CPU, refId: 'A' });
    const { name, matchers, start, end } = fromBinary(LabelValuesRequestSchema, sent[0].body);
    expect({ name, matchers }).toEqual({ name: 'pod', matchers: [`{__profile_type__="${CPU}"}`] });
    expect(Number(start)).toBeLessThanOrEqual(RANGE.from);
    expect(Number(start)).toBeGreaterThan(RANGE.from - 60_000);
    expect(Number(end)).toBeGreaterThanOrEqual(RANGE.to);
  });

  it('follows other variables', async () => {
    const { sent } = await ask(
      { type: 'labelValue', labelName: '$label', profileTypeId: '$type', selector: '{service_name="$service"}' },
      { label: 'pod', type: CPU, service: ['a.b', 'c'] }
    );
    const { name, matchers } = fromBinary(LabelValuesRequestSchema, sent[0].body);
    expect(name).toBe('pod');
    expect(matchers).toEqual(['{service_name=~"a\\\\.b|c"}', `{__profile_type__="${CPU}"}`]);
  });

  it('lists types by the built-in’s names, of a selector too', async () => {
    const { data, sent } = await ask({ type: 'profileType', selector: '{service_name="order-service"}' });
    expect(sent[0].method).toBe('Series');
    expect(data).toContainEqual({ text: 'process_cpu - cpu', value: CPU });
  });

  it('does not offer labels that the selector has already', async () => {
    const { data, sent } = await ask({ type: 'label', selector: '{pod="x"}' });
    expect(fromBinary(LabelNamesRequestSchema, sent[0].body).matchers).toEqual(['{pod="x"}']);
    expect(data.map(({ text }) => text)).toEqual(['region', 'service_name']);
  });

  it.each([[{ type: 'labelValue' }], [{ type: 'labelValue', labelName: 7 }]])('%j asks nothing yet', async (stored) => {
    const { data, sent } = await ask(stored);
    expect({ data, sent }).toEqual({ data: [], sent: [] });
  });

  it.each<[unknown, RegExp]>([
    [{ type: 'label', selector: '{a="$gone"}' }, /Variable \$gone not found/],
    [{ type: 'label', selector: '{a="$empty"}' }, /\$empty in the label selector has no value/],
    [{ type: 'label', selector: '{a=' }, /Syntax error in the label selector at character 4/],
    [{ type: 'flame' }, /saved with an unknown type/],
  ])('%j is refused with a sentence', async (stored, said) => {
    await expect(ask(stored, { empty: '' })).rejects.toThrow(said);
  });

  it.each([[null], [undefined], ['profileType'], [{ selector: ['x'] }], [{ type: null, refId: 3 }]])(
    'stored as %j lists the profile types',
    async (stored) => {
      const { sent } = await ask(stored, {}, { ProfileTypes: { body: '' } });
      expect(sent.map((call) => call.method)).toEqual(['ProfileTypes']);
    }
  );

  it('tells why nothing could be listed, and is aborted with its reader', async () => {
    await expect(
      ask(
        { type: 'service' },
        {},
        { Series: { status: 503, body: '{"code":"unavailable"}', contentType: 'application/json' } }
      )
    ).rejects.toThrow(/is not available right now/);
    const sent = fakeBackend({ Series: PENDING });
    const asked = (dataSource().variables as VariableSupport).query(request({ type: 'service' })).subscribe();
    await waitFor(() => expect(sent).toHaveLength(1));
    asked.unsubscribe();
    expect(sent[0].aborted).toBe(true);
  });
});

describe('its editor', () => {
  beforeAll(giveSizes);

  function show(stored: unknown, answers: Answers = LISTS) {
    fakeBackend(answers);
    const source = dataSource();
    const saved: VariableQuery[] = [];
    function Page() {
      const [query, setQuery] = useState(stored);
      return (
        <VariableQueryEditor
          query={query as VariableQuery}
          datasource={source}
          range={timeRange(RANGE.from, RANGE.to)}
          onChange={(next) => {
            saved.push(next);
            setQuery(next);
          }}
          onRunQuery={() => undefined}
        />
      );
    }
    render(<Page />);
    return { latest: () => saved[saved.length - 1] };
  }

  async function choose(text: string) {
    await userEvent.keyboard(text);
    // Grafana's list follows the text a render later, and is not drawn here: a key before would find the old one.
    await new Promise((done) => setTimeout(done, 200));
    await userEvent.keyboard('{ArrowDown}{Enter}');
  }

  it('is filled in, and keeps what it does not know', async () => {
    const { latest } = show({ refId: 'A', type: 'service', other: [1] });
    await userEvent.click(screen.getByLabelText('List'));
    await userEvent.clear(screen.getByLabelText('List'));
    await choose('Label values');
    expect(latest()).toEqual({ refId: 'A', type: 'labelValue', other: [1], query: 'Values of a label' });
    await userEvent.click(screen.getByLabelText('Label'));
    await choose('reg');
    expect(latest()).toMatchObject({ type: 'labelValue', labelName: 'region' });
    await userEvent.click(screen.getByLabelText(/^Label selector/));
    await userEvent.paste('{service_name="$service"}');
    expect(latest()).toMatchObject({ labelName: 'region', selector: '{service_name="$service"}' });
    // What Grafana lists as the variable's definition.
    expect(latest().query).toBe('Values of region of {service_name="$service"}');
  });

  it('says where a selector is wrong, and why nothing can be listed', async () => {
    show(
      { refId: 'A', type: 'labelValue', selector: '{a=' },
      { ...LISTS, ProfileTypes: { body: '' }, LabelNames: { status: 403, body: '{}', contentType: 'application/json' } }
    );
    expect(screen.getByText(/Syntax error in the label selector at character 4/)).toBeInTheDocument();
    await waitFor(() => expect(screen.getByText(/Could not list.*403/)).toBeInTheDocument());
  });
});
