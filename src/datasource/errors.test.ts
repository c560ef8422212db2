import { profileMeta } from '../frames/profileMeta';
import { errorSentence } from '../wording/errorSentence';
import {
  answerTo,
  dataSource,
  fakeBackend,
  fakeTemplates,
  queryRequest,
  recorded,
  type Answers,
  type FakeAnswer,
} from './testing/fakeHost';

const connect = (status: number, code: string, message: string): FakeAnswer => ({
  status,
  body: JSON.stringify({ code, message }),
  contentType: 'application/json',
});
const text = (status: number, body = ''): FakeAnswer => ({ status, body, contentType: 'text/plain' });

async function failureOf(answer: FakeAnswer | Error, target = {}, url?: string, grafana: Answers = {}) {
  const sent = fakeBackend({ SelectMergeStacktraces: answer, ...grafana });
  const response = await answerTo(dataSource(fakeTemplates(), url), queryRequest([target]));
  const failed = profileMeta(response.data[0])?.failed;
  if (!failed) {
    throw new Error('no failure');
  }
  expect(response.data).toHaveLength(1);
  expect(response.data[0].length).toBe(1);
  expect(response.state).toBe('Error');
  expect(response.errors).toEqual([expect.objectContaining({ refId: 'A', message: errorSentence(failed) })]);
  return { ...failed, sent };
}

describe('an answer for everything that goes wrong', () => {
  it.each<[string, FakeAnswer | Error, RegExp, RegExp]>([
    ['connection refused, as the proxy says it', text(502, ''), /could not be reached/, /Check that the server runs/],
    ['no answer at all', new TypeError('Failed to fetch'), /No complete answer/, /connection to Grafana/],
    ['401', connect(401, 'unauthenticated', 'bad token'), /credentials \(401\)/, /settings/],
    [
      '401, as the proxy turns it into 400',
      text(400, 'Authentication to data source failed: nope'),
      /credentials/,
      /settings/,
    ],
    ['no tenant', connect(401, 'unauthenticated', 'no org id'), /which tenant/, /X-Scope-OrgID/],
    ['403', text(403, 'forbidden'), /not allowed \(403\)/, /permission/],
    ['404', text(404, '404 page not found'), /No Pyroscope API found at this URL/, /base address/],
    ['405', text(405), /\(405\)/, /POST/],
    ['413', text(413), /too large \(413\)/, /fewer nodes/],
    ['429', connect(429, 'resource_exhausted', 'limit'), /too many requests/, /Wait/],
    ['500', connect(500, 'internal', 'boom'), /failed while answering \(500\)/, /server’s log/],
    ['501', connect(501, 'unimplemented', 'no'), /\(501\)/, /-architecture\.storage=v2/],
    ['503', connect(503, 'unavailable', 'no'), /\(503\)/, /wait a moment/i],
    ['504', text(504), /too long to answer \(504\)/, /Shorten/],
    [
      'a web page',
      { body: '<!doctype html><title>Login</title>', contentType: 'text/html' },
      /web page \(HTML\)/,
      /login page/,
    ],
    [
      'JSON of another service',
      { body: '{"a":1}', contentType: 'application/json' },
      /JSON from another service/,
      /URL/,
    ],
    ['an empty answer of no type', { body: '', contentType: '' }, /sent an empty answer/, /proxy/],
    ['an answer the browser saw break off', new TypeError('network error'), /broke off/, /Run the query again/],
    [
      'a URL that is none, as the proxy says it',
      { status: 400, body: '{"message":"Invalid data source URL: \\"\\""}', contentType: 'application/json' },
      /has no URL/,
      /http:\/\/localhost:4040/,
    ],
    [
      'a range over the limit',
      connect(
        400,
        'invalid_argument',
        'the query time range exceeds the limit (max_query_length, actual: 25h0m0s, limit: 1d)'
      ),
      /is 1 d 1 h long; this server allows 1 d/,
      /1 d or less/,
    ],
    [
      'a selector only the server finds fault with',
      connect(400, 'invalid_argument', 'parsing label selector "{}": 1:2: parse error: no good'),
      /at character 2/,
      /name="value"/,
    ],
    [
      'anything else the server rejects',
      connect(400, 'invalid_argument', 'no such thing'),
      /rejected the query: no such thing\./,
      /Fix that/,
    ],
  ])('%s', async (_, answer, title, remedy) => {
    const failed = await failureOf(answer);
    expect(failed.title).toMatch(title);
    expect(failed.remedy).toMatch(remedy);
  });

  it('keeps the technical line', async () => {
    const { detail } = await failureOf(connect(500, 'internal', 'boom'));
    expect(detail).toMatch(/SelectMergeStacktraces · HTTP 500 · boom/);
  });

  it('says where no URL is configured', async () => {
    const { title, sent } = await failureOf({}, {}, '');
    expect(title).toMatch(/no URL/);
    expect(sent).toEqual([]);
  });

  it.each([
    ['', /no URL/],
    ['http://pyroscope:4040', /could not be reached/],
  ])('asks at a 502 whether there is a URL: %j', async (url, title) => {
    const { title: said } = await failureOf({ status: 502 }, {}, undefined, {
      hotpath: { body: JSON.stringify({ url }) },
    });
    expect(said).toMatch(title);
  });

  it('notices an answer that is cut at any byte', async () => {
    const whole = recorded('profile-python-cpu-64.response.bin');
    for (let length = 1; length < whole.length; length += 97) {
      const failed = await failureOf({ body: whole.slice(0, length) });
      expect(failed.title).toMatch(/broke off|not from Pyroscope/);
    }
  });

  it.each([
    ['{service_name=}', 15, 'ame=▸}'],
    ['{service_name="a"', 18, 'name="a"▸'],
    ['service_name="a"', 13, 'service_name▸="a"'],
    ['{a="b" c="d"}', 8, '{a="b" ▸c="d"}'],
  ])('finds fault with %s before it is sent', async (labelSelector, position, marked) => {
    const { title, remedy, sent } = await failureOf({}, { labelSelector });
    expect(sent).toEqual([]);
    expect(title).toContain(`at character ${position} `);
    expect(title).toContain(marked);
    expect(remedy).toMatch(/double quotes/);
  });

  it('does not send what is no profile type', async () => {
    const { title, sent } = await failureOf({}, { profileTypeId: 'nonsense' });
    expect(title).toBe('“nonsense” is not a profile type.');
    expect(sent).toEqual([]);
  });
});
