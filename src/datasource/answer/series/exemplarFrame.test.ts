import { applyFieldOverrides, createTheme } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import type { Exemplar } from '../../../../pkg/pyroscope/api';
import { exemplarFrame, type ExemplarFrameOptions } from './exemplarFrame';
import { linkedTempo } from './exemplarLinks';

const EXEMPLAR: Exemplar = {
  timestamp: 1795399499535,
  value: 3e9,
  profileId: '9dc8e7b3-fa85-496f-85fe-ebc37337e9de',
  spanId: 'f5e4830fac8e2b47',
  traceId: '',
  labels: [
    { name: 'version', value: 'v1' },
    { name: '__name__', value: 'process_cpu' },
    { name: 'otel.scope.name', value: 'x' },
  ],
};

const OPTIONS: ExemplarFrameOptions = {
  refId: 'A',
  kind: 'individual',
  profileTypeId: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
  labelSelector: '{service_name="api-gateway"}',
  unit: 'cores',
  value: ({ value }) => value / 15e9,
  targets: { source: { uid: 'hotpath', name: 'Pyroscope' }, range: { start: 1795399485000, end: 1795401285000 } },
};

const fieldsOf = (exemplars: Exemplar[], options = OPTIONS) =>
  exemplarFrame([{ name: 'service_name', value: 'api-gateway' }], exemplars, options)!.fields;
const links = (name: string, options: ExemplarFrameOptions, exemplar = EXEMPLAR) =>
  fieldsOf([exemplar], options).find((field) => field.name === name)?.config.links;

it('is no frame without exemplars', () => {
  expect(exemplarFrame([], [], OPTIONS)).toBeUndefined();
});

it('has time, value, id and the labels that are not the server’s own', () => {
  const frame = exemplarFrame([{ name: 'service_name', value: 'api-gateway' }], [EXEMPLAR], OPTIONS)!;
  expect([frame.name, frame.meta?.dataTopic, frame.length]).toEqual(['exemplar', 'annotations', 1]);
  expect(frame.fields.map(({ name, type, values }) => [name, type, values[0]])).toEqual([
    ['Time', 'time', 1795399499535],
    ['Value', 'number', 0.2],
    ['Id', 'string', EXEMPLAR.profileId],
    ['otel.scope.name', 'string', 'x'],
    ['service_name', 'string', 'api-gateway'],
    ['version', 'string', 'v1'],
  ]);
  expect(frame.fields[1]).toMatchObject({ labels: { service_name: 'api-gateway' }, config: { unit: 'cores' } });
});

it('leads to its profile', () => {
  expect(links('Id', OPTIONS)).toEqual([
    {
      title: 'View this profile',
      url: '',
      internal: {
        datasourceUid: 'hotpath',
        datasourceName: 'Pyroscope',
        range: expect.objectContaining({ raw: { from: '1795399485000', to: '1795401285000' } }),
        query: expect.objectContaining({
          queryType: 'profile',
          labelSelector: OPTIONS.labelSelector,
          profileTypeId: OPTIONS.profileTypeId,
          profileIdSelector: ['${__value.raw}'],
        }),
      },
    },
  ]);
});

it('leads there from a dashboard too, which knows no range of its own', () => {
  const [shown] = applyFieldOverrides({
    data: [exemplarFrame([], [EXEMPLAR], OPTIONS)!],
    fieldConfig: { defaults: {}, overrides: [] },
    theme: createTheme(),
    replaceVariables: (text) => text.replace('${__value.raw}', EXEMPLAR.profileId),
  });
  const [{ href }] = shown.fields[2].getLinks!({ valueRowIndex: 0 });
  expect(JSON.parse(new URL(href, 'http://g').searchParams.get('left')!)).toMatchObject({
    datasource: 'hotpath',
    queries: [{ queryType: 'profile', profileIdSelector: [EXEMPLAR.profileId] }],
    range: { from: '1795399485000', to: '1795401285000' },
  });
});

