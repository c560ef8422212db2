import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Profile, type ProfileInput, StringTable } from 'pprof-format';
import { type ProfileServer, startProfileServer } from '../server';
import { callJson, flameGraph, post, type Reply } from '../testing/calls';
import { withoutLimits } from '../testing/recordedServer';

// Starting a server takes a while on a busy machine.
jest.setTimeout(60_000);

let server: ProfileServer;
beforeAll(async () => {
  server = await startProfileServer({ limits: withoutLimits });
});
afterAll(() => server.close());

type Bytes = Uint8Array<ArrayBuffer>;

const recorded = (name: string): Bytes => new Uint8Array(readFileSync(join(__dirname, 'testdata', `${name}.bin`)));
const RANGE = { start: BigInt(1), end: BigInt(4e12) };
const BOUNDARY = '----bnd7f3a';
const FORM = `multipart/form-data; boundary=${BOUNDARY}`;
const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

function ingest(query: string, body: string | Bytes, type = 'application/octet-stream'): Promise<Reply> {
  return post(`${server.url}/ingest?${query}`, { 'Content-Type': type }, body);
}

async function seriesOf(service: string): Promise<Array<Record<string, string>>> {
  const request = { matchers: [`{service_name=${JSON.stringify(service)}}`], start: 1, end: 4e12 };
  const reply = await callJson(server.url, 'Series', request, { Accept: '*/*;allow-utf8-labelnames=true' });
  const { labelsSet = [] } = JSON.parse(reply.text) as {
    labelsSet?: Array<{ labels: Array<{ name: string; value: string }> }>;
  };
  return labelsSet.map(({ labels }) => Object.fromEntries(labels.map(({ name, value }) => [name, value])));
}

const typesOf = async (service: string) =>
  [...new Set((await seriesOf(service)).map((s) => s.__profile_type__))].sort();
const treeOf = (service: string, profileTypeID: string) =>
  flameGraph(server.url, { ...RANGE, profileTypeID, labelSelector: `{service_name="${service}"}` });

/** `main` in each of these sample types with 5. */
function pprof(
  types: string[],
  change: (input: ProfileInput, text: (value: string) => number) => void = () => undefined
): Bytes {
  const stringTable = new StringTable();
  const text = (value: string) => stringTable.dedup(value);
  const input: ProfileInput = {
    stringTable,
    sampleType: types.map((type) => ({ type: text(type), unit: text('count') })),
    function: [{ id: 1, name: text('main'), filename: text('shop/main.py') }],
    location: [{ id: 1, line: [{ functionId: 1 }] }],
    sample: [{ locationId: [1], value: types.map(() => 5) }],
  };
  change(input, text);
  return new Uint8Array(new Profile(input).encode());
}

/** A form as clients write it by hand: header lines and contents of each part. */
function form(
  parts: Array<[headers: string, content: string | Uint8Array]>,
  newline = '\r\n',
  boundary = BOUNDARY
): Bytes {
  const chunks = parts.flatMap(([headers, content]) => [
    Buffer.from(`--${boundary}${newline}${headers}${newline}${newline}`),
    Buffer.from(content as string),
    Buffer.from(newline),
  ]);
  return new Uint8Array(Buffer.concat([...chunks, Buffer.from(`--${boundary}--${newline}`)]));
}

