import { create, toBinary } from '@bufbuild/protobuf';

import { ProfileSchema } from '../../pkg/pyroscope/gen/google/v1/profile_pb';
import { laptopLimits } from '../../pkg/profile-server/limits';
import { startProfileServer } from '../../pkg/profile-server/server';
import { pushPprof } from '../../pkg/profile-server/testing/calls';
import { CPU, expect, test as base } from './fixtures';
import { queryInAddress } from './gatedFixtures';

const ODD = 'process_cpu:cpu:nanoseconds::';
const SECOND = 1e9;

/** A CPU profile of one stack; without a period, as one client sends it. */
function cpuProfile(value: number, hasPeriod: boolean): Uint8Array {
  const stringTable = ['', 'cpu', 'nanoseconds', 'work', 'main'];
  const [one, two] = [BigInt(1), BigInt(2)];
  const cpu = { type: one, unit: two };
  const profile = create(ProfileSchema, {
    stringTable,
    sampleType: [cpu],
    ...(hasPeriod ? { periodType: cpu, period: BigInt(10_000_000) } : {}),
    function: [3, 4].map((name, at) => ({ id: BigInt(at + 1), name: BigInt(name) })),
    location: [one, two].map((id) => ({ id, line: [{ functionId: id }] })),
    sample: [{ locationId: [one, two], value: [BigInt(value)] }],
    timeNanos: BigInt(Date.now() - 60_000) * BigInt(1_000_000),
    durationNanos: BigInt(15 * SECOND),
  });
  return toBinary(ProfileSchema, profile);
}

interface WorkerFixtures {
  /** Ten services, a few more that are small, and a client whose CPU profiles say no period. */
  shop: string;
}

const LARGE = ['checkout', 'cart', 'search', 'catalog', 'payments', 'shipping', 'users', 'emails', 'images', 'reports'];
const SMALL = Array.from({ length: 10 }, (_, at) => `a-small-${at}`);

const test = base.extend<object, WorkerFixtures>({
  shop: [
    async ({}, use) => {
      const server = await startProfileServer({ limits: laptopLimits });
      const push = (service: string, value: number, hasPeriod = true) =>
        pushPprof(server.url, { __name__: 'process_cpu', service_name: service }, cpuProfile(value, hasPeriod));
      for (const [at, service] of LARGE.entries()) {
        await push(service, (20 - at) * SECOND);
      }
      for (const service of SMALL) {
        await push(service, SECOND);
      }
      await push('night-job', 42, false);
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],
});

test('the first look is at the CPU type of most services, and says whose CPU is not in it', async ({
  page,
  panel,
  shop,
  addDataSource,
  explore,
}) => {
  const uid = await addDataSource(shop);
  await explore({ profileTypeId: '', labelSelector: '{}', queryType: 'profile' }, { uid });
  await panel.painted();
  await expect(panel.title).toContainText(`All services · CPU time (${CPU})`);
  await expect(panel.title).toContainText('2.75 mins');
  await expect(page.getByLabel('Profile type')).toHaveAttribute('placeholder', `Automatic: CPU time (${CPU})`);

  const note = page
    .getByRole('note')
    .filter({ hasText: `night-job is not included: its CPU profiles are of type CPU time (${ODD})` });
  await note.getByRole('link', { name: 'Show this type' }).click();
  await expect(panel.title).toContainText(`All services · CPU time (${ODD})`);
  await expect(panel.title).toContainText('42 ns');
  await expect(page.getByLabel('Profile type')).toHaveValue(`CPU time (${ODD})`);
  expect(queryInAddress(page)).toMatchObject({
    refId: 'A',
    profileTypeId: ODD,
    labelSelector: '{}',
    queryType: 'profile',
  });
  expect(new URL(page.url()).searchParams.get('panes')).toContain('"from":"now-1h"');
});

test('series alone say whose CPU is not in them, under the query', async ({ page, shop, addDataSource, explore }) => {
  const uid = await addDataSource(shop);
  await explore({ profileTypeId: '', labelSelector: '{}', queryType: 'metrics' }, { uid });
  const note = page.getByRole('listitem').filter({ hasText: 'night-job is not included' });
  await note.getByRole('link', { name: 'Show this type' }).click();
  await expect(page.getByLabel('Profile type')).toHaveValue(`CPU time (${ODD})`);
});

test('all services can be reached, the largest first', async ({ page, panel, shop, addDataSource, explore }) => {
  const uid = await addDataSource(shop);
  await explore({ profileTypeId: '', labelSelector: '{}', queryType: 'profile' }, { uid });
  const services = page.getByRole('group', { name: 'Choose a service' });
  await expect(services).toContainText(`Showing CPU time (${CPU}) of all services. Pick one:`);
  await expect(services).toContainText('12 of 21');
  const names = async () =>
    (await services.getByRole('button').allTextContents()).filter((name) => !name.startsWith('Show'));
  await expect.poll(names).toEqual([...LARGE, 'a-small-0', 'a-small-1']);
  await services.getByRole('button', { name: 'Show all' }).click();
  expect(await names()).toEqual([...LARGE, ...SMALL, 'night-job']);
  await services.getByRole('button', { name: 'emails' }).click();
  await panel.painted();
  await expect(panel.title).toContainText('emails · CPU time');
  await expect(services).toBeHidden();
});

test('a service name that is nearly right is answered with the right one', async ({
  page,
  panel,
  shop,
  addDataSource,
  explore,
}) => {
  const uid = await addDataSource(shop);
  await explore({ profileTypeId: CPU, labelSelector: '{service_name="chekcout"}', queryType: 'profile' }, { uid });
  await expect(panel.message).toContainText('Did you mean checkout?');
  await page.getByRole('group', { name: 'Choose a service' }).getByRole('button', { name: 'checkout' }).click();
  await panel.painted();
  await expect(panel.title).toContainText('checkout');
});
