import type { Page } from '@playwright/test';

import recordedTrace from '../../src/tempo/testdata/trace.json';
import { expect, test, CPU } from './fixtures';
import { violations } from './violations';

const TRACE = 'f18ba12e163598c9e596cd1b4d56f308';
/** When the recorded trace began, and how long before the end of the recording its profile is fed. */
const BEGAN_MS = 1795399786066;
const BEFORE_END_MS = 5 * 60_000 - 2_000;
const NANOSECONDS = 1_000_000;

/**
 * A Tempo beside the profiles, with the recorded trace as old as the recorded profiles of its spans: the workbench has
 * none of its own.
 */
async function withTempo(page: Page, answer: (endMs: number) => { status?: number; body: unknown } = traceEndingAt) {
  let endMs = 0;
  await page.route('**/api/frontend/settings', async (route) => {
    const response = await route.fetch();
    const settings = await response.json();
    endMs = settings.workbench.recordedEndMs;
    const [ours] = Object.values<any>(settings.datasources);
    settings.datasources.Tempo = {
      ...{ id: 99, uid: 'tempo', name: 'Tempo', type: 'tempo', access: 'proxy', readOnly: false },
      url: '/api/datasources/proxy/uid/tempo',
      jsonData: { tracesToProfiles: { datasourceUid: 'hotpath-pyroscope' } },
      meta: { ...ours.meta, id: 'tempo', name: 'Tempo', metrics: false, annotations: false },
    };
    await route.fulfill({ response, json: settings });
  });
  await page.route('**/api/datasources/proxy/uid/tempo/**', async (route) => {
    const { status = 200, body } = route.request().url().includes('/api/search')
      ? { body: { traces: [] } }
      : answer(endMs);
    await route.fulfill({ status, json: body });
  });
}

function traceEndingAt(endMs: number) {
  const shift = BigInt(endMs - BEFORE_END_MS - BEGAN_MS) * BigInt(NANOSECONDS);
  const body = JSON.parse(JSON.stringify(recordedTrace), (key, value) =>
    /^(start|end)TimeUnixNano$/.test(key) ? `${BigInt(value) + shift}` : value
  );
  return { body };
}

const spans = (page: Page) => page.getByTestId('hotpath-spans');
const TRACE_QUERY = { queryType: 'trace', traceIdSelector: [TRACE], profileTypeId: CPU, labelSelector: '{}' };

for (const theme of ['dark', 'light'] as const) {
  test(`from a slow trace to its code, to other traces through it, and back (${theme})`, async ({
    page,
    panel,
    explore,
  }) => {
    await withTempo(page);
    await explore(TRACE_QUERY, { theme });

    // The spans in order, what each took, and why others took nothing.
    await expect(spans(page).getByRole('heading')).toContainText('GET /checkout · 8 spans · 3 services');
    const root = spans(page).getByRole('row', { name: /^GET \/checkout/ });
    await expect(root).toContainText('50 ms');
    await expect(spans(page).getByRole('row', { name: /^price-cart/ })).toContainText('Counted in “GET /checkout”');
    await expect(spans(page).getByRole('row', { name: /^GET \/profile/ })).toContainText('No samples: too short');
    expect(await violations(page, '[data-testid="hotpath-spans"]')).toEqual([]);
    await page.screenshot({ path: `test-results/trace-${theme}.png` });

    // A span's flame graph, with what it rests on.
    await spans(page).getByRole('link', { name: 'Flame graph of GET /order' }).click();
    await panel.painted();
    await expect(panel.title).toContainText('one span');
    await expect(page.getByRole('note').filter({ hasText: 'This rests on 4 samples of 10 ms each' })).toBeVisible();
    await page.screenshot({ path: `test-results/trace-span-${theme}.png` });

    // A function, and the spans that have samples in it.
    await panel.table.getByRole('row').nth(1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Traces through this function' }).click();
    await expect(spans(page).getByRole('heading')).toContainText('with samples in');
    await expect(spans(page).getByRole('note')).toContainText('spans');
    const other = spans(page)
      .getByRole('link', { name: /^Open the trace of/ })
      .first();
    expect(decodeURIComponent((await other.getAttribute('href'))!)).toMatch(
      /"datasource":"tempo".*"query":"[0-9a-f]{32}"/
    );
    await page.screenshot({ path: `test-results/trace-function-${theme}.png` });

    await page.goBack();
    await panel.painted();
    await page.goBack();
    await expect(spans(page).getByRole('heading')).toContainText('GET /checkout');
  });
}

test('a span without samples shows its trace, says so and leads to it', async ({ page, panel, explore }) => {
  await withTempo(page);
  await explore({
    profileTypeId: CPU,
    labelSelector: '{service_name="api-gateway"}',
    spanSelector: ['c710c43df91f80f4'],
    spanTraceId: TRACE,
  });
  await panel.painted();
  await expect(panel.title).toContainText('one trace');
  const said = page.getByRole('note').filter({ hasText: 'There are no samples of this span' });
  await expect(said).toContainText('Showing the whole trace (9 samples)');
  await page.screenshot({ path: 'test-results/trace-ladder.png' });
});

test('a narrow panel lists spans without when they ran', async ({ page, explore }) => {
  await page.setViewportSize({ width: 420, height: 800 });
  await withTempo(page);
  await explore(TRACE_QUERY);
  await expect(spans(page).getByRole('row', { name: /^GET \/checkout/ })).toContainText('50 ms');
  await expect(spans(page).getByRole('columnheader', { name: 'When' })).toHaveCount(0);
  await page.screenshot({ path: 'test-results/trace-narrow.png' });
});

for (const [what, answer, said] of [
  ['a trace that Tempo has no more', { body: { trace: {}, metrics: {} } }, 'Tempo does not have this trace.'],
  ['a Tempo that is down', { status: 502, body: {} }, 'Tempo could not be reached.'],
] as const) {
  test(`${what} is said`, async ({ page, panel, explore }) => {
    await withTempo(page, () => answer);
    await explore(TRACE_QUERY);
    await expect(panel.message).toContainText(said);
  });
}
