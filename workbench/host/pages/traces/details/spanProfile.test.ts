import recorded from '../../../../server/tempo/recorded/checkout.json';
import { readTrace, type TraceSpan } from '../trace';
import { embeddedQuery, embeddedRange, linkQuery, linkRange } from './spanProfile';

const trace = readTrace(recorded)!;
const marked = trace.spans[0];
const unmarked = trace.spans.find(({ operationName }) => operationName === 'price-cart')!;
const SETTINGS = { datasourceUid: 'hotpath-pyroscope' };

test('a recorded trace is read, parents first', () => {
  expect(trace).toMatchObject({
    traceID: 'f18ba12e163598c9e596cd1b4d56f308',
    traceName: 'api-gateway: GET /checkout',
    services: [
      { name: 'api-gateway', numberOfSpans: 5 },
      { name: 'user-service', numberOfSpans: 1 },
      { name: 'order-service', numberOfSpans: 2 },
    ],
  });
  expect(trace.spans.map(({ operationName, depth }) => `${depth} ${operationName}`)).toEqual([
    '0 GET /checkout',
    '1 price-cart',
    '1 reserve-stock',
    '1 HTTP GET',
    '2 GET /profile',
    '1 HTTP GET',
    '2 GET /order',
    '3 build-order',
  ]);
  expect(readTrace({ trace: {}, metrics: {} })).toBeUndefined();
});

test('the link of a span is Grafana’s: the span’s own range, nothing added', () => {
  expect(linkQuery(SETTINGS, trace, marked)).toEqual({
    labelSelector: '{service_name="api-gateway"}',
    groupBy: [],
    profileTypeId: '',
    queryType: 'profile',
    spanSelector: ['15cb822407822739'],
    refId: 'profile',
  });
  expect(linkRange(marked)).toEqual({ from: 1795399786066, to: 1795399786201 });
  expect(linkRange({ ...marked, duration: 20 })).toEqual({ from: 1795399786066, to: 1795399786067 });
});

test('a span without the attribute has no link', () => {
  expect(linkQuery(SETTINGS, trace, unmarked)).toBeUndefined();
});

test('the flame graph of a span asks half a minute around it', () => {
  const datasource = { type: 'hotpath-pyroscope-datasource', uid: 'hotpath-pyroscope' };
  expect(embeddedQuery({ ...SETTINGS, profileTypeId: 'cpu' }, trace, marked, datasource)).toEqual({
    labelSelector: '{service_name="api-gateway"}',
    groupBy: [],
    profileTypeId: 'cpu',
    queryType: 'profile',
    spanSelector: ['15cb822407822739'],
    refId: 'span-flamegraph-refId',
    datasource,
  });
  expect(embeddedRange(marked)).toEqual({ from: 1795399756066, to: 1795399816201 });
});

test.each<[string, object, Partial<TraceSpan>, string]>([
  [
    'tags by the settings',
    { tags: [{ key: 'service.name', value: 'app' }, { key: 'region' }] },
    {},
    '{app="api-gateway", region="us-east"}',
  ],
  ['no tag at all', { tags: [{ key: 'nothing' }] }, {}, '{}'],
  [
    'a query of one’s own',
    { customQuery: true, query: '{${__tags}, span="${__span.spanId}", m="${__span.tags["http.request.method"]}"}' },
    {},
    '{service_name="api-gateway", span="15cb822407822739", m="GET"}',
  ],
  [
    'a variable that nobody fills in',
    { customQuery: true, query: '{x="${__span.tags["gone"]}"}' },
    {},
    '{x="${__span.tags["gone"]}"}',
  ],
])('selects by %s', (_, settings, part, selector) => {
  expect(linkQuery(settings, trace, { ...marked, ...part })?.labelSelector).toBe(selector);
});
