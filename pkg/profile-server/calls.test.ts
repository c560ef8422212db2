import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pyroscopeLimits } from './limits';
import type { ProfileServer } from './server';
import { callJson, post } from './testing/calls';
import { startRecordedServer, withoutLimits } from './testing/recordedServer';

// Starting a server with all its profiles takes a while on a busy machine.
jest.setTimeout(60_000);

interface Ranged {
  start?: number;
  end?: number;
  left?: Ranged;
  right?: Ranged;
}

interface RecordedCall {
  name: string;
  method: string;
  request: Ranged;
  status: number;
  code?: string;
  message?: string;
  /** Where it is short. */
  response?: unknown;
}

const calls = JSON.parse(readFileSync(join(__dirname, 'testdata/calls.json'), 'utf8')) as RecordedCall[];
/** When those that depend on the age of the range were recorded. */
const RECORDED_AT = 1_795_400_138_875;
const needsLimits = ({ name }: RecordedCall) => /^range-|lookback$/.test(name);

/** A question asked as long ago as when it was recorded; a comparison's has one for each side. */
function shifted(request: Ranged, shift: number): Ranged {
  const { start, end, left, right } = request;
  return {
    ...request,
    ...(start && { start: start + shift }),
    ...(end && { end: end + shift }),
    ...(left && { left: shifted(left, shift) }),
    ...(right && { right: shifted(right, shift) }),
  };
}

let unlimited: ProfileServer;
let limited: ProfileServer;
beforeAll(async () => {
  unlimited = await startRecordedServer();
  limited = await startRecordedServer({
    ...withoutLimits,
    maxQueryLengthMs: pyroscopeLimits.maxQueryLengthMs,
    maxQueryLookbackMs: pyroscopeLimits.maxQueryLookbackMs,
  });
});
afterAll(() => Promise.all([unlimited.close(), limited.close()]));

it.each(calls.map((recorded) => [recorded.name, recorded] as const))(
  'answers as Pyroscope: %s',
  async (_, recorded) => {
    const shift = needsLimits(recorded) ? Date.now() - RECORDED_AT : 0;
    const request = shifted(recorded.request, shift);
    const reply = await callJson((needsLimits(recorded) ? limited : unlimited).url, recorded.method, request);
    expect(reply.status).toBe(recorded.status);
    if (recorded.response) {
      expect(JSON.parse(reply.text)).toEqual(recorded.response);
    }
    if (recorded.status !== 200) {
      expect(reply.headers.get('content-type')).toBe('application/json');
      expect(JSON.parse(reply.text)).toEqual({ code: recorded.code, message: recorded.message });
    }
  }
);

describe('transport', () => {
  const path = () => `${unlimited.url}/querier.v1.QuerierService/LabelNames`;

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('%s of a call is not allowed', async (method) => {
    const response = await fetch(path(), { method });
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([405, 'POST', '']);
  });

  it.each(['application/x-protobuf', 'text/plain', 'application/json; charset=latin1', ''])(
    'content type %j is refused',
    async (type) => {
      const reply = await post(path(), { 'Content-Type': type }, '{}');
      expect([reply.status, reply.text]).toEqual([415, '']);
      expect(reply.headers.get('accept-post')).toContain('application/proto');
    }
  );

  it.each(['/querier.v1.QuerierService/Nope', '/querier.v9.QuerierService/ProfileTypes', '/render?query=x', '/'])(
    '%s is not found',
    async (where) => {
      const reply = await post(unlimited.url + where, { 'Content-Type': 'application/json' }, '{}');
      expect([reply.status, reply.text]).toEqual([404, '404 page not found\n']);
      expect(reply.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    }
  );

  it('bodies that are no message', async () => {
    const json = { 'Content-Type': 'application/json' };
    expect((await post(path(), json, '')).text).toBe(
      '{"code":"invalid_argument","message":"unmarshal message: zero-length payload is not a valid JSON object"}'
    );
    expect((await post(path(), json, '{')).status).toBe(400);
    expect((await post(path(), json, '{"start":"abc"}')).status).toBe(400);
    expect((await post(path(), { 'Content-Type': 'application/proto' }, new Uint8Array([255, 255, 255]))).status).toBe(
      400
    );
    const deflate = await post(path(), { ...json, 'Content-Encoding': 'deflate' }, '{}');
    expect([deflate.status, JSON.parse(deflate.text).code]).toEqual([501, 'unimplemented']);
    expect((await post(path(), { ...json, 'Content-Encoding': 'gzip' }, '{}')).status).toBe(400);
    const accept = await post(path(), { ...json, Accept: 'nonsense;;=' }, '{}');
    expect([accept.status, accept.text]).toEqual([400, 'Invalid header format: mime: invalid media parameter\n']);
  });

  it('names and numbers of protobuf JSON in any of their forms, unknown fields ignored', async () => {
    const forms = [
      { start: 1, end: 2e12, nope: [1] },
      { start: '1', end: '2000000000000' },
    ];
    for (const form of forms) {
      expect((await callJson(unlimited.url, 'LabelNames', form)).status).toBe(200);
    }
    const request = {
      profile_typeID: 'a:b:c:d:e',
      label_selector: '{}',
      start: 1,
      end: '2000000000000',
      format: 1,
      max_nodes: 8,
    };
    expect((await callJson(unlimited.url, 'SelectMergeStacktraces', request)).text).toBe(
      '{"flamegraph":{"names":["total"],"levels":[{"values":["0","0","0","0"]}]}}'
    );
  });
});
