import type { PyroscopeErrorCode, PyroscopeErrorParams } from '../errors';
import { errorFromResponse } from './errorFromResponse';
import { recordedJson } from '../recordings.testing';

interface RecordedError {
  name: string;
  call: string;
  status: number;
  contentType: string | null;
  body: string;
}

const RECORDED = recordedJson('errors.json') as RecordedError[];

/** By the name of the recording, or a part of several names; the first that fits counts. */
const EXPECTED: Array<[name: RegExp, code: PyroscopeErrorCode, params?: PyroscopeErrorParams]> = [
  [/tenant-(?:missing|bad)/, 'missing-tenant'],
  [/range-over-limit/, 'range-too-long', { actualMs: 90_000_000, limitMs: 86_400_000 }],
  [/max-nodes-too-big/, 'too-many-nodes', { actual: 1_048_577, limit: 1_048_576 }],
  [/max-nodes-negative/, 'too-many-nodes', { limit: 1_048_576 }],
  [/selector-without-braces/, 'bad-selector', { position: 12, message: 'unexpected "="' }],
  [/selector-bad-regex/, 'bad-selector', { position: 1, message: 'error parsing regexp: missing closing ): `(`' }],
  [/malformed-selector/, 'bad-selector', { position: 27, message: 'unexpected end of input inside braces' }],
  [/malformed-matcher/, 'bad-selector', { position: 3 }],
  [/diff-bad-selector/, 'bad-selector', { position: 1 }],
  [/empty-selector|empty-matcher/, 'bad-selector', { message: 'unexpected end of input' }],
  [/render-bad-query/, 'bad-selector', { position: 44 }],
  [/profile-type|diff-missing-side/, 'bad-profile-type'],
  [/bad-profile-id/, 'invalid-request', { message: 'invalid UUID length: 10' }],
  [/bad-span|diff-bad-span/, 'invalid-request'],
  [/empty-span/, 'invalid-request', { message: 'invalid span id length: ""' }],
  [/bad-trace/, 'invalid-request', { message: 'invalid trace id length: "xyz"' }],
  [/span-and-trace/, 'invalid-request', { message: 'span_selector and trace_id_selector cannot be combined' }],
  [/select-series-span-exemplars/, 'unimplemented'],
  [/heatmap-(?:exemplar|no-query|start)/, 'invalid-request'],
  [/limit-negative|step-|start-after-end|missing-/, 'invalid-request'],
  [/select-heatmap|-callsite|-trace-tree|-dot$/, 'unimplemented'],
  [/content-encoding/, 'unimplemented'],
  [/tenant-two/, 'invalid-request', { message: 'expected 1 tenant, got 2' }],
  [/method-|content-type|render-post/, 'not-accepted'],
  [/unknown-|old-render|recording-rules/, 'not-found', { message: '404 page not found' }],
  [/bad-accept|empty-body|invalid-|wrong-type|label-values-|render-|push-no-name|push-too-big/, 'invalid-request'],
  [/push-not-pprof/, 'server-error'],
];

describe('recorded errors', () => {
  it('are all of those the servers were made to answer', () => {
    expect(RECORDED.length).toBeGreaterThan(70);
    expect(new Set(RECORDED.map(({ status }) => status))).toEqual(new Set([400, 401, 404, 405, 415, 500, 501]));
  });

  it.each(RECORDED.map((answer) => [answer.name, answer] as const))('%s', (name, { body, ...answer }) => {
    const expected = EXPECTED.find(([pattern]) => pattern.test(name));
    const error = errorFromResponse({ ...answer, body: new TextEncoder().encode(body) });
    expect(error.code).toBe(expected?.[1]);
    expect(error.params).toMatchObject({ call: answer.call, status: answer.status, ...expected?.[2] });
  });
});

const html = '<!DOCTYPE html><html><head><title>Sign in\n to  Proxy</title></head><body>…</body></html>';
const connect = (code: string, message: string) => JSON.stringify({ code, message });
const JSON_TYPE = 'application/json';

