import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readFolded } from '../formats/folded';
import { readPprof } from '../formats/pprof';
import { topDifferences, type ExactTop } from '../profile-server/testing/exactTop';
import { feedSteady } from '../profile-server/samples/feedSteady';
import { startProfileServer, type ProfileServer } from '../profile-server/server';
import { readTestdata, startRecordedServer, withoutLimits } from '../profile-server/testing/recordedServer';
import { run } from './program';

const RANGE = ['--from', '1795399290000', '--until', '1795400025000'];
const exact = JSON.parse(Buffer.from(readTestdata('exact.json.gz')).toString()) as Record<
  string,
  Record<string, ExactTop>
>;
const exactDiff = JSON.parse(
  gunzipSync(readFileSync(join(__dirname, '..', 'calltree', 'comparison', 'testdata', 'exact-diff.json.gz'))).toString()
) as Record<string, Record<string, { functions: Record<string, [flat: number, cum: number]> }>>;

let server: ProfileServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hotpath-'));
  server = await startRecordedServer();
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function hotpath(...args: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    say: (text: string) => void said.push(text),
    paint: (_: string, text: string) => text,
  };
  const code = await run(args, terminal, { PYROSCOPE_URL: server.url });
  return { code, out: out.join('\n'), said: said.join('\n') };
}

const V2 = ['--app-name', 'order-service', '--selector', '{version="v2"}'];

describe('query', () => {
  it('gives the exact figures of pprof, function by function', async () => {
    const { code, out } = await hotpath('query', ...V2, ...RANGE, '--format', 'json', '--max-nodes', '1000000');
    expect(code).toBe(0);
    const { functions, unit } = JSON.parse(out) as {
      unit: string;
      functions: Array<{ name: string; self: number; total: number }>;
    };
    const expected = exact['python-cpu-merged-v2'].cpu;
    expect(unit).toBe('nanoseconds');
    expect(Object.fromEntries(functions.map(({ name, self, total }) => [name, [self, total]]))).toEqual(
      expected.functions
    );
  });

  it('prints a table to read, widest own time first', async () => {
    const { out, said } = await hotpath('query', ...V2, ...RANGE, '--limit', '2');
    const [head, first, second, ...more] = out.split('\n');
    expect(head.trim().split(/\s{2,}/)).toEqual(['Self', 'Total', 'Function']);
    expect(first).toMatch(/^ *[\d.]+ s +[\d.]+ % +[\d.]+ s +[\d.]+ %  \S+$/);
    expect(second).toMatch(/ %  \S+$/);
    expect(more).toEqual([]);
    expect(said).toMatch(/more functions; --limit shows more\./);
  });

  it('prints a tree, heaviest callees first', async () => {
    const { out } = await hotpath('query', ...V2, ...RANGE, '--format', 'tree', '--limit', '5');
    const lines = out.split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/100 % {2}total$/);
    expect(lines[1]).toMatch(/% {4}\S/);
  });

  it.each([
    ['profile.pb.gz', (content: Buffer) => readPprof(content).callTree(0).tree],
    ['profile.folded', (content: Buffer) => readFolded(content.toString())],
  ])('writes %s, which reads as the same profile', async (name, read) => {
    const file = join(folder, name);
    const { code, said } = await hotpath('export', file, ...V2, ...RANGE);
    expect(code).toBe(0);
    expect(said).toContain(`${file}: `);
    const { functions } = exact['python-cpu-merged-v2'].cpu;
    expect(await topDifferences(read(readFileSync(file)), { total: 0, functions })).toEqual([]);
  });

  it('says which types there are where the one asked for is none of them, or several', async () => {
    expect(await hotpath('query', ...V2, ...RANGE, '--profile-type', 'speed')).toMatchObject({
      code: 2,
      out: '',
      said: expect.stringMatching(/has no profile type "speed"\. It has:\n[^]*\n {2}process_cpu:cpu:/),
    });
    expect((await hotpath('query', ...V2, ...RANGE, '--profile-type', 'process_cpu', '--limit', '1')).code).toBe(0);
    expect(
      await hotpath('query', '--app-name', 'api-gateway', ...RANGE, '--profile-type', 'process_cpu')
    ).toMatchObject({
      code: 2,
      said: expect.stringMatching(/^"process_cpu" may be one of:\n {2}process_cpu:cpu:.*\n {2}process_cpu:samples:/),
    });
  });
});

