import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { startProfileServer, type ProfileServer } from '../../pkg/profile-server/server';
import { flameGraph, post, pushPprof } from '../../pkg/profile-server/testing/calls';
import { withoutLimits } from '../../pkg/profile-server/testing/recordedServer';
import { createPyroscopeClient } from '../../pkg/pyroscope/client/client';
import { PyroscopeError } from '../../pkg/pyroscope/errors';
import { FormatError } from '../../pkg/formats/errors';
import { readPprof } from '../../pkg/formats/pprof';
import { askFor, methodAt } from './calls';
import { readPacked } from './packed';
import { treeFaults } from './treeFaults';

// Starting a server with a profile takes a while on a busy machine.
jest.setTimeout(60_000);

const PROFILES = join(__dirname, '../../pkg/profile-server/samples/recorded');
const SMALL = 20_000;
const QUERIES = readPacked(join(__dirname, 'answers')).flatMap((recording) => {
  const method = methodAt(recording.path);
  return method && recording.proto?.request && recording.proto.response.length < SMALL
    ? [{ ...recording, method, proto: recording.proto }]
    : [];
});
const pprof = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(PROFILES, `${name}-v1.pb.gz`))));
const HEAP = pprof('go-heap');
const pprofs = [HEAP, ...['go-mutex', 'go-block', 'node-heap', 'python-heap'].map(pprof)];

type Damage = (bytes: Uint8Array) => Uint8Array<ArrayBuffer>;

/** A few bytes changed, inserted or taken away, or an end that is missing. */
const damages: fc.Arbitrary<Damage> = fc
  .array(
    fc.record({
      where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      removed: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 8 }) }, { weight: 1, arbitrary: fc.constant(Infinity) }),
      inserted: fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constant(new Uint8Array(9).fill(255))),
    }),
    { minLength: 1, maxLength: 3 }
  )
  .map(
    (changes) => (bytes) =>
      changes.reduce((damaged, { where, removed, inserted }) => {
        const at = Math.floor(where * damaged.length);
        const rest = damaged.subarray(Math.min(damaged.length, at + removed));
        return new Uint8Array(Buffer.concat([damaged.subarray(0, at), inserted, rest]));
      }, new Uint8Array(bytes))
  );

describe('damaged bytes', () => {
  it('are a profile whose sums hold, or refused by name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pprofs), damages, (bytes, damage) => {
        let profile;
        try {
          profile = readPprof(damage(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          return;
        }
        for (let type = 0; type < profile.sampleTypes.length; type++) {
          const { tree } = profile.callTree(type);
          // Past 2^53 sums are rounded.
          expect(tree.total[0] > Number.MAX_SAFE_INTEGER ? [] : treeFaults(tree)).toEqual([]);
        }
      }),
      { numRuns: 500 }
    );
  });

  it('from a server are an answer, or an error with a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...QUERIES), damages, async ({ method, proto }, damage) => {
        const ask = askFor(method, proto.request!);
        if (typeof ask === 'string') {
          return;
        }
        const body = damage(proto.response);
        const client = createPyroscopeClient({
          baseUrl: 'http://server',
          fetch: async () => ({
            status: proto.status,
            headers: { get: (name) => (name === 'content-type' ? proto.contentType : null) },
            arrayBuffer: async () => body.buffer,
          }),
        });
        const error = await ask(client).then(
          () => undefined,
          (reason) => reason
        );
        expect(error === undefined || (error instanceof PyroscopeError && error.code !== 'unknown')).toBe(true);
      }),
      { numRuns: 1000 }
    );
  });
});

describe('the embedded server, sent damaged requests,', () => {
  let server: ProfileServer;
  beforeAll(async () => {
    server = await startProfileServer({ limits: withoutLimits });
  });
  afterAll(() => server.close());

  it('refuses them or takes them, and what it holds stays as it was', async () => {
    const kept = { __name__: 'memory', service_name: 'kept' };
    expect((await pushPprof(server.url, kept, HEAP)).status).toBe(200);
    const question = {
      start: BigInt(1),
      end: BigInt(4e12),
      profileTypeID: 'memory:inuse_space:bytes:space:bytes',
      labelSelector: '{service_name="kept"}',
    };
    const before = await flameGraph(server.url, question);
    const pushed = { __name__: 'memory', service_name: 'damaged' };
    const requests = fc.oneof(
      fc.record({ query: fc.constantFrom(...QUERIES), form: fc.constantFrom('json' as const, 'proto' as const) }),
      fc.record({ profile: fc.constantFrom(...pprofs), to: fc.constantFrom('Push', 'ingest') })
    );
    await fc.assert(
      fc.asyncProperty(requests, damages, async (request, damage) => {
        if ('query' in request) {
          const { path, json, proto } = request.query;
          const sent = request.form === 'json' && json?.request ? json : proto;
          const { status, text } = await post(server.url + path, sent.requestHeaders, damage(sent.request!));
          expect(status === 200 || typeof JSON.parse(text).code === 'string').toBe(true);
        } else if (request.to === 'Push') {
          const { status, text } = await pushPprof(server.url, pushed, damage(request.profile));
          expect(status === 200 || JSON.parse(text).code === 'invalid_argument').toBe(true);
        } else {
          const url = `${server.url}/ingest?name=damaged`;
          const { status } = await post(url, { 'Content-Type': 'application/octet-stream' }, damage(request.profile));
          expect([200, 400, 422]).toContain(status);
        }
      }),
      { numRuns: 300 }
    );
    expect(before.total[0]).toBeGreaterThan(0);
    expect(await flameGraph(server.url, question)).toEqual(before);
  });
});
