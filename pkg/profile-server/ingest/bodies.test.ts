import { callJson, post } from '../testing/calls';
import {
  recorded,
  BOUNDARY,
  FORM,
  ingest,
  typesOf,
  treeOf,
  pprof,
  form,
  server,
  serveClients,
  type Bytes,
} from '../testing/clientRequests';

serveClients();

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

describe('texts that are no UTF-8', () => {
  it('are refused wherever they stand in a profile', async () => {
    const reply = await ingest('name=badutf&format=pprof', recorded('invalid-utf8'));
    expect([reply.status, reply.text]).toEqual([422, expect.stringContaining('invalid utf8 string')]);
    const unused = Buffer.concat([pprof(['cpu']), Buffer.from([0x32, 2, 0xc3, 0x28])]);
    expect(await ingest('name=badutf&format=pprof', new Uint8Array(unused))).toMatchObject({ status: 422 });
    const pushed = await callJson(server().url, 'push.v1.PusherService/Push', {
      series: [{ labels: [{ name: '__name__', value: 'a' }], samples: [{ rawProfile: unused.toString('base64') }] }],
    });
    expect([pushed.status, pushed.text]).toEqual([400, expect.stringContaining('invalid utf8 string')]);
    expect(await typesOf('badutf')).toEqual([]);
  });

  it('are refused in folded stacks and in a request', async () => {
    const bad = new Uint8Array(Buffer.from('main;w\xc3( 5\n', 'latin1'));
    expect(await ingest('name=badutf', bad)).toMatchObject({ status: 422 });
    const json = Buffer.from('{"series":[{"labels":[{"name":"a\xff","value":"b"}]}]}', 'latin1');
    const url = `${server().url}/push.v1.PusherService/Push`;
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
  const push = (...all: unknown[]) => callJson(server().url, 'push.v1.PusherService/Push', { series: all });

  it('of which one is bad stores the others, and says what is wrong', async () => {
    const url = `${server().url}/push.v1.PusherService/Push`;
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