describe('diff', () => {
  const sides = [
    ...['--app-name', 'order-service', '--left-selector', '{version="v1"}', '--right-selector', '{version="v2"}'],
    ...['--left-from', RANGE[1], '--left-until', RANGE[3], '--right-from', RANGE[1], '--right-until', RANGE[3]],
  ];

  it('gives the exact differences of pprof', async () => {
    const { code, out } = await hotpath('diff', ...sides, '--format', 'json', '--max-nodes', '1000000');
    expect(code).toBe(0);
    const { functions } = JSON.parse(out) as {
      functions: Array<{ name: string; self: number; selfRight: number; total: number; totalRight: number }>;
    };
    const found = Object.fromEntries(
      functions
        .map(({ name, self, selfRight, total, totalRight }) => [
          name.replace(/<>/g, ''),
          [selfRight - self, totalRight - total],
        ])
        .filter(([, [flat, cum]]) => flat !== 0 || cum !== 0)
    );
    const expected = Object.fromEntries(
      Object.entries(exactDiff['python-cpu-merged'].cpu.functions).filter(([, [flat, cum]]) => flat !== 0 || cum !== 0)
    );
    expect(found).toEqual(expected);
  });

  it('compares as it is what is not to be tested for chance, and says so', async () => {
    const untested = (...more: string[]) =>
      hotpath('diff', ...sides, '--no-significance', '--fail-above', '5%', ...more);
    const grew = await untested('--function', 'rank_lines_slow');
    expect(grew.code).toBe(3);
    expect(grew.said).toMatch(/Not tested for chance.*\nGrew: rank_lines_slow, 0 % → [\d.]+ % of the profile/);
    expect((await untested('--function', 'verify_checksum')).code).toBe(0);
    expect((await untested()).said).toContain('Grew: ');
  });

  it('takes a name that is nowhere for a mistake', async () => {
    expect(await hotpath('diff', ...sides, '--fail-above', '5%', '--function', 'rank')).toMatchObject({
      code: 2,
      said: expect.stringContaining('No function named rank on either side'),
    });
  });

  it('prints what changed most first', async () => {
    const { out, said } = await hotpath('diff', ...sides, '--limit', '1');
    expect(said).toMatch(/ → [\d.]+ s {2}\([+-]?[\d.]+ %\)/);
    expect(out.split('\n')).toHaveLength(2);
  });
});

describe('diff --fail-above', () => {
  const MINUTE = 60_000;
  const END = 1_795_500_000_000;
  let steady: ProfileServer;

  beforeAll(async () => {
    steady = await startProfileServer({ limits: withoutLimits });
    await feedSteady(steady.url, END, async () => false);
  });

  afterAll(() => steady.close());

  const minutesBefore = (minutes: number) => String(Math.round(END - minutes * MINUTE));

  /** Twenty minutes of v1, then twenty of v2; a range in minutes before the end. */
  const judge = (left: [number, number], right: [number, number], ...more: string[]) =>
    hotpath(
      ...['diff', '--url', steady.url, '--app-name', 'order-service-steady', '--fail-above', '5%'],
      ...['--left-from', minutesBefore(left[0]), '--left-until', minutesBefore(left[1])],
      ...['--right-from', minutesBefore(right[0]), '--right-until', minutesBefore(right[1])],
      ...more
    );

  it('ends with 3 where a function grew for certain, and shows by how much', async () => {
    const grew = await judge([40, 20.01], [20, 0], '--function', 'rank_lines_slow', '--function', 'verify_checksum');
    expect(grew.code).toBe(3);
    expect(grew.said).toMatch(/^Judged by 16 slices of 1.25 min on the left and 16 on the right\. As a whole /m);
    expect(grew.said).toMatch(/^Grew for certain: rank_lines_slow, 0 % → 6\.63 % of the profile$/m);
    expect(grew.said).not.toContain('verify_checksum');
    const [head, ...rows] = grew.out.split('\n');
    expect(head).toMatch(/Share before +after +change in points +95 % interval +judgement +Function/);
    expect(rows).toEqual([
      expect.stringMatching(/^ *0 % +6\.63 % +\+6\.63 +\+4\.97 to \+8\.29 +certain {2}rank_lines_slow$/),
      expect.stringMatching(/ noise +verify_checksum$/),
    ]);
  });

  it('looks at every function where none is named', async () => {
    const grew = await judge([40, 20.01], [20, 0], '--format', 'json');
    expect(grew.code).toBe(3);
    expect(grew.said).toContain('Grew for certain: compare_lines, ');
    const { judgement } = JSON.parse(grew.out);
    expect(judgement.slices).toEqual({ baseline: 16, compared: 16, sliceMs: 75_000 });
    expect(judgement.functions[0]).toMatchObject({ judgement: 'certain', moved: false });
  });

  it('ends with 0 between two ranges of one version', async () => {
    const same = await judge([40, 30.01], [30, 20.01]);
    expect([same.code, same.said]).toEqual([0, expect.stringContaining('Nothing grew for certain by more than 5 %.')]);
  });

  it('ends with 0 where the regression is in another function', async () => {
    expect((await judge([40, 20.01], [20, 0], '--function', 'verify_checksum')).code).toBe(0);
  });

  it('says that it tested nothing, and does not pass, where a range is too short', async () => {
    const short = await judge([40, 20.01], [2, 0], '--function', 'rank_lines_slow');
    expect([short.code, short.said]).toEqual([
      4,
      expect.stringMatching(/Not judged\. The right range is too short[^]*--no-significance compares/),
    ]);
    expect((await judge([40, 20.01], [2, 0], '--format', 'json')).out).toContain(
      '"unjudged":"The right range is too short'
    );
    const empty = await judge([200, 100], [20, 0], '--function', 'rank_lines_slow');
    expect([empty.code, empty.said]).toEqual([4, expect.stringContaining('Only 0 slices of the left range')]);
  });
});

