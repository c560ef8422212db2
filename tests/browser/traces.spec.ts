import type { Page } from '@playwright/test';

import { expect, test, CPU, PROVISIONED } from './fixtures';
import { violations } from './violations';

/** The two traces that were recorded with the profiles; the second has the slow order. */
const CHECKOUT = 'f18ba12e163598c9e596cd1b4d56f308';
const SLOW = 'ed02b7572adfcad2d670b961dc01fd1b';
const TRACE_QUERY = { queryType: 'trace', traceIdSelector: [CHECKOUT], profileTypeId: CPU, labelSelector: '{}' };

const spans = (page: Page) => page.getByTestId('hotpath-spans');
/** The pane of Explore that an address shows. */
const paneOf = (url: string) => Object.values<any>(JSON.parse(new URL(url, 'http://x').searchParams.get('panes')!))[0];

for (const theme of ['dark', 'light'] as const) {
  test(`from a slow trace to its code, to other traces through it, and back (${theme})`, async ({ page, panel }) => {
    await page.goto(`/?theme=${theme}`);
    await page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name: 'Traces' }).click();
    await expect(page.getByRole('table', { name: 'Traces' }).getByRole('row')).toHaveCount(3);
    const traceQl = page.getByLabel('TraceQL');
    await traceQl.fill('{ resource.service.name = "order-service" && duration > 20ms }');
    await traceQl.press('Enter');
    await page.getByRole('button', { name: SLOW }).click();

    // The trace, and what the app adds to it.
    const view = page.getByTestId('trace-view');
    await expect(view.getByRole('heading')).toContainText('api-gateway: GET /checkout');
    const ofTrace = (await view.getByRole('link', { name: 'Profile of this trace' }).getAttribute('href'))!;
    expect(paneOf(ofTrace)).toMatchObject({
      datasource: PROVISIONED,
      queries: [{ queryType: 'trace', traceIdSelector: [SLOW] }],
    });
    await expect(view.getByRole('link', { name: /^Related profiles/ })).toHaveCount(3);
    await view.getByRole('button', { name: /order-service GET \/order/ }).click();
    const details = view.getByTestId('span-details');
    await expect(details.getByTestId('span-flame-graph').locator('canvas')).toBeVisible();
    const ofSpan = details.getByRole('row', { name: /^pyroscope.profile.id/ }).getByRole('link');
    expect(paneOf((await ofSpan.getAttribute('href'))!).queries[0]).toMatchObject({
      labelSelector: '{service_name="order-service"}',
      spanSelector: ['25b692c611334aaa'],
    });
    await page.screenshot({ path: `test-results/trace-view-${theme}.png`, fullPage: true });

    // A span's flame graph, by the range that Grafana gives the link, with what it rests on.
    await details.getByRole('link', { name: 'Related profiles' }).click();
    await panel.painted();
    const { range, queries } = paneOf(page.url());
    expect(range.to - range.from).toBe(57);
    expect(queries[0]).toMatchObject({ queryType: 'profile', spanSelector: ['25b692c611334aaa'], refId: 'profile' });
    await expect(panel.title).toContainText('one span');
    await expect(page.getByRole('note').filter({ hasText: 'This rests on 6 samples of 10 ms each' })).toBeVisible();
    await page.screenshot({ path: `test-results/trace-span-${theme}.png` });

    // A function, the spans that have samples in it, and the trace of another one.
    await panel.table.getByRole('row').nth(1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Traces through this function' }).click();
    await expect(spans(page).getByRole('heading')).toContainText('with samples in');
    await expect(spans(page).getByRole('note')).toContainText('spans');
    await page.screenshot({ path: `test-results/trace-function-${theme}.png` });
    // Of the traces it leads to, one is among the recorded ones.
    await spans(page)
      .getByRole('row')
      .filter({ has: page.locator(`a[href*="${CHECKOUT}"]`) })
      .getByRole('link', { name: /^Open the trace of/ })
      .click();
    await expect(view).toContainText(CHECKOUT);
    await page.goBack();
    await expect(spans(page).getByRole('heading')).toContainText('with samples in');
    await page.goBack();
    await panel.painted();
    await page.goBack();
    await expect(view).toContainText(SLOW);

    // The trace's spans in order, what each took, and why others took nothing.
    await page.goto(ofTrace);
    await expect(spans(page).getByRole('heading')).toContainText('GET /checkout · 8 spans · 3 services');
    await expect(spans(page).getByRole('row', { name: /^GET \/order/ })).toContainText('60 ms');
    await expect(spans(page).getByRole('row', { name: /^price-cart/ })).toContainText('Counted in “GET /checkout”');
    await expect(spans(page).getByRole('row', { name: /^GET \/profile/ })).toContainText('No samples: too short');
    expect(await violations(page, '[data-testid="hotpath-spans"]')).toEqual([]);
    await page.screenshot({ path: `test-results/trace-${theme}.png` });
  });
}

test('a span without samples shows its trace, says so and leads to it', async ({ page, panel, explore }) => {
  await explore({
    profileTypeId: CPU,
    labelSelector: '{service_name="api-gateway"}',
    spanSelector: ['c710c43df91f80f4'],
  });
  await panel.painted();
  await expect(panel.title).toContainText('one trace');
  const said = page.getByRole('note').filter({ hasText: 'There are no samples of this span' });
  await expect(said).toContainText('Showing the whole trace (9 samples)');
  await page.screenshot({ path: 'test-results/trace-ladder.png' });
  await page.getByRole('link', { name: 'Open trace' }).click();
  await expect(page.getByTestId('trace-view').getByRole('listitem')).toHaveCount(8);
});

test('a narrow panel lists spans without when they ran', async ({ page, explore }) => {
  await page.setViewportSize({ width: 420, height: 800 });
  await explore(TRACE_QUERY);
  await expect(spans(page).getByRole('row', { name: /^GET \/checkout/ })).toContainText('50 ms');
  await expect(spans(page).getByRole('columnheader', { name: 'When' })).toHaveCount(0);
  await page.screenshot({ path: 'test-results/trace-narrow.png' });
});

test('a Tempo that is down is said', async ({ page, panel, explore }) => {
  await page.route('**/api/datasources/proxy/uid/tempo/**', (route) => route.fulfill({ status: 502, json: {} }));
  await explore(TRACE_QUERY);
  await expect(panel.message).toContainText('Tempo could not be reached.');
});
