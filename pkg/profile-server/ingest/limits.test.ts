import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { PushRequestSchema } from '../../pyroscope/gen/push/v1/push_pb';
import { ConnectError } from '../errors/connectError';
import { pyroscopeLimits } from '../limits';
import { type ProfileServer, startProfileServer } from '../server';
import { ProfileStore } from '../storage/store';
import { post, type Reply } from '../testing/calls';
import { withoutLimits } from '../testing/recordedServer';
import { Ingest } from './ingest';
import { ingestHttp } from './ingestHttp';
import { push } from './push';

// Starting a server takes a while on a busy machine.
jest.setTimeout(120_000);

const HEAP = new Uint8Array(gunzipSync(readFileSync(join(__dirname, '../samples/recorded/go-heap-v1.pb.gz'))));
const BOUNDARY = 'abc';
const FORM = `multipart/form-data; boundary=${BOUNDARY}`;

function pushRequest(rawProfile: Uint8Array, labels: Record<string, string> = {}) {
  const pairs = Object.entries({ __name__: 'memory', service_name: 'x', ...labels });
  return create(PushRequestSchema, {
    series: [{ labels: pairs.map(([name, value]) => ({ name, value })), samples: [{ rawProfile }] }],
  });
}

function form(profile: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="profile"\r\n\r\n`;
  return new Uint8Array(Buffer.concat([Buffer.from(head), profile, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]));
}

describe('a server that is sent more than fits', () => {
  let server: ProfileServer;
  beforeAll(async () => {
    server = await startProfileServer({ limits: withoutLimits });
  });
  afterAll(() => server.close());

  const packed = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes, { level: 1 }));
  const ingest = (profile: Uint8Array) =>
    post(`${server.url}/ingest?name=x&format=pprof`, { 'Content-Type': 'application/octet-stream' }, packed(profile));
  const call = (path: string, type: string, body: Uint8Array): Promise<Reply> =>
    post(`${server.url}/${path}`, { 'Content-Type': type, 'Content-Encoding': 'gzip' }, packed(body));

  const PARTS = 8_100_000;
  const empties = (tag: number, count = PARTS) => {
    const bytes = Buffer.alloc(2 * count);
    for (let at = 0; at < bytes.length; at += 2) {
      bytes[at] = tag;
    }
    return bytes;
  };
  const within = (tag: number, contents: Uint8Array) => {
    const length: number[] = [];
    let rest = contents.length;
    for (; rest > 0x7f; rest >>>= 7) {
      length.push((rest & 0x7f) | 0x80);
    }
    return Buffer.concat([Buffer.from([tag, ...length, rest]), contents]);
  };
  // `main` of type `main`: string table, sample type, function, mapping.
  const SMALL = Buffer.from([
    0x32,
    0,
    0x32,
    4,
    ...Buffer.from('main'),
    0x0a,
    2,
    8,
    1,
    0x2a,
    4,
    8,
    1,
    16,
    1,
    0x1a,
    2,
    8,
    1,
  ]);

  it.each<[string, Uint8Array, RegExp]>([
    ['sample types', empties(0x0a, 2000), /2000 sample types or more; limit 1000/],
    ['sample types, millions', empties(0x0a), /8000001 parts or more/],
    ['samples', empties(0x12), /parts or more/],
    ['mappings', empties(0x1a), /parts or more/],
    ['locations', empties(0x22), /parts or more/],
    ['functions', empties(0x2a), /parts or more/],
    ['texts', empties(0x32), /parts or more/],
    ['period types', empties(0x5a), /parts or more/],
    ['labels', Buffer.concat([SMALL, within(0x12, empties(0x1a))]), /parts or more/],
    ['lines', Buffer.concat([SMALL, within(0x22, empties(0x22))]), /refers to function 0, which is not in the file/],
    ['values', Buffer.concat([SMALL, within(0x12, within(0x12, Buffer.alloc(3_000_000)))]), /3000000 values for 1/],
  ])('refuses a profile of too many %s', async (_, profile, reason) => {
    const reply = await ingest(profile);
    expect([reply.status, reply.text]).toEqual([422, expect.stringMatching(reason)]);
  });

  it.each<[string, string, string, Uint8Array]>([
    ['a push of series', 'push.v1.PusherService/Push', 'application/proto', empties(0x0a, 1_000_000)],
    ['a push of labels', 'push.v1.PusherService/Push', 'application/proto', within(0x0a, empties(0x0a, 1_000_000))],
    ['a push of profiles', 'push.v1.PusherService/Push', 'application/proto', within(0x0a, empties(0x12, 1_000_000))],
    ['a push of what is not known', 'push.v1.PusherService/Push', 'application/proto', empties(0x7a, 1_000_000)],
    [
      'a push in JSON',
      'push.v1.PusherService/Push',
      'application/json',
      Buffer.from(`{"series":[${'{},'.repeat(1_000_000)}{}]}`),
    ],
    ['a question of matchers', 'querier.v1.QuerierService/Series', 'application/proto', empties(0x0a, 1_000_000)],
    [
      'a question of names in JSON',
      'querier.v1.QuerierService/Series',
      'application/json',
      Buffer.from(`{"labelNames":[${'"",'.repeat(1_000_000)}""]}`),
    ],
  ])('refuses %s', async (_, path, type, body) => {
    const reply = await call(path, type, body);
    expect([reply.status, JSON.parse(reply.text).message]).toEqual([
      400,
      expect.stringContaining('more than 500000 fields'),
    ]);
  });

  it('refuses folded stacks of too many frames', async () => {
    const stack = Array.from({ length: 1000 }, (_, i) => i % 10).join(';');
    const text = Array.from({ length: 17_000 }, (_, i) => `${i};${stack} 1\n`).join('');
    const reply = await call('ingest?name=x', 'text/plain', Buffer.from(text));
    expect([reply.status, reply.text]).toEqual([400, expect.stringMatching(/have 16\d+ frames together/)]);
    expect(await call('ingest?name=x', 'text/plain', Buffer.from('main 1\n'.repeat(3_000_000)))).toMatchObject({
      status: 200,
    });
  });

  it('answers any bytes with 200 or a refusal', async () => {
    const whole = toBinary(PushRequestSchema, pushRequest(gzipSync(HEAP)));
    const config =
      '\r\nContent-Disposition: form-data; name="sample_type_config"\r\n\r\n{"inuse_space":{"display-name":"x"}}\r\n';
    const withConfig = Buffer.concat([Buffer.from(`--${BOUNDARY}${config}`), form(HEAP)]);
    const json = Buffer.from(
      JSON.stringify({
        series: [
          { labels: [{ name: '__name__', value: 'a' }], samples: [{ rawProfile: gzipSync(HEAP).toString('base64') }] },
        ],
      })
    );
    const sent: Array<[string, string, Uint8Array]> = [
      ['push.v1.PusherService/Push', 'application/proto', whole],
      ['push.v1.PusherService/Push', 'application/json', json],
      ['ingest?name=x&format=pprof', 'application/octet-stream', HEAP],
      ['ingest?name=x&format=pprof&spyName=dotnetspy', 'application/octet-stream', HEAP.subarray(0, 2000)],
      ['ingest?name=x', FORM, withConfig],
      ['ingest?name=x', 'text/plain', Buffer.from('main;work 5\nmain;"\u00e9" -3\n'.repeat(20))],
    ];
    const change = fc.record({
      where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      removed: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 8 }) }, { weight: 1, arbitrary: fc.constant(Infinity) }),
      inserted: fc.oneof(
        fc.uint8Array({ maxLength: 8 }),
        fc.constant(new Uint8Array(9).fill(255)),
        fc.constant(new Uint8Array(4))
      ),
    });
    const names = fc.oneof(fc.constant('x'), fc.string({ unit: 'binary', maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sent),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        names,
        async ([path, type, body], changes, name) => {
          const damaged = changes.reduce((bytes, { where, removed, inserted }) => {
            const at = Math.floor(where * bytes.length);
            return Buffer.concat([
              bytes.subarray(0, at),
              inserted,
              bytes.subarray(Math.min(bytes.length, at + removed)),
            ]);
          }, Buffer.from(body));
          const url = `${server.url}/${path.replace('name=x', `name=${encodeURIComponent(name)}&sampleRate=${encodeURIComponent(name)}`)}`;
          const { status, text } = await post(url, { 'Content-Type': type }, new Uint8Array(damaged));
          expect([200, 400, 422]).toContain(status);
          expect(status === 200 || text.trim().length > 10).toBe(true);
        }
      ),
      { numRuns: 400 }
    );
  });
});

it('keeps nothing of what it refuses', async () => {
  const store = await ProfileStore.open();
  const limits = {
    ...withoutLimits,
    rejectNewerThanMs: 1000,
    rejectOlderThanMs: 60_000,
    maxLabelNames: 8,
    maxLabelValueLength: 100,
  };
  const ingest = new Ingest(store, limits);
  const folded = (name: string, from: number | string, body: string) =>
    ingestHttp(ingest, {
      tenant: 'a',
      query: new URLSearchParams({ name, from: String(from) }),
      contentType: 'text/plain',
      body: Buffer.from(body),
    });
  const before = store.symbols.counts;
  const now = Date.now();
  // The recorded profile is older than a minute; with the time of now, it goes as far as its labels.
  const fresh = (() => {
    const time: number[] = [];
    for (let rest = BigInt(now) * BigInt(1e6); rest > 0; rest >>= BigInt(7)) {
      time.push(Number(rest & BigInt(0x7f)) | 0x80);
    }
    time[time.length - 1] &= 0x7f;
    return Buffer.concat([HEAP, Buffer.from([0x48, ...time])]);
  })();
  const refused: Array<() => Promise<void>> = [
    () => push(ingest, 'a', pushRequest(HEAP)),
    () => push(ingest, 'a', pushRequest(fresh, { long: 'x'.repeat(101) })),
    () => push(ingest, 'a', pushRequest(fresh, { __name__: 'a b' })),
    () => push(ingest, 'a', pushRequest(Buffer.concat([fresh, Buffer.from([0x32, 1, 0xff])]))),
    () => push(new Ingest(store, { ...limits, maxProfileSamples: 1 }), 'a', pushRequest(fresh)),
    () => push(new Ingest(store, { ...limits, ingestBytesPerSecond: 1, ingestBurstBytes: 1 }), 'a', pushRequest(fresh)),
    () => folded('app', now + 3_600_000, 'not;kept 1\n'),
    () => folded('app', now, 'not;kept 1\nnot;kept;either x\n'),
    () => folded(`app{${Array.from({ length: 9 }, (_, i) => `l${i}=v`).join()}}`, now, 'not;kept 1\n'),
    () => folded(`app{long=${'x'.repeat(101)}}`, now, 'not;kept 1\n'),
  ];
  for (const attempt of refused) {
    await expect(attempt()).rejects.toThrow();
    expect(store.symbols.counts).toEqual(before);
  }
  await push(ingest, 'a', pushRequest(fresh));
  await folded('app', now, 'kept;now 1\n');
  expect(store.symbols.counts.stacks).toBeGreaterThan(before.stacks);
  await store.close();
});

it('reads no stacks of more bytes than may come', async () => {
  const store = await ProfileStore.open();
  const ingest = new Ingest(store, { ...pyroscopeLimits, ingestBurstBytes: 10 });
  const request = { tenant: 'a', query: new URLSearchParams({ name: 'x' }), contentType: '' };
  const send = (body: string) => ingestHttp(ingest, { ...request, body: Buffer.from(body) });
  await expect(send('this is no folded stack')).rejects.toMatchObject({ code: 'resource_exhausted' });
  await expect(send('main x')).rejects.toThrow('line 1 is no folded stack');
  await store.close();
});

it('checks the labels that samples add as it does those of the series', async () => {
  const store = await ProfileStore.open();
  const ingest = new Ingest(store, { ...pyroscopeLimits, rejectOlderThanMs: 0, maxLabelNames: 3 });
  const profile = Buffer.concat([
    Buffer.from([0x32, 0, 0x0a, 2, 8, 1, 0x2a, 4, 8, 1, 16, 1, 0x22, 6, 8, 1, 0x22, 2, 8, 1]),
    // A sample in `main` with 5, and two labels.
    Buffer.from([0x12, 16, 8, 1, 16, 5, 0x1a, 4, 8, 1, 16, 1, 0x1a, 4, 8, 2, 16, 1]),
    Buffer.from([0x32, 4, ...Buffer.from('main'), 0x32, 5, ...Buffer.from('other')]),
  ]);
  await expect(push(ingest, 'a', pushRequest(profile))).rejects.toThrow(ConnectError);
  await expect(push(ingest, 'a', pushRequest(profile))).rejects.toThrow(/has 4 label names; limit 3/);
  await store.close();
});
