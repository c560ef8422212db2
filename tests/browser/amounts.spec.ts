import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { laptopLimits } from '../../pkg/profile-server/limits';
import { withTime } from '../../pkg/profile-server/samples/feed';
import { startProfileServer, type ProfileServer } from '../../pkg/profile-server/server';
import { pushPprof } from '../../pkg/profile-server/testing/calls';
import { expect, ORDER_SERVICE, test } from './fixtures';

const RECORDED = join(__dirname, '../../pkg/profile-server/samples/recorded');
const MINUTE = 60_000;
const EVERY = 15_000;
const RUN = 50 * MINUTE;

/** Types of states, and the recorded profile that has them. */
const STATES = [
  { type: 'memory:inuse_space:bytes:space:bytes', name: 'memory', file: 'go-heap-v1', what: 'memory in use' },
  {
    type: 'goroutines:goroutine:count:goroutine:count',
    name: 'goroutines',
    file: 'go-goroutine-v1',
    what: 'goroutines',
  },
] as const;

let server: ProfileServer;
const held = new Map<string, number>();

/** Two pods of a service that hold the same all the time, one of them out of step with the other. */
test.beforeAll(async () => {
  server = await startProfileServer({ limits: { ...laptopLimits, rejectOlderThanMs: 0 } });
  const end = Math.floor(Date.now() / 1000) * 1000;
  for (const { type, name, file } of STATES) {
    const pprof = gunzipSync(await readFile(join(RECORDED, `${file}.pb.gz`)));
    for (const [pod, late] of [
      ['a', 0],
      ['b', 6_000],
    ] as const) {
      for (let at = end - RUN + late; at <= end; at += EVERY) {
        const labels = { __name__: name, service_name: 'shop', pod };
        const { status, text } = await pushPprof(server.url, labels, withTime(pprof, at));
        expect([status, text]).toEqual([200, expect.anything()]);
      }
    }
    const question = { profileTypeID: type, labelSelector: '{pod="a"}', start: end - 20 * MINUTE, end, step: 1 };
    const answer = await fetch(`${server.url}/querier.v1.QuerierService/SelectSeries`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(question),
    });
    const { series } = (await answer.json()) as { series: Array<{ points: Array<{ value: number }> }> };
    held.set(type, 2 * series[0].points[0].value);
  }
});

test.afterAll(() => server.close());

/** Three significant digits of bytes or a count, as Grafana scales them; a whole number has no decimals. */
function written(value: number, what: string): RegExp {
  const base = what === 'goroutines' ? 1000 : 1024;
  const scaled = value / base ** Math.floor(Math.log(value) / Math.log(base) + 1e-9);
  const digits = Number.isInteger(scaled) ? 0 : Math.max(0, 3 - (Math.floor(Math.log10(scaled)) + 1));
  return new RegExp(`(^|[^\\d.])${scaled.toFixed(digits).replace('.', '\\.')} ?[KM]`);
}

for (const { type, what } of STATES) {
  test(`${what}: the same amount in heading, table and line, at every range`, async ({
    addDataSource,
    explore,
    page,
    panel,
  }) => {
    const uid = await addDataSource(server.url);
    const amount = written(held.get(type)!, what);
    for (const from of ['now-5m', 'now-30m', 'now-1h', 'now-24h']) {
      const query = { profileTypeId: type, labelSelector: '{service_name="shop"}', queryType: 'both' };
      await explore(query, { uid, from });
      await panel.painted();
      // Beside a long subject only the value is written; what it is of is said on hover.
      await expect(panel.title.getByTitle(`of ${what} on average`), from).toContainText(amount);
      // The whole is under the root of the goroutines alone, so the table is held to its largest share of it.
      await expect(panel.table.getByRole('row').nth(1)).toContainText('%');
      const plot = page.locator('.u-over').first();
      const box = (await plot.boundingBox())!;
      const at = from === 'now-24h' ? 0.99 : 0.8;
      await plot.hover({ position: { x: box.width * at, y: box.height / 2 }, force: true });
      await expect(page.getByText(amount).filter({ hasNotText: 'on average' }).first(), from).toBeVisible();
    }
  });
}

test('a notice that its line cuts is read in full, once', async ({ page, panel, explore }) => {
  await page.setViewportSize({ width: 760, height: 900 });
  await explore({ ...ORDER_SERVICE, queryType: 'both' });
  await panel.painted();
  const sentence = /The series add up to at least .*: samples without a call stack count in the series only\./;
  await expect(page.getByText(sentence)).toHaveCount(1);
  const show = page
    .getByRole('note')
    .filter({ hasText: 'The series add up' })
    .getByRole('button', { name: /^Show all/ });
  await show.click();
  const inFull = page.getByTestId('hotpath-notices').getByText(sentence);
  await expect(inFull).toBeVisible();
  expect(await inFull.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(inFull).toHaveCount(0);
});

for (const theme of ['dark', 'light'] as const) {
  test(`a heatmap of single profiles is seen, above its exemplars, in the ${theme} theme`, async ({
    page,
    explore,
  }) => {
    const query = { ...ORDER_SERVICE, labelSelector: '{service_name="order-service-steady"}' };
    await explore({ ...query, queryType: 'heatmap', includeExemplars: true }, { theme });
    const heatmap = page.getByTestId('heatmap');
    await expect(heatmap).toBeInViewport({ ratio: 0.9 });
    const table = page.getByRole('table');
    await expect(table.getByRole('columnheader', { name: 'Profile ID' })).toBeVisible();
    expect((await table.boundingBox())!.y).toBeGreaterThan((await heatmap.boundingBox())!.y);
    // As far from the background as a cell can be.
    await expect
      .poll(() =>
        heatmap.locator('canvas').evaluate((element, dark) => {
          const canvas = element as HTMLCanvasElement;
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
          let strong = 0;
          for (let at = 0; at < data.length; at += 4) {
            const [red, green, blue, alpha] = data.subarray(at, at + 4);
            const orange = alpha === 255 && red - blue > 15;
            strong += orange && (dark ? red + green + blue > 600 : red + green + blue < 250) ? 1 : 0;
          }
          return strong;
        }, theme === 'dark')
      )
      .toBeGreaterThan(100);
  });
}
