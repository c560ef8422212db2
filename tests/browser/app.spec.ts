import { chooseOption } from './chooseOption';
import { expect, test as base, type Panel } from './fixtures';
import type { Page, Route } from '@playwright/test';

const APP = '/a/hotpath-profiles-app?theme=dark';

/** The app's page for one test: what it makes is known to the test, and gone after it. */
interface Setup {
  /** Grafana as it was installed: without the data sources that others made. */
  pretendNew(): Promise<void>;
  /** How many of each were made. */
  readonly made: { dataSources: string[]; dashboards: string[] };
}

const test = base.extend<{ setup: Setup }>({
  setup: async ({ page, request }, use) => {
    const made = { dataSources: [] as string[], dashboards: [] as string[] };
    // Noted before the page learns of it, since what the page then asks for depends on it.
    await page.route('**/api/{datasources,dashboards/db}', async (route) => {
      if (route.request().method() !== 'POST') {
        return route.fallback();
      }
      const response = await route.fetch();
      if (response.ok()) {
        const answer = await response.json();
        if (answer.datasource) {
          made.dataSources.push(answer.datasource.uid);
        } else {
          made.dashboards.push(answer.uid);
        }
      }
      await route.fulfill({ response });
    });
    await use({
      made,
      async pretendNew() {
        const known = ({ uid }: { uid: string }) => made.dataSources.includes(uid);
        await page.route('**/api/frontend/settings', async (route) => {
          const settings = await (await route.fetch()).json();
          const entries = Object.entries<{ uid: string }>(settings.datasources).filter(([, one]) => known(one));
          await route.fulfill({ json: { ...settings, datasources: Object.fromEntries(entries) } });
        });
        await page.route('**/api/datasources', async (route) => {
          if (route.request().method() !== 'GET') {
            return route.fallback();
          }
          await route.fulfill({ json: (await (await route.fetch()).json()).filter(known) });
        });
      },
    });
    for (const uid of made.dashboards) {
      await request.delete(`/api/dashboards/uid/${uid}`);
    }
    for (const uid of made.dataSources) {
      await request.delete(`/api/datasources/uid/${uid}`);
    }
  },
});

function step(page: Page, title: string) {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
}

const connect = (page: Page) => step(page, 'Connect a Pyroscope server');
const dashboard = (page: Page) => step(page, 'Put it on a dashboard');
const url = (page: Page) => page.getByLabel('Server URL');
const service = (page: Page) => dashboard(page).getByRole('combobox', { name: 'Service', exact: true });

/** Where a plot draws in colour first, in CSS pixels from its corner; undefined where all is grey. */
function firstPoint(element: SVGElement | HTMLElement): { x: number; y: number } | undefined {
  const canvas = element as HTMLCanvasElement;
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, width, height);
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue, alpha] = data.subarray(at, at + 4);
    if (alpha > 100 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60) {
      const scale = canvas.clientWidth / width;
      return { x: ((at / 4) % width) * scale, y: Math.floor(at / 4 / width) * scale };
    }
  }
  return undefined;
}

