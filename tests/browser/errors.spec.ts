import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { feedRecorded } from '../../pkg/profile-server/samples/feed';
import { laptopLimits } from '../../pkg/profile-server/limits';
import { startProfileServer } from '../../pkg/profile-server/server';
import { ORDER_SERVICE, expect, test, type Panel } from './fixtures';
import type { Page } from '@playwright/test';

/** What holds after every failure: a sentence with a remedy, a panel that lives, the query as it was written. */
async function expectSaid(
  page: Page,
  panel: Panel,
  sentence: RegExp,
  remedy: RegExp,
  selector = '{service_name="order-service"}'
) {
  await expect(panel.message).toContainText(sentence);
  await expect(panel.message).toContainText(remedy);
  await expect(page.getByRole('alert').filter({ hasText: sentence }).first()).toBeVisible();
  await expect(page.getByLabel(/label selector/i).first()).toHaveValue(selector);
  expect(new URL(page.url()).searchParams.get('panes')).toContain(JSON.stringify(selector).slice(1, -1));
}

const STATUS_CASES: Array<[fault: string, sentence: RegExp, remedy: RegExp]> = [
  ['401', /which tenant|credentials/, /X-Scope-OrgID|user, password/],
  ['403', /not allowed \(403\)/, /permission/],
  ['404', /No Pyroscope API found at this URL \(404\)/, /Check the URL/],
  ['413', /too large \(413\)/, /fewer nodes|shorter time range/],
  ['429', /getting too many requests \(429\)/, /Wait a moment/],
  ['500', /failed while answering \(500\)/, /server’s log/],
  ['501', /cannot answer this kind of query \(501\)/, /storage mode v2/],
  ['504', /too long to answer \(504\)/, /Shorten the time range/],
  ['html', /a web page \(HTML\)/, /login page/],
  ['dropped', /No complete answer|broke off in the middle/, /Run the query again/],
];

for (const [fault, sentence, remedy] of STATUS_CASES) {
  test(`${fault} is said with what to do`, async ({ page, panel, faulty, addDataSource, explore }) => {
    const uid = await addDataSource(`${faulty.url}/${fault}`);
    await explore(ORDER_SERVICE, { uid });
    await expectSaid(page, panel, sentence, remedy);
  });
}

test('a failure is read whole in a narrow panel', async ({ page, panel, faulty, addDataSource, explore }) => {
  await page.setViewportSize({ width: 420, height: 900 });
  await explore(ORDER_SERVICE, { uid: await addDataSource(`${faulty.url}/500`) });
  await expect(panel.message.locator('code')).toContainText('HTTP 500');
  const [wide, room] = await panel.message.evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
  expect(wide).toBeLessThanOrEqual(room);
});

test('no URL is said with where to enter one', async ({ page, panel, addDataSource, explore }) => {
  const uid = await addDataSource('');
  await explore(ORDER_SERVICE, { uid });
  await expectSaid(page, panel, /has no URL/, /Open its settings/);
});

test('a wrong URL is said with where to mend it', async ({ page, panel, faulty, addDataSource, explore }) => {
  const uid = await addDataSource(`${faulty.url}/some/other/service`);
  await explore(ORDER_SERVICE, { uid });
  await expectSaid(page, panel, /No Pyroscope API found at this URL/, /base address/);
});

test('a refused connection is said with what to check', async ({ page, panel, addDataSource, explore }) => {
  const uid = await addDataSource('http://127.0.0.1:9');
  await explore(ORDER_SERVICE, { uid });
  await expectSaid(page, panel, /could not be reached/, /server runs/);
});

test('an answer that never comes is ended by the timeout of the data source', async ({
  page,
  panel,
  faulty,
  addDataSource,
  explore,
}) => {
  const uid = await addDataSource(`${faulty.url}/hang`, { timeout: 1 });
  await explore(ORDER_SERVICE, { uid });
  await expectSaid(page, panel, /too long to answer \(504\)/, /raise the timeout/);
});