describe('the metric of a pprof file without one', () => {
  it.each([
    [
      'dotnet-cpu-and-locks',
      'spyName=dotnetspy',
      FORM,
      ['cpu:nanoseconds::nanoseconds', 'lock_count:count::nanoseconds', 'lock_time:nanoseconds::nanoseconds'].map(
        (type) => `process_cpu:${type}`
      ),
    ],
    ['no-config-contentions', 'format=pprof', undefined, ['mutex:contentions:count::', 'mutex:delay:nanoseconds::']],
    ['no-config-goroutine', 'format=pprof', undefined, ['goroutines:goroutine:count::']],
    ['no-config-samples', 'format=pprof', undefined, ['process_cpu:samples:count::']],
  ] as const)('%s', async (name, query, type, types) => {
    expect((await ingest(`name=${name}&${query}`, recorded(name), type)).status).toBe(200);
    expect(await typesOf(name)).toEqual(types);
  });

  it.each<[string, string[], Record<string, unknown> | undefined, string]>([
    ['the first type that says it', ['lock_time', 'cpu'], { lock_time: { 'display-name': 'mutex_duration' } }, 'mutex'],
    ['a display name with more around it', ['x'], { x: { 'display-name': 'go block_count total' } }, 'block'],
    ['goroutines within a display name', ['n'], { n: { 'display-name': 'all goroutines' } }, 'goroutines'],
    ['wall before all', ['cpu', 'wall'], undefined, 'wall'],
    ['wall as a whole name only', ['wall_time', 'cpu'], undefined, 'process_cpu'],
    ['heap types', ['objects', 'space'], undefined, 'memory'],
    ['space as a whole name only', ['free_space', 'cpu_time'], undefined, 'process_cpu'],
    ['a config in place of the defaults', ['samples'], { other: {} }, 'samples'],
    ['no display name, so the type', ['alloc_count'], { alloc_count: { 'display-name': '' } }, 'memory'],
    ['a config that is null', ['samples'], undefined, 'process_cpu'],
    ['nothing known, so the last one', ['reads', 'writes'], undefined, 'writes'],
    ['nothing known, so its display name', ['reads'], { reads: { 'display-name': 'disk_reads' } }, 'disk_reads'],
  ])('%s', async (about, types, config, metric) => {
    const service = about.replace(/\W/g, '-');
    const body = form([
      ['Content-Disposition: form-data; name="profile"; filename="p"', pprof(types)],
      ['Content-Disposition: form-data; name="sample_type_config"; filename="c"', JSON.stringify(config ?? null)],
    ]);
    expect(await ingest(`name=${service}`, body, FORM)).toMatchObject({ status: 200 });
    expect(await typesOf(service)).toEqual(types.map((type) => `${metric}:${type}:count::`).sort());
  });
});

describe('what an SDK needs mended', () => {
  it("old .NET's hyphens and function ids", async () => {
    expect(await ingest('name=net-old&spyName=dotnetspy', recorded('dotnet-hyphens-zero-ids'), FORM)).toMatchObject({
      status: 200,
    });
    expect(await typesOf('net-old')).toEqual(
      ['alloc_samples:count', 'cpu:nanoseconds', 'lock_time:nanoseconds'].map((t) => `process_cpu:${t}::nanoseconds`)
    );
    const tree = await treeOf('net-old', 'process_cpu:cpu:nanoseconds::nanoseconds');
    expect(tree.total[0]).toBe(1000);
    expect(Array.from(tree.function, (fn) => tree.functions.names[fn])).toEqual([
      'total',
      'Shop!Program.Main',
      'Shop!Cart.Total',
    ]);
  });

  it('old .NET without its name, told by its configuration', async () => {
    const mended = pprof(['inuse-space'], (input) => {
      input.function![0].id = 0;
    });
    const body = (config: object) =>
      form([
        ['Content-Disposition: form-data; name="profile"', mended],
        ['Content-Disposition: form-data; name="sample_type_config"', JSON.stringify(config)],
      ]);
    expect(await ingest('name=net-anonymous', body({ 'inuse-space': {} }), FORM)).toMatchObject({ status: 200 });
    expect(await typesOf('net-anonymous')).toEqual(['memory:inuse_space:count::']);
    const refused = await ingest('name=other', body({ 'alloc-space': {} }), FORM);
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('function id is 0')]);
    expect((await ingest('name=other&spyName=gospy', body({ 'inuse-space': {} }), FORM)).status).toBe(422);
  });

  it("nothing of anybody else's", async () => {
    const reply = await ingest('name=other&spyName=gospy&format=pprof', pprof(['lock-time']));
    expect([reply.status, reply.text]).toEqual([422, expect.stringContaining('sample type contains -')]);
  });

  it("py-spy's absolute paths, and only py-spy's", async () => {
    await ingest('name=pyabs&format=pprof&spyName=pyspy', recorded('pyspy-absolute-path'));
    const { functions, total } = await treeOf('pyabs', 'process_cpu:cpu:nanoseconds::');
    expect(total[0]).toBe(7);
    expect(functions.names).toEqual(expect.arrayContaining(['handler', 'shop/cart.py total']));
    await ingest('name=rbabs&format=pprof&spyName=rbspy', recorded('pyspy-absolute-path'));
    const ruby = await treeOf('rbabs', 'process_cpu:cpu:nanoseconds::');
    expect(ruby.functions.names).toEqual(expect.arrayContaining([expect.stringMatching(/^\/.* handler$/)]));
  });

  it('a spy that says no name is unknown, as in Pyroscope', async () => {
    await ingest('name=nospy', 'main 1\n');
    expect(await seriesOf('nospy')).toEqual([expect.objectContaining({ pyroscope_spy: 'unknown' })]);
  });
});