/** The dashboard that was made: both panels with what the recorded profiles hold, and nothing refused. */
async function expectDashboard(page: Page, panel: Panel) {
  await expect(page).toHaveURL(/\/d\/profiles-order-service-\w+\/profiles-of-order-service(\?|$)/);
  await panel.painted();
  await expect(panel.title).toContainText('order-service · CPU time');
  // The dashboard is of half an hour, and what was recorded ended when the tests began: late tests see part of it.
  await expect(panel.title).toContainText(/[1-9][\d.]* m?s of CPU time/);
  await expect(panel.table).toContainText('verify_checksum');

  const series = page.locator('[data-viz-panel-key="panel-1"]');
  await expect(series).toContainText('order-service: CPU time');
  const plot = series.locator('.u-wrap > canvas');
  await expect.poll(() => plot.evaluate(firstPoint), { message: 'something is drawn' }).toBeDefined();
  await plot.hover({ position: (await plot.evaluate(firstPoint))!, force: true });
  await expect(page.getByText(/^0\.\d+ cores$/)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
}

test('by mouse: a server is connected and checked, and its first dashboard opened', async ({ page, panel, setup }) => {
  await setup.pretendNew();
  await page.goto(APP);
  await expect(connect(page).getByRole('list')).toHaveCount(0);
  await expect(service(page)).toHaveCount(0);

  await url(page).fill(process.env.HOTPATH_PROFILES!);
  await page.getByRole('button', { name: 'Add data source' }).click();
  await expect(connect(page)).toContainText(/Connected\. \d+ services, \d+ profile types in the last hour/);
  await expect(page.getByRole('list', { name: 'Connected Pyroscope servers' }).getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('link', { name: 'Open Explore' })).toBeVisible();

  await service(page).click();
  await page.getByRole('option', { name: 'order-service', exact: true }).click();
  await page.getByRole('button', { name: 'Create and open' }).click();
  await expectDashboard(page, panel);
  await expect(page.getByRole('navigation', { name: 'Main menu' })).toContainText('Profiles of order-service');
  await page.reload();
  await expectDashboard(page, panel);
});

test('by keyboard: a server is connected and checked, and its first dashboard opened', async ({
  page,
  panel,
  setup,
}) => {
  await setup.pretendNew();
  await page.goto(APP);
  await expect(url(page)).toBeVisible();
  await tabTo(page, () => url(page));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(process.env.HOTPATH_PROFILES!);
  await page.keyboard.press('Enter');
  await expect(connect(page)).toContainText(/Connected\. \d+ services/);
  await expect(url(page)).toBeFocused();

  await tabTo(page, () => service(page));
  await page.keyboard.type('order-service');
  await chooseOption(service(page), page.getByRole('option', { name: 'order-service', exact: true }));
  await expect(service(page)).toHaveValue('order-service');
  await tabTo(page, () => page.getByRole('button', { name: 'Create and open' }));
  await page.keyboard.press('Enter');
  await expectDashboard(page, panel);
});

async function tabTo(page: Page, target: () => ReturnType<Page['locator']>) {
  await expect(target()).toBeEnabled();
  for (let presses = 0; presses < 40; presses++) {
    if (await target().evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error('not reached by Tab');
}

test('a URL that does not answer is said, and mending it mends the data source that is there', async ({
  page,
  setup,
}) => {
  await setup.pretendNew();
  await page.goto(APP);
  await url(page).fill('localhost:4040');
  await page.keyboard.press('Enter');
  await expect(connect(page).getByRole('alert')).toContainText('Enter the address with http://');
  await expect(url(page)).toHaveValue('localhost:4040');
  await expect(url(page)).toBeFocused();
  expect(setup.made.dataSources).toEqual([]);

  await url(page).fill('http://127.0.0.1:9');
  await page.keyboard.press('Enter');
  const alert = connect(page).getByRole('alert');
  await expect(alert).toContainText('Pyroscope could not be reached');
  await expect(alert).toContainText('Check that the server runs and that the URL');
  await expect(alert).toContainText('was added anyway');
  await expect(alert.getByRole('link', { name: 'Open its settings' })).toHaveAttribute(
    'href',
    `/connections/datasources/edit/${setup.made.dataSources[0]}`
  );
  await expect(dashboard(page)).toContainText('Could not list the services');
  await expect(url(page)).toHaveValue('http://127.0.0.1:9');

  await url(page).fill(`${process.env.HOTPATH_PROFILES}/`);
  await page.getByRole('button', { name: 'Save and check again' }).click();
  await expect(connect(page)).toContainText(/Connected\. \d+ services/);
  await expect(connect(page).getByRole('alert')).toHaveCount(0);
  await expect(dashboard(page)).not.toContainText('Could not list the services');
  expect(setup.made.dataSources).toHaveLength(1);
});

/** Grafana's answer to who may not. */
function refuse(permission: string) {
  return (route: Route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 403,
          json: {
            title: 'Access denied',
            message: `You'll need additional permissions to perform this action. Permissions needed: ${permission}`,
          },
        })
      : route.fallback();
}

test('a refused data source is said with whom to ask, and the URL is kept', async ({ page, setup }) => {
  await setup.pretendNew();
  await page.route('**/api/datasources', refuse('datasources:create'));
  await page.goto(APP);
  await url(page).fill('http://profiles.example:4040');
  await page.getByRole('button', { name: 'Add data source' }).click();
  const alert = connect(page).getByRole('alert');
  await expect(alert).toContainText('The data source could not be saved');
  await expect(alert).toContainText('Permissions needed: datasources:create');
  await expect(alert).toContainText('Ask an admin of this Grafana');
  await expect(alert).toContainText('http://profiles.example:4040');
  await expect(url(page)).toHaveValue('http://profiles.example:4040');
  await expect(page.getByRole('list', { name: 'Connected Pyroscope servers' })).toHaveCount(0);
});

test('a refused dashboard is said with whom to ask, and the choice is kept', async ({
  page,
  panel,
  addDataSource,
  setup,
}) => {
  await connected(setup, addDataSource);
  await page.route('**/api/dashboards/db', refuse('dashboards:create'));
  await page.goto(APP);
  await service(page).click();
  await page.getByRole('option', { name: 'order-service', exact: true }).click();
  await page.getByRole('button', { name: 'Create and open' }).click();
  const alert = dashboard(page).getByRole('alert');
  await expect(alert).toContainText('The dashboard was not created');
  await expect(alert).toContainText('Permissions needed: dashboards:create');
  await expect(alert).toContainText('the Editor role');
  await expect(service(page)).toHaveValue('order-service');

  await page.unroute('**/api/dashboards/db');
  await page.getByRole('button', { name: 'Create and open' }).click();
  await expectDashboard(page, panel);
});

/** A new Grafana in which somebody connected the server before. */
async function connected(setup: Setup, addDataSource: (url: string) => Promise<string>) {
  const uid = await addDataSource(process.env.HOTPATH_PROFILES!);
  setup.made.dataSources.push(uid);
  await setup.pretendNew();
  return uid;
}

test('a URL that is read from already is said, and added once more only when asked to', async ({
  page,
  addDataSource,
  setup,
}) => {
  const uid = await connected(setup, addDataSource);
  await page.goto(APP);
  await page.getByRole('button', { name: 'Add another data source' }).click();
  await expect(url(page)).toBeFocused();
  await page.keyboard.type(`${process.env.HOTPATH_PROFILES}/`);
  await page.keyboard.press('Enter');
  await expect(connect(page)).toContainText('already uses this URL');
  await expect(url(page)).toHaveValue(`${process.env.HOTPATH_PROFILES}/`);
  expect(setup.made.dataSources).toEqual([uid]);
  await page.getByRole('button', { name: 'Add it anyway' }).click();
  await expect(connect(page)).toContainText(/Connected\. \d+ services/);
  expect(setup.made.dataSources).toHaveLength(2);
  // The one just added is the one to begin with.
  await expect(dashboard(page).getByRole('combobox', { name: 'Data source' })).toHaveValue(/^Pyroscope/);
});

test('a dashboard that is there is led to, and made once more only when asked to', async ({
  page,
  panel,
  addDataSource,
  setup,
}) => {
  await connected(setup, addDataSource);
  const create = async () => {
    await page.goto(APP);
    await service(page).click();
    await page.getByRole('option', { name: 'order-service', exact: true }).click();
    await page.getByRole('button', { name: 'Create and open' }).click();
  };
  await create();
  await expect(page).toHaveURL(/profiles-of-order-service(\?|$)/);
  await create();
  await expect(dashboard(page)).toContainText('“Profiles of order-service” already exists');
  expect(setup.made.dashboards).toHaveLength(1);
  await page.getByRole('button', { name: 'Create another one' }).click();
  await expect(page).toHaveURL(/profiles-of-order-service-2(\?|$)/);
  expect(setup.made.dashboards).toHaveLength(2);

  await create();
  await dashboard(page).getByRole('link', { name: 'Open it' }).click();
  await expectDashboard(page, panel);
});

test('with the data source that is provisioned, the page begins at the next step', async ({ page }) => {
  await page.goto(APP);
  await expect(page.getByRole('list', { name: 'Connected Pyroscope servers' })).toContainText('Pyroscope');
  await expect(url(page)).toHaveCount(0);
  await service(page).click();
  await expect(page.getByRole('option', { name: 'order-service', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add another data source' }).click();
  await expect(url(page)).toBeFocused();
});