test('an answer that breaks off is not shown as a smaller profile', async ({
  page,
  panel,
  faulty,
  addDataSource,
  explore,
}) => {
  const answer = readFileSync(
    join(__dirname, '../../pkg/pyroscope/testdata/dual-stacktraces-span-flamegraph.response.bin')
  );
  const uid = await addDataSource(`${faulty.url}/cut`);
  faulty.cutAnswer(answer.subarray(0, Math.floor(answer.length / 2)));
  await explore(ORDER_SERVICE, { uid });
  await expectSaid(page, panel, /broke off in the middle/, /Run the query again/);
});

test('an empty answer is told apart from no data', async ({ page, panel, faulty, addDataSource, explore }) => {
  const uid = await addDataSource(`${faulty.url}/empty`);
  await explore(ORDER_SERVICE, { uid });
  await expectSaid(page, panel, /sent an empty answer/, /Check that the URL/);
});

test('a message without a flame graph is no data', async ({ page, panel, faulty, addDataSource, explore }) => {
  const uid = await addDataSource(`${faulty.url}/no-data`);
  await explore(ORDER_SERVICE, { uid });
  await expect(panel.message).toContainText('There are no profiles at all in this time range');
  await expect(panel.message).not.toContainText('URL');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a malformed selector is said with the place of the fault, and stays in the editor', async ({
  page,
  panel,
  explore,
}) => {
  const selector = '{service_name="order-service';
  await explore({ ...ORDER_SERVICE, labelSelector: selector });
  await expectSaid(page, panel, /Syntax error in the label selector at character/, /Write it as/, selector);
});

test('an unknown profile type is answered with those that exist', async ({ page, panel, explore }) => {
  await explore({ ...ORDER_SERVICE, profileTypeId: 'teapot:tea:count:tea:count' });
  await expect(panel.message).toContainText('order-service has no profiles of the type “teapot tea”');
  await expect(panel.message).toContainText('CPU time');
  await expect(page.getByLabel(/label selector/i).first()).toHaveValue('{service_name="order-service"}');
});

test('what is no profile type at all is rejected with an example', async ({ page, panel, explore }) => {
  await explore({ ...ORDER_SERVICE, profileTypeId: 'cpu' });
  await expectSaid(page, panel, /“cpu” is not a profile type/, /five parts/);
});

test('a service that does not exist is answered with those that do', async ({ panel, explore }) => {
  await explore({ ...ORDER_SERVICE, labelSelector: '{service_name="ordr"}' });
  await expect(panel.message).toContainText('{service_name="ordr"}');
  await expect(panel.message).toContainText('order-service');
  await expect(panel.message).toContainText('api-gateway');
});

test('a range over the limit is asked in parts, and said to be', async ({ page, panel, addDataSource, explore }) => {
  const server = await startProfileServer({ limits: { ...laptopLimits, maxQueryLookbackMs: 0 } });
  try {
    await feedRecorded(server.url, { endMs: Date.now() });
    const uid = await addDataSource(server.url);
    await explore(ORDER_SERVICE, { uid, from: 'now-70h' });
    await panel.painted();
    await expect(panel.title).toContainText('21.4 s of CPU time');
    await expect(page.getByRole('note').filter({ hasText: 'queried in 3 parts' })).toBeVisible();
  } finally {
    await server.close();
  }
});

test('a range far over the limit is said with both lengths, and can be trimmed', async ({
  page,
  panel,
  addDataSource,
  explore,
}) => {
  const server = await startProfileServer({ limits: { maxQueryLookbackMs: 0 } });
  try {
    const uid = await addDataSource(server.url);
    await explore(ORDER_SERVICE, { uid, from: 'now-90d' });
    await expectSaid(page, panel, /90 d would take 90 queries.*1 d per query/, /60 d or less/);
    await panel.message.getByRole('button', { name: 'Trim to the last 60 d' }).click();
    await expect(panel.message).toContainText(/There are no profiles at all in (the last day of )?this time range/);
  } finally {
    await server.close();
  }
});
