import { CPU, ORDER_SERVICE, expect } from './fixtures';
import { FLAME_GRAPH, PROFILE_CALL, graph, queryInAddress, rangeOf, test } from './gatedFixtures';

const EVERYTHING = { profileTypeId: CPU, labelSelector: '{}', queryType: 'profile' };

test('all services over a long range are asked for on a word, and the query stays as it is', async ({
  page,
  panel,
  gate,
  addDataSource,
  explore,
}) => {
  const uid = await addDataSource(gate.url);
  await explore(EVERYTHING, { uid, from: 'now-12h' });
  const guard = page.getByRole('alert').filter({ hasText: 'All services over 12 h may be slow' });
  await expect(guard).toBeVisible();
  await expect(panel.message).toContainText('Not run yet: all services over 12 h may be slow.');
  expect(gate.calls(PROFILE_CALL)).toEqual([]);
  const saved = queryInAddress(page);

  await guard.getByRole('button', { name: 'Trim to the last hour' }).click();
  await panel.painted();
  await expect(guard).toBeHidden();
  expect(queryInAddress(page)).toEqual(saved);

  await page.goBack();
  await guard.getByRole('button', { name: 'Run anyway' }).click();
  await expect(guard).toBeHidden();
  await panel.painted();
  expect(queryInAddress(page)).toEqual(saved);
  // Grafana reads the clock once for each end of a relative range (12.3), so an "hour" may be some ms more.
  const minutes = gate
    .calls(PROFILE_CALL)
    .map(rangeOf)
    .map(({ start, end }) => Math.round((end - start) / 60_000));
  expect(minutes).toEqual([60, 12 * 60]);
});

test('a dashboard asks for all services over a long range at once', async ({
  page,
  panel,
  gate,
  addDataSource,
  dashboard,
}) => {
  const uid = await addDataSource(gate.url);
  await dashboard([{ type: FLAME_GRAPH, query: EVERYTHING }], { uid, from: 'now-12h' });
  await panel.painted();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(gate.calls(PROFILE_CALL)).toHaveLength(1);
});

test('more nodes than this server allows are lowered and said, and stay in the query', async ({
  page,
  panel,
  strictGate: gate,
  addDataSource,
  explore,
}) => {
  const uid = await addDataSource(gate.url);
  await explore({ ...ORDER_SERVICE, maxNodes: 5_000_000 }, { uid });
  await panel.painted();
  await expect(panel.title).toContainText('21.4 s of CPU time');
  const note = page.getByRole('note').filter({ hasText: 'lowered' });
  await expect(panel.hidden).toContainText('only the biggest 64 nodes, and allows no more');
  await expect(note).toHaveText('maxNodes is lowered from 5000000 to 64, the most the server allows.');
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(queryInAddress(page).maxNodes).toBe(5_000_000);
});

test('a piece that fails is named with its time, and the others are drawn', async ({
  page,
  panel,
  strictGate: gate,
  addDataSource,
  explore,
}) => {
  const uid = await addDataSource(gate.url);
  // The refusal that tells the limit comes first, then the newest day.
  gate.refuse(PROFILE_CALL, (call) =>
    gate.calls(PROFILE_CALL).indexOf(call) === 2
      ? { status: 504, code: 'deadline_exceeded', message: 'request timed out' }
      : undefined
  );
  await explore(ORDER_SERVICE, { uid, from: 'now-70h' });
  await panel.painted();
  await expect(panel.title).toContainText('21.4 s of CPU time');
  const missing =
    /1 of 3 parts are missing \(\d{4}-\d\d-\d\d [\d:]+ to \d{4}-\d\d-\d\d [\d:]+\): Pyroscope took too long/;
  await expect(page.getByTestId('query-error-A')).toContainText(missing);
  await expect(
    page.getByRole('note').filter({ hasText: 'Incomplete: 1 of 3 parts are missing from these numbers.' })
  ).toBeVisible();
});

test('a server without heatmaps is told with its setting, and answers what it can', async ({
  page,
  panel,
  gate,
  addDataSource,
  explore,
}) => {
  const uid = await addDataSource(gate.url);
  gate.refuse('SelectHeatmap', () => ({
    status: 501,
    code: 'unimplemented',
    message: 'this endpoint is not available in v1 frontend',
  }));
  const notice = page.getByRole('status').filter({ hasText: /-architecture\.storage=v2.*Series are shown instead\./ });
  await explore({ ...ORDER_SERVICE, queryType: 'both', includeHeatmap: true }, { uid });
  await expect(notice).toBeVisible();
  await expect(graph(page)).toBeVisible();
  await panel.painted();
  await expect(panel.title).toContainText('21.4 s of CPU time');

  await page.getByRole('radio', { name: 'Heatmap' }).click({ force: true });
  await expect(panel.graph).toHaveCount(0);
  await expect(notice).toBeVisible();
  await expect(graph(page)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
