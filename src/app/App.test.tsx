import React from 'react';
import { render, screen, waitFor } from '@testing-library/react';
import { of, throwError } from 'rxjs';
import userEvent from '@testing-library/user-event';
import type { AppRootProps, DataSourceInstanceSettings } from '@grafana/data';
import {
  config,
  locationService,
  setBackendSrv,
  setDataSourceSrv,
  type BackendSrv,
  type BackendSrvRequest,
  type DataSourceSrv,
} from '@grafana/runtime';

import { recorded } from '../datasource/testing/fakeHost';
import { giveSizes } from '../datasource/testing/showEditor';
import { App } from './App';

const props = {} as AppRootProps;

/** Grafana with these data sources; their server answers with `answer`, or is not there. */
function given(sources: Array<Partial<DataSourceInstanceSettings>>, post = jest.fn(), answer?: Uint8Array) {
  setDataSourceSrv({
    getList: ({ filter }: { filter?: (settings: DataSourceInstanceSettings) => boolean } = {}) =>
      (sources as DataSourceInstanceSettings[]).filter(filter ?? (() => true)),
    reload: () => undefined,
  } as unknown as DataSourceSrv);
  const fetch = ({ url }: BackendSrvRequest) =>
    answer
      ? of({
          status: 200,
          ok: true,
          url,
          data: answer.slice().buffer,
          headers: new Headers({ 'content-type': 'application/proto' }),
        })
      : throwError(() => ({ status: 502, data: new ArrayBuffer(0), config: {} }));
  setBackendSrv({ post, fetch } as unknown as BackendSrv);
  return post;
}

beforeAll(giveSizes);

beforeEach(() => {
  config.bootData.user = { orgRole: 'Admin' } as typeof config.bootData.user;
});

test('a first visit asks for the server and says right there whether it answers', async () => {
  const sources: Array<Partial<DataSourceInstanceSettings>> = [{ name: 'Pyroscope', type: 'prometheus', uid: 'p' }];
  const post = given(
    sources,
    jest.fn().mockImplementation(() => {
      sources.push({ name: 'Pyroscope 2', type: 'hotpath-pyroscope-datasource', uid: 'new' });
      return Promise.resolve({ datasource: { uid: 'new' } });
    })
  );
  render(<App {...props} />);
  const url = screen.getByLabelText('Server URL');
  await userEvent.clear(url);
  await userEvent.type(url, ' http://localhost:4040 {Enter}');

  expect(post.mock.calls[0][0]).toBe('/api/datasources');
  expect(post.mock.calls[0][1]).toMatchObject({
    name: 'Pyroscope 2',
    type: 'hotpath-pyroscope-datasource',
    url: 'http://localhost:4040',
  });
  expect(await screen.findByText(/could not be reached/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Open its settings' })).toHaveAttribute(
    'href',
    '/connections/datasources/edit/new'
  );
  expect(screen.getByText('Pyroscope 2')).toBeInTheDocument();
});

test('a dashboard of a service is made and opened, or what kept it from being made is said', async () => {
  const post = given(
    [{ name: 'P', type: 'hotpath-pyroscope-datasource', uid: 'eu' }],
    jest
      .fn()
      .mockRejectedValueOnce({ status: 403, data: { message: 'Access denied' }, config: {} })
      .mockResolvedValueOnce({ url: '/d/x/profiles-of-order-service' }),
    recorded('series-fast-path.response.bin')
  );
  render(<App {...props} />);
  const service = screen.getByLabelText('Service');
  await waitFor(() => expect(service).toHaveAttribute('placeholder', 'Choose a service'));
  await userEvent.click(service);
  await userEvent.keyboard('order-s{Enter}');
  await userEvent.click(screen.getByRole('button', { name: 'Create and open' }));
  expect(await screen.findByText('Access denied')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Create and open' }));
  await waitFor(() => expect(locationService.getLocation().pathname).toBe('/d/x/profiles-of-order-service'));
  const [path, { dashboard }] = post.mock.calls[1];
  expect(path).toBe('/api/dashboards/db');
  expect(
    dashboard.panels.map(({ type, targets }: any) => [type, targets[0].queryType, targets[0].labelSelector])
  ).toEqual([
    ['timeseries', 'metrics', '{service_name="order-service"}'],
    ['hotpath-flamegraph-panel', 'profile', '{service_name="order-service"}'],
  ]);
});

test('what Grafana answers to a refused add is shown, and the URL is kept', async () => {
  given([], jest.fn().mockRejectedValue({ status: 403, data: { message: 'Access denied' }, config: {} }));
  render(<App {...props} />);
  await userEvent.click(screen.getByRole('button', { name: 'Add data source' }));

  expect(await screen.findByText('Access denied')).toBeInTheDocument();
  expect(screen.getByLabelText('Server URL')).toHaveValue('http://pyroscope:4040');
});

test('a connected server leads to Explore and to its settings', () => {
  given([{ name: 'Profiles EU', type: 'hotpath-pyroscope-datasource', uid: 'eu' }]);
  render(<App {...props} />);

  const explore = new URL(screen.getByRole('link', { name: 'Explore' }).getAttribute('href')!, 'http://grafana');
  const pane = Object.values(JSON.parse(explore.searchParams.get('panes')!))[0];
  expect(pane).toMatchObject({ datasource: 'eu', queries: [{ datasource: { uid: 'eu' } }] });
  expect(screen.getByRole('link', { name: 'Settings' })).toHaveAttribute('href', '/connections/datasources/edit/eu');
});

test('a viewer is told to ask an admin', () => {
  config.bootData.user = { orgRole: 'Viewer', permissions: {} } as unknown as typeof config.bootData.user;
  given([]);
  render(<App {...props} />);

  expect(screen.getByText(/Ask an admin/)).toBeInTheDocument();
  expect(screen.queryByLabelText('Server URL')).not.toBeInTheDocument();
});

test('a viewer is offered no page that Grafana would not open, and is told who may make a dashboard', () => {
  config.bootData.user = {
    orgRole: 'Viewer',
    permissions: { 'datasources:query': true },
  } as unknown as typeof config.bootData.user;
  given([{ name: 'Profiles EU', type: 'hotpath-pyroscope-datasource', uid: 'eu' }]);
  render(<App {...props} />);

  expect(screen.getByText('Profiles EU')).toBeInTheDocument();
  expect(screen.queryByRole('link')).not.toBeInTheDocument();
  expect(screen.getByText(/needs an editor or an admin/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Create and open' })).not.toBeInTheDocument();
});

test('rights that Grafana tells count more than the role', () => {
  config.bootData.user = {
    orgRole: 'Viewer',
    permissions: { 'datasources:explore': true, 'dashboards:create': true },
  } as unknown as typeof config.bootData.user;
  given([{ name: 'Profiles EU', type: 'hotpath-pyroscope-datasource', uid: 'eu' }]);
  render(<App {...props} />);

  expect(screen.getByRole('link', { name: 'Explore' })).toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'Settings' })).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Create and open' })).toBeInTheDocument();
});
