import { gzipSync } from 'node:zlib';
import {
  recorded,
  FORM,
  CPU,
  ingest,
  seriesOf,
  typesOf,
  treeOf,
  pprof,
  form,
  serveClients,
  type Bytes,
} from '../testing/clientRequests';

serveClients();

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