describe('nothing at all', () => {
  const part = (name: string) => `Content-Disposition: form-data; name="${name}"; filename="p"`;
  it.each<[string, string | Bytes, string | undefined]>([
    ['format=pprof', '', undefined],
    ['format=pprof', '', FORM],
    ['', form([[part('profile'), '']]), FORM],
    ['', form([]), FORM],
    ['', '', undefined],
    ['', '\n\n', undefined],
    ['format=lines', '', undefined],
  ])('%s %j is taken', async (query, body, type) => {
    expect(await ingest(`name=nothing&${query}`, body, type)).toMatchObject({ status: 200, text: '' });
    expect(await typesOf('nothing')).toEqual([]);
  });

  it('is no excuse for a message without sample types', async () => {
    expect(await ingest('name=nothing&format=pprof', pprof([]))).toMatchObject({ status: 422 });
    expect(await ingest('name=nothing&format=pprof', new Uint8Array(gzipSync('')))).toMatchObject({ status: 422 });
  });
});

describe('a form', () => {
  const cpu = pprof(['cpu']);
  it.each<[string, Bytes, string]>([
    ['with an unquoted name', recorded('form-name-unquoted'), `multipart/form-data; boundary="${BOUNDARY}"`],
    [
      'with parameters in another order',
      form([['content-disposition: form-data; filename=p.pb; Name="profile"', cpu]]),
      FORM,
    ],
    [
      'with escaped quotes before the name',
      form([['Content-Disposition: form-data; filename="a\\";name=\\"x.pb"; name=profile', cpu]]),
      FORM,
    ],
    [
      'with other headers first',
      form([['X-A: b\r\nContent-Type: application/x\r\nContent-Disposition: form-data; name="profile"', cpu]]),
      FORM,
    ],
    ['with a header over two lines', form([['Content-Disposition: form-data;\r\n name="profile"', cpu]]), FORM],
    ['with LF line ends', form([['Content-Disposition: form-data; name="profile"; filename=p', cpu]], '\n'), FORM],
    [
      'after a preamble',
      new Uint8Array(
        Buffer.concat([Buffer.from('hello\r\n'), form([['Content-Disposition: form-data; name="profile"', cpu]])])
      ),
      FORM,
    ],
    [
      'whose second file of the name does not count',
      form([
        ['Content-Disposition: form-data; name="profile"; filename=a', cpu],
        ['Content-Disposition: form-data; name="profile"; filename=b', 'no pprof'],
      ]),
      FORM,
    ],
    [
      'whose file counts before a field',
      form([
        ['Content-Disposition: form-data; name="profile"', 'no pprof'],
        ['Content-Disposition: form-data; name="profile"; filename=b', cpu],
      ]),
      FORM,
    ],
  ])('%s', async (about, body, type) => {
    const service = about.replace(/\W/g, '-');
    expect(await ingest(`name=${service}`, body, type)).toMatchObject({ status: 200 });
    expect(await typesOf(service)).toEqual([
      'process_cpu:cpu:' + (about.includes('unquoted') ? 'nanoseconds' : 'count') + '::',
    ]);
  });

  it('keeps what looks like its boundary within the data', async () => {
    const name = 'a--q\r\n--quick\n--q-';
    const body = form(
      [
        [
          'Content-Disposition: form-data; name="profile"',
          pprof(['cpu'], (p, text) => (p.function![0].name = text(name))),
        ],
      ],
      '\r\n',
      'q'
    );
    expect(await ingest('name=boundary', body, 'multipart/form-data; boundary=q')).toMatchObject({ status: 200 });
    const { functions } = await treeOf('boundary', 'process_cpu:cpu:count::');
    expect(functions.names).toContain(name);
  });

  it.each([
    ['{"cpu":{"display-name":5}}', /"display-name" of "cpu" is no string/],
    ['{"cpu":{"units":[]}}', /"units" of "cpu" is no string/],
    ['{"cpu":{"sampled":"yes"}}', /"sampled" of "cpu" is no boolean/],
    ['{"cpu":7}', /of "cpu" it has no object/],
    ['[]', /not a JSON object/],
    ['7', /not a JSON object/],
    ['{', /not a JSON object/],
  ])('with the configuration %s is refused', async (config, reason) => {
    const body = form([
      ['Content-Disposition: form-data; name="profile"', cpu],
      ['Content-Disposition: form-data; name="sample_type_config"', config],
    ]);
    const reply = await ingest('name=config', body, FORM);
    expect([reply.status, reply.text]).toEqual([422, expect.stringMatching(reason)]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('with a configuration of %s', async (type) => {
    const body = form([
      ['Content-Disposition: form-data; name="profile"', pprof([type, 'cpu'])],
      [
        'Content-Disposition: form-data; name="sample_type_config"',
        `{${JSON.stringify(type)}: {"display-name": "block_x"}}`,
      ],
    ]);
    expect(await ingest(`name=odd${type}`, body, FORM)).toMatchObject({ status: 200 });
    expect((await typesOf(`odd${type}`))[0]).toMatch(/^block:/);
  });

  it('of more parts than any has is refused', async () => {
    const body = form(Array.from({ length: 1001 }, (_, i) => [`Content-Disposition: form-data; name="p${i}"`, '']));
    expect(await ingest('name=parts', body, FORM)).toMatchObject({ status: 422 });
  });
});

describe('names', () => {
  it.each([
    'my app - prod',
    'shop{some-tag=1}',
    'shop{täg=1}',
    'schön',
    'a:b',
    'shop{,a=b}',
    'shop{a=b,,c=d}',
    'shop{=b}',
    'shop{a b=c}',
    'shop}',
    '{a=b}',
    'shop{__name__=other app}',
  ])('%s is refused', async (name) => {
    expect(await ingest(`name=${encodeURIComponent(name)}`, 'main 5\n')).toMatchObject({ status: 400 });
    const reply = await ingest(`name=${encodeURIComponent(name)}&format=pprof`, pprof(['cpu']));
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('invalid application name')]);
  });

  it.each<[string, string, Record<string, string>, string[]]>([
    ['twice{zone=a,zone=b}', 'twice', { zone: 'b' }, []],
    ['unclosed{zone=a,rack=b', 'unclosed', { zone: 'a' }, ['rack']],
    ['unopened{zone}', 'unopened', {}, ['zone']],
    ['equals{zone=a=b}', 'equals', { zone: 'a=b' }, []],
    ['spaces { zone = a b , rack = c }', 'spaces', { zone: 'a b', rack: 'c' }, []],
    ['team/web-1.0_x', 'team/web-1.0_x', {}, []],
    ['more{zone=a}rack=b}', 'more', { zone: 'a', rack: 'b' }, []],
    ['renamed{__name__=real}', 'real', {}, ['__name']],
    ['own{service_name=mine}', 'mine', { app_name: 'own' }, []],
    ['blank{zone=}', 'blank', {}, ['zone']],
    ['dots{k8s.pod.name=a}', 'dots', { 'k8s.pod.name': 'a' }, []],
  ])('%s is %s', async (name, service, labels, missing) => {
    expect(await ingest(`name=${encodeURIComponent(name)}&format=pprof`, pprof(['cpu']))).toMatchObject({
      status: 200,
    });
    const [series] = await seriesOf(service);
    expect(series).toMatchObject(labels);
    missing.forEach((label) => expect(series).not.toHaveProperty([label]));
  });
});

describe('texts that are no UTF-8', () => {
  it('are refused wherever they stand in a profile', async () => {
    const reply = await ingest('name=badutf&format=pprof', recorded('invalid-utf8'));
    expect([reply.status, reply.text]).toEqual([422, expect.stringContaining('invalid utf8 string')]);
    const unused = Buffer.concat([pprof(['cpu']), Buffer.from([0x32, 2, 0xc3, 0x28])]);
    expect(await ingest('name=badutf&format=pprof', new Uint8Array(unused))).toMatchObject({ status: 422 });
    const pushed = await callJson(server.url, 'push.v1.PusherService/Push', {
      series: [{ labels: [{ name: '__name__', value: 'a' }], samples: [{ rawProfile: unused.toString('base64') }] }],
    });
    expect([pushed.status, pushed.text]).toEqual([400, expect.stringContaining('invalid utf8 string')]);
    expect(await typesOf('badutf')).toEqual([]);
  });

  it('are refused in folded stacks and in a request', async () => {
    const bad = new Uint8Array(Buffer.from('main;w\xc3( 5\n', 'latin1'));
    expect(await ingest('name=badutf', bad)).toMatchObject({ status: 422 });
    const json = Buffer.from('{"series":[{"labels":[{"name":"a\xff","value":"b"}]}]}', 'latin1');
    const url = `${server.url}/push.v1.PusherService/Push`;
    const reply = await post(url, { 'Content-Type': 'application/json' }, new Uint8Array(json));
    expect([reply.status, JSON.parse(reply.text).code]).toEqual([400, 'invalid_argument']);
    // series { labels { name: "\xff" } }
    const proto = Uint8Array.of(0x0a, 5, 0x0a, 3, 0x0a, 1, 0xff);
    expect(await post(url, { 'Content-Type': 'application/proto' }, proto)).toMatchObject({ status: 400 });
  });
});

describe('a push', () => {
  const series = (service: string, rawProfile: Uint8Array) => ({
    labels: [
      { name: '__name__', value: 'process_cpu' },
      { name: 'service_name', value: service },
    ],
    samples: [{ rawProfile: Buffer.from(rawProfile).toString('base64') }],
  });
  const push = (...all: unknown[]) => callJson(server.url, 'push.v1.PusherService/Push', { series: all });

  it('of which one is bad stores the others, and says what is wrong', async () => {
    const url = `${server.url}/push.v1.PusherService/Push`;
    const reply = await post(url, { 'Content-Type': 'application/json' }, recorded('push-one-bad-of-two'));
    expect([reply.status, JSON.parse(reply.text)]).toEqual([
      400,
      { code: 'invalid_argument', message: 'parsing pprof: the bytes are HTML, and not pprof as it is or with gzip' },
    ]);
    expect(await typesOf('pushgood')).toEqual(['process_cpu:cpu:nanoseconds::']);
    expect(await typesOf('pushbad')).toEqual([]);
  });

  it('of which several are bad says so of each', async () => {
    const bad = pprof(['a-b']);
    const reply = await push(series('p1', bad), series('p2', pprof(['cpu'])), series('p3', Buffer.from('FLR\0')));
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.text).message).toMatch(/^2 of 3 profiles: sample type contains -.*; .*JFR/);
    expect(await typesOf('p2')).toEqual(['process_cpu:cpu:count::']);
  });

  it('of which one has labels that are refused stores the others', async () => {
    const twice = { ...series('p4', pprof(['cpu'])), labels: [{ name: 'a', value: 'b' }] };
    expect(await push(twice, series('p5', pprof(['cpu'])))).toMatchObject({ status: 400 });
    expect(await typesOf('p5')).toEqual(['process_cpu:cpu:count::']);
  });

  it('of nothing is refused', async () => {
    for (const nothing of [[], [{ labels: [], samples: [] }]]) {
      const reply = await push(...nothing);
      expect([reply.status, JSON.parse(reply.text).message]).toEqual([400, 'no profiles received']);
    }
  });
});