describe('answers of whatever stands in between', () => {
  it.each<[string, number, string | null, string, PyroscopeErrorCode, PyroscopeErrorParams?]>([
    [
      'Grafana, the server refused the credentials',
      400,
      JSON_TYPE,
      'Authentication to data source failed',
      'unauthenticated',
    ],
    ['the same as JSON', 400, JSON_TYPE, '{"message":"Authentication to data source failed"}', 'unauthenticated'],
    ['Grafana, no server', 502, 'text/plain', '', 'unreachable'],
    [
      'Grafana, no server, in JSON',
      502,
      JSON_TYPE,
      '{"message":"Bad Gateway"}',
      'unreachable',
      { message: 'Bad Gateway' },
    ],
    ['Grafana, too slow', 504, 'text/plain', '', 'timeout'],
    ['Grafana, session over', 401, JSON_TYPE, '{"message":"Unauthorized"}', 'unauthenticated'],
    ['Grafana, not allowed', 403, JSON_TYPE, '{"accessErrorId":"ACE1","message":"You need permissions"}', 'forbidden'],
    ['Grafana, no such data source', 404, JSON_TYPE, '{"message":"Data source not found"}', 'not-found'],
    ['Grafana, no URL', 400, JSON_TYPE, '{"message":"Invalid data source URL: \\"\\""}', 'no-url'],
    ['nginx, body too large', 413, 'text/html', html, 'too-large', { message: 'Sign in to Proxy' }],
    ['nginx, bad gateway page', 502, 'text/html', html, 'unreachable'],
    ['nginx, unavailable page', 503, 'text/html', html, 'unavailable'],
    ['a sign-in page in place of the answer', 200, 'text/html; charset=utf-8', html, 'not-pyroscope', { what: 'html' }],
    ['a page that calls itself an answer', 200, 'application/proto', html, 'not-pyroscope', { what: 'html' }],
    ['a redirect', 302, 'text/html', html, 'not-pyroscope', { what: 'redirect' }],
    ['another service’s JSON', 200, JSON_TYPE, '{"status":"success","data":{}}', 'not-pyroscope', { what: 'json' }],
    ['a JSON list', 200, JSON_TYPE, '[1]', 'not-pyroscope', { what: 'json' }],
    ['JSON that ends early', 200, JSON_TYPE, '{"status":', 'not-pyroscope', { what: 'json' }],
    ['text', 200, 'text/plain', 'ready', 'not-pyroscope', { what: 'text', message: 'ready' }],
    ['nothing', 200, null, '', 'empty-answer'],
    ['an error with a good status', 200, JSON_TYPE, connect('unimplemented', 'not here'), 'unimplemented'],
    ['a gateway’s own code', 401, JSON_TYPE, '{"code":"Unauthorized","message":"token expired"}', 'unauthenticated'],
    ['an error in another field', 429, JSON_TYPE, '{"error":"slow down"}', 'rate-limited', { message: 'slow down' }],
    ['a number for a code', 500, JSON_TYPE, '{"code":7,"message":null}', 'server-error', {}],
    ['proxy wants credentials', 407, null, '', 'unauthenticated'],
    ['request timeout', 408, null, '', 'timeout'],
    ['too many requests', 429, null, '', 'rate-limited'],
    ['not acceptable', 406, null, '', 'not-accepted'],
    ['client gone', 499, null, '', 'cancelled'],
    ['teapot', 418, null, 'no', 'invalid-request', { message: 'no' }],
    ['a status nobody knows', 599, null, '', 'server-error'],
  ])('%s', (_, status, contentType, body, code, params = {}) => {
    const error = errorFromResponse({ status, contentType, body: new TextEncoder().encode(body), call: 'Series' });
    expect(error.code).toBe(code);
    expect(error.params).toMatchObject({ call: 'Series', status, ...params });
  });
});

describe('what Pyroscope says in other situations', () => {
  it.each<[number, string, PyroscopeErrorCode, PyroscopeErrorParams?]>([
    [
      500,
      connect('unknown', 'rpc error: code = Unavailable desc = connection refused'),
      'unavailable',
      { message: 'connection refused' },
    ],
    [500, connect('unknown', 'rpc error: code = DeadlineExceeded desc = too slow'), 'timeout'],
    [
      500,
      connect('unknown', 'rpc error: code = Unknown desc = block is broken'),
      'server-error',
      { message: 'block is broken' },
    ],
    [504, connect('deadline_exceeded', 'request timed out'), 'timeout'],
    [499, connect('canceled', 'the request was cancelled by the client'), 'cancelled'],
    [429, connect('resource_exhausted', 'too many outstanding requests'), 'rate-limited'],
    [429, connect('resource_exhausted', 'message size 9 is larger than configured max 8'), 'too-large'],
    [503, connect('unavailable', 'not ready'), 'unavailable'],
    [403, connect('permission_denied', 'no'), 'forbidden'],
    [404, connect('not_found', 'no such query'), 'not-found'],
    [500, connect('internal', 'oops'), 'server-error', { message: 'oops' }],
    [
      400,
      connect(
        'invalid_argument',
        'the query time range exceeds the limit (max_query_length, actual: 1500h30m0.5s, limit: 2w)'
      ),
      'range-too-long',
      { actualMs: 1500.5 * 3_600_000 + 500, limitMs: 14 * 86_400_000 },
    ],
    [
      400,
      connect('invalid_argument', 'the query time range exceeds the limit (max_query_length)'),
      'range-too-long',
      {},
    ],
    [
      400,
      connect(
        'invalid_argument',
        'parsing label selector "{a=\\"é\\",\\n日=\\"x\\"}": 2:1: parse error: unexpected character: \'日\''
      ),
      'bad-selector',
      { position: 8 },
    ],
    [
      400,
      connect('invalid_argument', 'parsing label selector "{a=\\"é😀\\" x}": 1:12: parse error: unexpected identifier'),
      'bad-selector',
      { position: 8 },
    ],
  ])('%i %s', (status, body, code, params = {}) => {
    const error = errorFromResponse({ status, contentType: JSON_TYPE, body: new TextEncoder().encode(body) });
    expect(error.code).toBe(code);
    expect(error.params).toMatchObject({ status, ...params });
  });

  it('shortens a long text', () => {
    const error = errorFromResponse({ status: 500, contentType: 'text/plain', body: new Uint8Array(200_000).fill(97) });
    expect(error.params.message).toHaveLength(301);
  });
});