it('leads to its span’s profile where it is one of a span', () => {
  const options: ExemplarFrameOptions = { ...OPTIONS, kind: 'span' };
  expect(fieldsOf([EXEMPLAR], options)[2]).toMatchObject({
    config: { displayName: 'Span ID' },
    values: [EXEMPLAR.spanId],
  });
  const [{ internal }] = links('Id', options)!;
  expect(internal?.query).toMatchObject({ spanSelector: ['${__value.raw}'] });
  expect(internal?.query).not.toHaveProperty('profileIdSelector');
});

it('leads to its trace where it has one and there is a place for traces', () => {
  const traces = { uid: 'tempo', name: 'Tempo' };
  const traced = { ...EXEMPLAR, traceId: '2d2170898579C166ea3ceacaccef5f9' };
  const options = { ...OPTIONS, targets: { ...OPTIONS.targets, traces } };
  expect(fieldsOf([traced, EXEMPLAR], options)[3]).toMatchObject({
    name: 'traceId',
    values: ['02d2170898579c166ea3ceacaccef5f9', ''],
  });
  expect(links('traceId', options, traced)).toMatchObject([
    {
      title: 'Open trace',
      internal: { datasourceUid: 'tempo', query: { queryType: 'traceql', query: '${__value.raw}' } },
    },
  ]);
  expect(links('traceId', OPTIONS, traced)).toBeUndefined();
  expect(fieldsOf([{ ...EXEMPLAR, traceId: '0'.repeat(32) }], options).map(({ name }) => name)).not.toContain(
    'traceId'
  );
});

it('leads to a search for its trace where a span does not name its own', () => {
  const traces = { uid: 'tempo', name: 'Tempo' };
  const traced = { ...EXEMPLAR, traceId: '2d2170898579c166ea3ceacaccef5f9' };
  const spans: ExemplarFrameOptions = { ...OPTIONS, kind: 'span', targets: { ...OPTIONS.targets, traces } };
  expect(links('Id', spans)?.[1]).toMatchObject({
    title: 'Find this span’s trace',
    internal: { datasourceUid: 'tempo', query: { queryType: 'traceql', query: '{ span:id = "${__value.raw}" }' } },
  });
  expect(links('Id', spans, traced)).toHaveLength(1);
  expect(links('Id', { ...spans, kind: 'individual' })).toHaveLength(1);
  expect(links('Id', { ...OPTIONS, kind: 'span' })).toHaveLength(1);
});

it('has one way to its trace in each row where some spans name theirs and some do not', () => {
  const traces = { uid: 'tempo', name: 'Tempo' };
  const traceId = '02d2170898579c166ea3ceacaccef5f9';
  const spans: ExemplarFrameOptions = { ...OPTIONS, kind: 'span', targets: { ...OPTIONS.targets, traces } };
  const [shown] = applyFieldOverrides({
    data: [exemplarFrame([], [{ ...EXEMPLAR, traceId }, EXEMPLAR], spans)!],
    fieldConfig: { defaults: {}, overrides: [] },
    theme: createTheme(),
    replaceVariables: (value) => value,
  });
  expect(shown.fields.map(({ config }) => config.links?.map(({ title }) => title)).filter(Boolean)).toEqual([
    ['View this span’s profile'],
    ['Open trace'],
  ]);
  const { values, display } = shown.fields[3];
  expect(values).toEqual([traceId, `{ span:id = "${EXEMPLAR.spanId}" }`]);
  expect(values.map((value) => display!(value).text)).toEqual([traceId, 'Find this span’s trace']);
});

describe('linkedTempo', () => {
  const tempos = (...linkedTo: Array<string | undefined>) =>
    setDataSourceSrv({
      getList: () =>
        linkedTo.map((datasourceUid, i) => ({
          uid: `tempo-${i}`,
          name: `Tempo ${i}`,
          jsonData: datasourceUid ? { tracesToProfiles: { datasourceUid } } : {},
        })),
    } as unknown as DataSourceSrv);

  it.each([
    ['the one whose settings lead here', ['other', 'hotpath'], 'tempo-1'],
    ['the only one', [undefined], 'tempo-0'],
    ['none where several could be meant', [undefined, 'other'], undefined],
    ['none where there is none', [], undefined],
  ])('is %s', (_, linkedTo, expected) => {
    tempos(...linkedTo);
    expect(linkedTempo('hotpath')?.uid).toBe(expected);
  });
});