describe('sampleRate', () => {
  const samples = 'main;work 5\nmain;idle 1\n';
  it.each([
    ...[
      '99.5',
      '-1',
      'abc',
      'NaN',
      'Infinity',
      '1e3',
      '1e-300',
      '0x10',
      ' ',
      '%20100',
      '+100',
      '1_000',
      '100.0',
      '',
      '9223372036854775808',
      '1'.repeat(30),
    ].map((rate) => [rate, 60_000_000] as const),
    ['%2B50', 120_000_000],
    ['007', 6 * 142_857_142],
    ['1000000000', 6],
    // As 32 bits, which is how Pyroscope keeps it.
    ['4294967396', 60_000_000],
  ] as const)('%s', async (rate, total) => {
    const service = `rate${rate.replace(/\W/g, '-')}`;
    expect(await ingest(`name=${service}&sampleRate=${rate}`, samples)).toMatchObject({ status: 200 });
    expect(await typesOf(service)).toEqual([CPU]);
    expect((await treeOf(service, CPU)).total[0]).toBe(total);
  });

  it.each(['0', '-0', '4294967296'])('%s leaves counts as they are', async (rate) => {
    await ingest(`name=counts${rate}&sampleRate=${rate}`, samples);
    expect(await typesOf(`counts${rate}`)).toEqual(['process_cpu:samples:count::']);
  });

  it('above one a nanosecond leaves nothing', async () => {
    expect(await ingest('name=toofast&sampleRate=2000000000', samples)).toMatchObject({ status: 200 });
    expect(await typesOf('toofast')).toEqual([]);
  });
});

