import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

import { startFaultyServer, type FaultyServer } from './faultyServer';
import { findBrowser } from './findBrowser';

export interface HostOptions {
  /** Which line of Grafana's libraries the workbench runs on. */
  host: 'react19' | 'react18';
}

export interface ProfileQuery {
  profileTypeId?: string;
  labelSelector?: string;
  queryType?: string;
  [field: string]: unknown;
}

interface TestFixtures {
  /** Adds a data source of ours for this test and answers its uid. */
  addDataSource(url: string, jsonData?: Record<string, unknown>): Promise<string>;
  /** Adds one whose server answers every question for a flame graph with these bytes, and any other with nothing. */
  addAnswer(answer: Uint8Array): Promise<string>;
  /** Opens Explore on a query, its selector as text. */
  explore(
    query: ProfileQuery,
    options?: { uid?: string; from?: string; to?: string; theme?: 'dark' | 'light' }
  ): Promise<void>;
  panel: Panel;
}

interface WorkerFixtures {
  faulty: FaultyServer;
}

/** The recorded order-service profile of version v1, as a saved panel of the built-in data source asks for it. */
export const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
export const ORDER_SERVICE: ProfileQuery = {
  profileTypeId: CPU,
  labelSelector: '{service_name="order-service"}',
  queryType: 'profile',
};
export const PROVISIONED = 'hotpath-pyroscope';

/** Our panel as a user meets it. */
export class Panel {
  readonly graph: Locator;
  readonly table: Locator;
  readonly title: Locator;
  readonly search: Locator;
  readonly breadcrumb: Locator;
  readonly message: Locator;
  readonly status: Locator;
  readonly hidden: Locator;

  constructor(private readonly page: Page) {
    this.graph = page.getByTestId('hotpath-graph');
    this.table = page.getByTestId('hotpath-table');
    this.title = page.getByTestId('hotpath-title');
    this.search = page.getByTestId('hotpath-search');
    this.breadcrumb = page.getByTestId('hotpath-breadcrumb');
    this.message = page.getByTestId('hotpath-message');
    this.status = page.getByTestId('hotpath-status');
    this.hidden = page.getByTestId('hotpath-hidden');
  }

  /** Chooses a view that is in the menu of the view switch. */
  async chooseView(name: string) {
    await this.page.getByRole('button', { name: 'Other views' }).click();
    await this.page.getByRole('menuitemradio', { name }).first().click();
  }

  async painted() {
    await expect(this.page.locator('[data-hotpath-painted]').first()).toHaveAttribute('data-hotpath-painted', /[1-9]/);
  }
}

export const test = base.extend<TestFixtures & HostOptions, WorkerFixtures>({
  host: ['react19', { option: true }],

  launchOptions: [
    async ({}, use) => {
      const { executablePath, args, env } = await findBrowser();
      await use({ executablePath, args, env: { ...process.env, ...env } as Record<string, string> });
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ host }, use) => {
    await use(host === 'react19' ? process.env.HOTPATH_REACT19 : process.env.HOTPATH_REACT18);
  },

  /** A test fails on an exception in the page, whatever else it looks at. */
  page: async ({ page }, use) => {
    const exceptions: Error[] = [];
    page.on('pageerror', (error) => exceptions.push(error));
    await use(page);
    expect(exceptions.map(String)).toEqual([]);
  },

  faulty: [
    async ({}, use) => {
      const server = await startFaultyServer();
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],

  addDataSource: async ({ request }, use, testInfo) => {
    const added: string[] = [];
    await use(async (url, jsonData = {}) => {
      const response = await request.post('/api/datasources', {
        data: {
          name: `${testInfo.title} ${testInfo.testId} ${testInfo.retry} ${added.length}`,
          type: 'hotpath-pyroscope-datasource',
          access: 'proxy',
          url,
          jsonData,
        },
      });
      expect(response.ok()).toBe(true);
      const { datasource } = await response.json();
      added.push(datasource.uid);
      return datasource.uid;
    });
    for (const uid of added) {
      await request.delete(`/api/datasources/uid/${uid}`);
    }
  },

  addAnswer: async ({ addDataSource }, use) => {
    const servers: Server[] = [];
    await use(async (answer) => {
      const server = createServer((request, response) => {
        request.resume();
        const body = request.url?.endsWith('/SelectMergeStacktraces') ? answer : new Uint8Array();
        response.writeHead(200, { 'content-type': 'application/proto' }).end(body);
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return addDataSource(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  },

  explore: async ({ page }, use) => {
    await use(async (query, { uid = PROVISIONED, from = 'now-1h', to = 'now', theme = 'dark' } = {}) => {
      const datasource = { type: 'hotpath-pyroscope-datasource', uid };
      const panes = {
        a: {
          datasource: uid,
          queries: [{ refId: 'A', datasource, editorMode: 'code', ...query }],
          range: { from, to },
        },
      };
      await page.goto(`/explore?theme=${theme}&schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`);
    });
  },

  panel: async ({ page }, use) => use(new Panel(page)),
});

export { expect };
