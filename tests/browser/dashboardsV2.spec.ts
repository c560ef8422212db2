import type { Page } from '@playwright/test';

import { ORDER_SERVICE, PROVISIONED, expect, test } from './fixtures';

const TYPE = 'hotpath-pyroscope-datasource';
const query = (spec: object) => ({
  kind: 'DataQuery',
  group: TYPE,
  version: 'v0',
  datasource: { name: PROVISIONED },
  spec,
});

function element(
  id: number,
  title: string,
  group: string,
  asked: object[],
  spec: object = {},
  transformations: object[] = []
) {
  const queries = asked.map((one, index) => ({
    kind: 'PanelQuery',
    spec: { query: query(one), refId: 'ABC'[index], hidden: false },
  }));
  return {
    kind: 'Panel',
    spec: {
      id,
      title,
      links: [],
      data: { kind: 'QueryGroup', spec: { queries, transformations, queryOptions: {} } },
      vizConfig: {
        kind: 'VizConfig',
        group,
        version: '',
        spec: { options: {}, fieldConfig: { defaults: {}, overrides: [] }, ...spec },
      },
    },
  };
}

const item = (name: string) => ({ element: { kind: 'ElementReference', name } });
const gridItem = (name: string, y: number, rest: object = {}) => ({
  kind: 'GridLayoutItem',
  spec: { x: 0, y, width: 24, height: 10, ...item(name), ...rest },
});
const common = {
  hide: 'dontHide',
  skipUrlSync: false,
  options: [],
  allowCustomValue: true,
  multi: false,
  includeAll: false,
};

/** As Grafana 13 saves it: a tab with rows and a grid, and a tab with panels of one size. */
const DASHBOARD = {
  apiVersion: 'dashboard.grafana.app/v2',
  kind: 'Dashboard',
  metadata: { name: 'second' },
  uid: 'second',
  title: 'Second schema',
  spec: {
    title: 'Second schema',
    cursorSync: 'Crosshair',
    preload: true,
    links: [],
    tags: [],
    timeSettings: {
      timezone: 'utc',
      from: 'now-1h',
      to: 'now',
      autoRefresh: '',
      autoRefreshIntervals: [],
      hideTimepicker: false,
      fiscalYearStartMonth: 0,
    },
    variables: [
      {
        kind: 'QueryVariable',
        spec: {
          ...common,
          name: 'service',
          label: 'Service',
          current: { text: 'order-service', value: 'order-service' },
          refresh: 'onTimeRangeChanged',
          sort: 'alphabeticalDesc',
          regex: '/order|api/',
          query: query({ type: 'labelValue', labelName: 'service_name', refId: 'service' }),
        },
      },
      {
        kind: 'CustomVariable',
        spec: {
          ...common,
          name: 'v',
          query: 'v1,v2',
          multi: true,
          current: { text: ['v1', 'v2'], value: ['v1', 'v2'] },
        },
      },
    ],
    annotations: [
      {
        kind: 'AnnotationQuery',
        spec: {
          name: 'Versions',
          enable: true,
          hide: false,
          iconColor: 'purple',
          query: query({
            ...ORDER_SERVICE,
            labelSelector: '{service_name="order-service-steady"}',
            queryType: 'metrics',
            newValuesOf: 'version',
          }),
        },
      },
    ],
    elements: {
      code: element(1, '$service by code', 'hotpath-flamegraph-panel', [
        { ...ORDER_SERVICE, labelSelector: '{service_name="$service"}' },
      ]),
      versions: element(2, 'Version $v', 'text', [], { options: { mode: 'markdown', content: 'text of $v' } }),
      lines: element(3, 'Lines', 'timeseries', [
        { ...ORDER_SERVICE, labelSelector: '{service_name="order-service-steady"}', queryType: 'metrics' },
      ]),
      highest: element(4, 'Highest', 'table', [{ ...ORDER_SERVICE, queryType: 'metrics' }], {}, [
        { kind: 'Transformation', group: 'reduce', spec: { options: { reducers: ['max'] } } },
      ]),
    },
    layout: {
      kind: 'TabsLayout',
      spec: {
        tabs: [
          {
            kind: 'TabsLayoutTab',
            spec: {
              title: 'Code of $service',
              layout: {
                kind: 'RowsLayout',
                spec: {
                  rows: [
                    {
                      kind: 'RowsLayoutRow',
                      spec: {
                        title: 'Profile',
                        layout: { kind: 'GridLayout', spec: { items: [gridItem('code', 0)] } },
                      },
                    },
                    {
                      kind: 'RowsLayoutRow',
                      spec: {
                        title: 'Versions',
                        collapse: true,
                        layout: {
                          kind: 'GridLayout',
                          spec: {
                            items: [
                              gridItem('versions', 0, {
                                repeat: { mode: 'variable', value: 'v', direction: 'h', maxPerRow: 3 },
                              }),
                            ],
                          },
                        },
                      },
                    },
                  ],
                },
              },
            },
          },
          {
            kind: 'TabsLayoutTab',
            spec: {
              title: 'Over time',
              layout: {
                kind: 'AutoGridLayout',
                spec: {
                  columnWidthMode: 'standard',
                  rowHeightMode: 'standard',
                  maxColumnCount: 2,
                  items: ['lines', 'highest'].map((name) => ({ kind: 'AutoGridLayoutItem', spec: item(name) })),
                },
              },
            },
          },
        ],
      },
    },
  },
};

async function open(page: Page) {
  await page.route('**/api/dashboards/uid/second', (route) => route.fulfill({ json: { dashboard: DASHBOARD } }));
  await page.goto('/d/second/second?theme=dark');
}

test('a dashboard of schema v2 shows its tabs, rows, grids and variables', async ({ page, panel }) => {
  await open(page);
  const shown = (key: string) => page.locator(`[data-viz-panel-key="${key}"]`);
  await panel.painted();
  await expect(page.getByRole('tab', { name: 'Code of order-service' })).toHaveAttribute('aria-selected', 'true');
  await expect(panel.title).toContainText('order-service · CPU time');
  await expect(page).toHaveURL(/timezone=utc/);

  const versions = page.getByRole('button', { name: 'Versions', expanded: false });
  await versions.click();
  await expect(shown('panel-2')).toContainText('text of v1');
  await expect(shown('panel-2-clone-1')).toContainText('text of v2');

  await page.getByRole('combobox', { name: 'Service', exact: true }).click();
  await expect(page.getByRole('option')).toHaveText([
    'order-service-steady',
    'order-service',
    'api-gateway-steady',
    'api-gateway-leak',
    'api-gateway',
  ]);
  await page.getByRole('option', { name: 'api-gateway', exact: true }).click();
  await expect(panel.title).toContainText('api-gateway · CPU time');
  await expect(page.getByRole('tab', { name: 'Code of api-gateway' })).toBeVisible();

  await page.getByRole('tab', { name: 'Over time' }).click();
  await expect(panel.title).toHaveCount(0);
  await expect(shown('panel-3').getByTestId('annotation-mark').first()).toBeVisible();
  await expect(shown('panel-4').getByRole('columnheader', { name: 'Max' })).toBeVisible();
  const [left, right] = [(await shown('panel-3').boundingBox())!, (await shown('panel-4').boundingBox())!];
  expect(right.y).toBe(left.y);
  expect(right.x).toBeGreaterThan(left.x + left.width);
});
