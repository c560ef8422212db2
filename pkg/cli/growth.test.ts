import { atOnce } from '../calltree/slices';
import { treeOf } from '../calltree/testing/trees';
import { writePprof } from '../formats/pprofWriter';
import { startProfileServer, type ProfileServer } from '../profile-server/server';
import { withoutLimits } from '../profile-server/testing/recordedServer';
import { run } from './program';

async function hotpath(...args: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const terminal = {
    out: (text: string) => void out.push(text),
    say: (text: string) => void said.push(text),
    paint: (_: string, text: string) => text,
  };
  const code = await run(args, terminal, {});
  return { code, out: out.join('\n'), said: said.join('\n') };
}

const MIB = 2 ** 20;
const START = 1_795_460_000_000;
const EVERY = 15_000;
let leaking: ProfileServer;

beforeAll(async () => {
  leaking = await startProfileServer({ port: 0, limits: withoutLimits });
  for (let at = 0; at < 80; at++) {
    const tree = treeOf(
      [['main', 'serve', 'cache'], (20 + at / 4) * MIB],
      [['main', 'serve', 'pool'], 40 * MIB],
      [['main', 'buffers'], (10 + ((at * 7) % 11)) * MIB]
    );
    const about = {
      sampleTypes: [{ type: 'inuse_space', unit: 'bytes' }],
      timeMs: START + at * EVERY,
      durationMs: 0,
    };
    const time = String((START + at * EVERY) / 1000);
    const response = await fetch(
      `${leaking.url}/ingest?${new URLSearchParams({ name: 'shop', from: time, until: time, format: 'pprof' })}`,
      { method: 'POST', body: Buffer.concat(atOnce(writePprof({ tree, root: 0 }, about))) }
    );
    expect(response.status).toBe(200);
  }
});

afterAll(() => leaking.close());

const range = ['--from', `${START}`, '--until', `${START + 80 * EVERY}`, '--url'];

it('prints what rises steadily first, by the slope of what one snapshot holds', async () => {
  const { out, code, said } = await hotpath('growth', '--app-name', 'shop', ...range, leaking.url);
  expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('the whole is rising, +58') });
  const [heading, first] = out.split('\n');
  expect(heading).toMatch(/Held +growth +95 % interval +later has more +trend +Function/);
  // A quarter of a MiB every 15 seconds.
  expect(first).toMatch(/\+60(?:\.\d+)? MiB\/h .* rising +cache$/);
  expect(out).toMatch(/unsteady +pool/);
  expect(out).toMatch(/unsteady +buffers/);
});

it('looks where the profiles are in a range that is mostly empty', async () => {
  const day = ['--from', `${START - 86_400_000}`, '--until', `${START + 80 * EVERY}`, '--url', leaking.url];
  const { out, said } = await hotpath('growth', '--app-name', 'shop', ...day);
  expect(said).toMatch(/The range has profiles from 2026-\S+Z to 2026-\S+Z only; this part was cut into slices/);
  expect(out.split('\n')[1]).toMatch(/ rising +cache$/);
});

it('gives every figure as JSON, and says what it cannot tell', async () => {
  const { out } = await hotpath('growth', '--app-name', 'shop', ...range, leaking.url, '--format', 'json');
  const { functions, unit } = JSON.parse(out) as {
    functions: Array<{ name: string; perHour: number }>;
    unit: string;
  };
  expect(unit).toBe('bytes');
  expect(functions[0].name).toBe('cache');
  expect(functions[0].perHour / MIB).toBeCloseTo(60, 0);
  const short = ['--from', `${START}`, '--until', `${START + 60_000}`, '--url', leaking.url];
  expect((await hotpath('growth', '--app-name', 'shop', ...short)).said).toContain('too short');
  expect(
    (
      await hotpath(
        'growth',
        '--app-name',
        'shop',
        ...range,
        leaking.url,
        '--profile-type',
        'process_cpu:cpu:nanoseconds:cpu:nanoseconds'
      )
    ).said
  ).toContain('not held at a time');
});