describe('a range over the limit of the server', () => {
  let limited: ProfileServer;
  const asked = ['--app-name', 'order-service', '--from', '1795399290000', '--until', '1795400025000'];

  beforeAll(async () => {
    limited = await startRecordedServer({ ...withoutLimits, maxQueryLengthMs: 120_000 });
  });

  afterAll(() => limited.close());

  const same = async (...args: string[]) => {
    const [pieces, whole] = [await hotpath(...args, '--url', limited.url), await hotpath(...args)];
    expect(pieces.code).toBe(0);
    expect(whole.out).not.toBe('');
    return [pieces.out.split('\n').sort(), whole.out.split('\n').sort()];
  };

  it('is asked in pieces, which make the whole', async () => {
    for (const args of [
      ['query', ...asked, '--format', 'json', '--max-nodes', '1000000'],
      ['types', ...asked],
      ['labels', 'version', ...asked],
      ['series', ...asked, '--step', '5'],
    ]) {
      const [pieces, whole] = await same(...args);
      expect(pieces).toEqual(whole);
    }
  });

  it('says how long it may be where that takes too many queries', async () => {
    const { code, said } = await hotpath(
      'types',
      '--from',
      '1795000000000',
      '--until',
      '1795400025000',
      '--url',
      limited.url
    );
    expect(code).toBe(1);
    expect(said).toMatch(
      /^The server takes 2 min in one query, so the range would take \d+ of them\. Ask for a shorter one\.$/
    );
  });
});

describe('lists', () => {
  it('lists types with their services, labels and values', async () => {
    expect((await hotpath('types', ...RANGE)).out).toMatch(/cpu +nanoseconds +process_cpu:cpu:\S+ {2}.*order-service/);
    expect((await hotpath('labels', ...RANGE)).out.split('\n')).toContain('version');
    expect((await hotpath('labels', 'version', '--app-name', 'order-service', ...RANGE)).out).toBe('v1\nv2');
  });

  it('prints a series, a line a point', async () => {
    const { out } = await hotpath('series', ...V2, ...RANGE, '--group-by', 'version', '--step', '60');
    expect(out).toMatch(/^2026-11-\d\dT\S+Z\t\d+\tversion=v2$/m);
  });
});

describe('upload', () => {
  it('stores folded stacks, which can be queried', async () => {
    const file = join(folder, 'mine.folded');
    writeFileSync(file, 'main;work 3\nmain;rest 1\n');
    const { code, said } = await hotpath(
      ...['upload', file, '--app-name', 'uploaded', '--label', 'region=eu', '--at', '1795399500']
    );
    expect([code, said]).toEqual([0, 'mine.folded is stored under uploaded.']);
    const { out } = await hotpath(
      'query',
      '--app-name',
      'uploaded',
      ...RANGE,
      '--profile-type',
      'cpu',
      '--format',
      'json'
    );
    expect(JSON.parse(out).functions.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['work', 'rest', 'main'])
    );
  });

  it('does not send what is no profile', async () => {
    const file = join(folder, 'broken.pb.gz');
    writeFileSync(file, 'no profile');
    expect(await hotpath('upload', file, '--app-name', 'broken')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^broken\.pb\.gz is not /),
    });
  });
});

describe('what is typed wrong', () => {
  it.each([
    [['query', '--from', 'yesterday'], '"yesterday" is not a time'],
    [['query', '--from', 'now', '--until', 'now-1h'], 'ends before it begins'],
    [['query', '--url', 'localhost:4040'], 'is not a valid URL'],
    [['query', '--selector', '{a=}'], 'The label selector cannot be read at position 4'],
    [['query', '--limit', 'many'], 'Write a whole number above 0.'],
    [['query', '--format', 'xml'], 'Allowed choices are'],
    [['diff', '--fail-above', 'much'], 'Write per cent, such as 5%.'],
    [['export', 'profile.doc'], 'has no ending that names a format'],
    [['upload', 'x.folded', '--app-name', 'x', '--label', 'y'], '"y" is not a label. Write name=value.'],
    [['upload', 'x.folded', '--app-name', 'x'], 'x.folded cannot be read'],
    [['fly'], 'unknown command'],
  ])('%j', async (args, said) => {
    const result = await hotpath(...args);
    expect(result.said).toContain(said);
    expect(result.out).toBe('');
    expect(result.code).toBe(2);
  });

  it('says where no server answers', async () => {
    expect(await hotpath('types', '--url', 'http://127.0.0.1:9')).toMatchObject({
      code: 1,
      said: 'No answer from http://127.0.0.1:9. Check --url (or PYROSCOPE_URL) and that the server runs.',
    });
  });

  it('helps', async () => {
    const { code, out } = await hotpath('--help');
    expect(code).toBe(0);
    expect(out).toContain('Usage: hotpath');
  });
});