describe('folded stacks', () => {
  it.each([
    ['# austin: 3.6.0\nmain 5\n', 422, /line 1 is no folded stack/],
    ['main 9007199254740991\n', 422, /more than 64 bits/],
    ['main 5\n'.repeat(3), 200, /^$/],
    ['main 0\n', 200, /^$/],
    ['main;work; 5\n', 200, /^$/],
  ])('%j is %i', async (text, status, reason) => {
    const reply = await ingest('name=folded&sampleRate=1', text);
    expect([reply.status === 400 ? 422 : reply.status, reply.text]).toEqual([status, expect.stringMatching(reason)]);
  });

  it('of one stack are added up, and a ; at the end begins no frame', async () => {
    await ingest('name=added', 'main;work 2\nmain;work; 3\nmain;work 1\n');
    const tree = await treeOf('added', CPU);
    expect([...tree.self]).toEqual([0, 0, 60_000_000]);
  });

  it('of a single span, as old SDKs send them beside the whole, are passed over', async () => {
    expect(await ingest('name=spans%7Bprofile_id=0123456789abcdef%7D', 'main 5\n')).toMatchObject({ status: 200 });
    expect(await typesOf('spans')).toEqual([]);
  });
});

describe('formats that are not taken', () => {
  it.each([
    [
      'heap profile: 3: 120 [5: 200] @ heap/1048576\n1: 40 [1: 40] @ 0x1 0x2\n',
      /a heap profile in pprof.s old text format/,
    ],
    ['--- heapz 1 ---\n', /a heap profile in pprof/],
    ['--- contentionz 1 ---\ncycles/second = 1\n', /lock contention/],
    ['--- mutex:\ncycles/second=2000\n', /lock contention/],
    ['--- threadz 1 ---\n\n--- Thread 7f (name: main/1) stack: ---\n', /profile of threads/],
    ['goroutine profile: total 5\n2 @ 0x1\n', /a goroutine profile/],
    ['goroutine 1 [running]:\nmain.main()\n', /a goroutine profile/],
    ['threadcreate profile: total 9\n', /of counts/],
    ['--- symbol\nbinary=/bin/x\n0x1 main\n---\n--- heapz 1 ---\n', /a heap profile/],
    ['PERFILE2\0\0', /perf\.data/],
    ['<!DOCTYPE html><html>', /HTML/],
    ['{"error":"not found"}', /JSON/],
    ['FLR\0\0\x02\0\0', /JFR/],
    [Buffer.from(Uint32Array.of(0, 3, 0, 10_000, 0, 1, 1, 4096).buffer), /old binary format of gperftools/],
    [Buffer.from(BigUint64Array.from([0, 3, 0, 10_000, 0, 1], BigInt).buffer), /old binary format of gperftools/],
    [
      Buffer.from(BigUint64Array.from([0, 3, 0, 10_000, 0, 1], BigInt).buffer).swap64(),
      /old binary format of gperftools/,
    ],
  ])('%j', async (bytes, reason) => {
    for (const body of [new Uint8Array(Buffer.from(bytes as string)), new Uint8Array(gzipSync(bytes))]) {
      const reply = await ingest('name=other&format=pprof', body);
      expect([reply.status, reply.text]).toEqual([422, expect.stringMatching(reason)]);
    }
  });

  it.each(['binary/octet-stream+trie', 'binary/octet-stream+tree'])('%s', async (type) => {
    const reply = await ingest('name=other', 'x 1', type);
    expect([reply.status, reply.text]).toEqual([
      422,
      expect.stringMatching(/cannot read format "tr.e": this server takes/),
    ]);
  });
});
