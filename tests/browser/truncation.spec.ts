import { CPU, expect, type ProfileQuery } from './fixtures';
import { PROFILE_CALL, test } from './gatedFixtures';

const COARSE: ProfileQuery = {
  profileTypeId: CPU,
  labelSelector: '{service_name="typescript-compiler"}',
  queryType: 'profile',
  maxNodes: 64,
};

test('what is hidden below a function opens when it has the focus', async ({
  page,
  panel,
  gate,
  addDataSource,
  explore,
}) => {
  await explore(COARSE, { uid: await addDataSource(gate.url) });
  await panel.painted();
  await expect(panel.hidden).toContainText(/% is hidden in “other”/);
  expect(gate.calls(PROFILE_CALL)).toHaveLength(1);
  const functions = async () => Number(await panel.table.getAttribute('aria-rowcount'));
  await panel.search.fill('emitFiles');
  await expect(panel.status).toContainText('emitFiles');
  await panel.search.fill('');
  gate.hold(PROFILE_CALL);
  await panel.graph.focus();
  await page.keyboard.press('Enter');
  await expect(panel.breadcrumb).toBeVisible();
  await expect.poll(() => gate.calls(PROFILE_CALL).length).toBe(2);
  const before = await functions();
  gate.open();
  await expect.poll(functions).toBeGreaterThan(before);
  // The numbers are those of before, and the whole has kept its total.
  await page.keyboard.press('Escape');
  await expect(panel.table).not.toContainText(/^other$/);
});

test('all that the server has is shown when it is asked for', async ({ page, panel, gate, addDataSource, explore }) => {
  await explore(COARSE, { uid: await addDataSource(gate.url) });
  await panel.painted();
  gate.hold(PROFILE_CALL);
  await page.getByRole('button', { name: 'Ask for more' }).click();
  await expect(panel.hidden).toContainText('Asking for as many nodes as the server allows');
  await page.getByRole('button', { name: 'Cancel', exact: true }).last().click();
  await expect(page.getByRole('button', { name: 'Ask for more' })).toBeVisible();
  gate.open();
  await page.getByRole('button', { name: 'Ask for more' }).click();
  await expect(page.getByText('Nothing is hidden in “other” any more')).toBeVisible();
  await expect(panel.hidden).toBeHidden();
  await panel.painted();
});

test('a server that allows no more says so', async ({ page, panel, strictGate, addDataSource, explore }) => {
  await explore({ ...COARSE, maxNodes: 32 }, { uid: await addDataSource(strictGate.url) });
  await panel.painted();
  await page.getByRole('button', { name: 'Ask for more' }).click();
  await expect(panel.hidden).toContainText('The server returned its biggest 64 nodes, the most that can be asked for.');
});
