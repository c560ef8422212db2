import { readFound, readTrace } from './readTrace';
import trace from './testdata/trace.json';
import notFound from './testdata/notFound.json';
import found from './testdata/found.json';

describe('readTrace', () => {
  it('reads a recorded trace: ids, times, services and profile ids', () => {
    const spans = readTrace(trace);
    expect(spans).toHaveLength(8);
    const root = spans.find(({ parentSpanId }) => parentSpanId === '');
    expect(root).toMatchObject({
      traceId: 'f18ba12e163598c9e596cd1b4d56f308',
      spanId: '15cb822407822739',
      profileId: '15cb822407822739',
      name: 'GET /checkout',
      service: 'api-gateway',
    });
    expect(root!.startMs).toBeCloseTo(1795399786066.858, 2);
    expect(root!.durationMs).toBeCloseTo(134.246, 2);
    expect(new Set(spans.map(({ service }) => service))).toEqual(
      new Set(['api-gateway', 'user-service', 'order-service'])
    );
    expect(spans.filter(({ profileId }) => profileId).map(({ spanId }) => spanId)).toHaveLength(3);
  });

  it('reads the older form, and ids in hexadecimal', () => {
    const { resourceSpans } = (trace as { trace: { resourceSpans: object[] } }).trace;
    expect(readTrace({ batches: resourceSpans })).toEqual(readTrace(trace));
    const hex = JSON.parse(JSON.stringify(trace).replaceAll('FcuCJAeCJzk=', '15CB822407822739'));
    expect(readTrace(hex)).toEqual(readTrace(trace));
  });

  it.each([
    ['a trace that is not there', notFound],
    ['nothing', undefined],
    ['text', 'trace not found'],
    ['spans without ids or times', { batches: [{ scopeSpans: [{ spans: [{}, { spanId: 'x' }, null] }] }] }],
  ])('finds no spans in %s', (_, body) => {
    expect(readTrace(body)).toEqual([]);
  });
});

describe('readFound', () => {
  it('reads what a search found, with trace ids of full length', () => {
    const spans = readFound(found);
    expect(spans.length).toBeGreaterThan(0);
    for (const { traceId, spanId, profileId, startMs } of spans) {
      expect([traceId.length, spanId.length, profileId]).toEqual([32, 16, spanId]);
      expect(startMs).toBeGreaterThan(1795399485000);
    }
  });

  it.each([undefined, {}, { traces: [null, {}] }, 'x'])('finds none in %j', (body) => {
    expect(readFound(body)).toEqual([]);
  });
});
