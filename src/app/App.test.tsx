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
import { dashboardUid } from './dashboard';

const props = {} as AppRootProps;

interface Host {
  post?: jest.Mock;
  put?: jest.Mock;
  /** What Grafana answers to a GET; 404 where that is undefined. */
  get?: (path: string) => unknown;
  /** What the server of every data source answers; it is not there without. */
  answer?: Uint8Array;
}

/** Grafana with these data sources. */
function given(
  sources: Array<Partial<DataSourceInstanceSettings>>,
  { post = jest.fn(), put = jest.fn(), get = () => undefined, answer }: Host = {}
) {
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
  const found = (path: string) => {
    const body = get(path);
    return body === undefined ? Promise.reject({ status: 404, data: {}, config: {} }) : Promise.resolve(body);
  };
  setBackendSrv({ post, put, get: found, fetch } as unknown as BackendSrv);
  return post;
}

beforeAll(giveSizes);

beforeEach(() => {
  config.bootData.user = { orgRole: 'Admin' } as typeof config.bootData.user;
});

const OURS = 'hotpath-pyroscope-datasource';

async function enterUrl(text: string) {
  const url = screen.getByLabelText(/^Server URL/);
  await userEvent.clear(url);
  await userEvent.type(url, text);
}

async function chooseService(name: string) {
  const service = screen.getByLabelText('Service');
  await waitFor(() => expect(service).toHaveAttribute('placeholder', 'Choose a service'));
  await userEvent.click(service);
  await userEvent.keyboard(`${name}{Enter}`);
  expect(service).toHaveValue(name);
}

test('a first visit asks for the server and says right there whether it answers', async () => {
  const sources: Array<Partial<DataSourceInstanceSettings>> = [{ name: 'Pyroscope', type: 'prometheus', uid: 'p' }];
  const add = jest
    .fn()
    // A name that is taken by what the user may not see.
    .mockRejectedValueOnce({ status: 409, data: { message: 'the same name already exists' }, config: {} })
    .mockImplementation((_, { name }) => {
      sources.push({ name, type: OURS, uid: 'new' });
      return Promise.resolve({ datasource: { uid: 'new' } });
    });
  const put = jest.fn().mockResolvedValue({});
  const stored = { uid: 'new', type: OURS, url: 'http://localhost:4040', version: 1 };
  given(sources, {
    post: add,
    put,
    get: (path) => (path === '/api/datasources' ? [] : path === '/api/datasources/uid/new' ? stored : undefined),
  });
  render(<App {...props} />);
  await enterUrl(' http://localhost:4040 {Enter}');

  expect(await screen.findByText('Pyroscope could not be reached.')).toBeInTheDocument();
  expect(screen.getByText(/Check that the server runs/)).toBeInTheDocument();
  expect(add.mock.calls.map(([path, { name, type, url }]) => [path, name, type, url])).toEqual([
    ['/api/datasources', 'Pyroscope 2', OURS, 'http://localhost:4040'],
    ['/api/datasources', 'Pyroscope 3', OURS, 'http://localhost:4040'],
  ]);
  expect(screen.getByRole('link', { name: 'Open its settings' })).toHaveAttribute(
    'href',
    '/connections/datasources/edit/new'
  );
  expect(screen.getByRole('list', { name: 'Connected Pyroscope servers' })).toHaveTextContent('Pyroscope 3');

  await enterUrl('http://localhost:4041');
  await userEvent.click(screen.getByRole('button', { name: 'Save and check again' }));
  await waitFor(() => expect(put).toHaveBeenCalledTimes(1));
  expect(put.mock.calls[0].slice(0, 2)).toEqual([
    '/api/datasources/uid/new',
    { ...stored, url: 'http://localhost:4041' },
  ]);
  expect(add).toHaveBeenCalledTimes(2);
});

test('what is no address is not sent', async () => {
  const post = given([]);
  render(<App {...props} />);
  await enterUrl('localhost:4040{Enter}');
  expect(screen.getByText(/Enter the address with http/)).toBeInTheDocument();
  expect(screen.getByLabelText(/^Server URL/)).toHaveValue('localhost:4040');
  expect(post).not.toHaveBeenCalled();
});

test('a URL that is read from already adds nothing until told to', async () => {
  const eu = { name: 'Profiles EU', type: OURS, uid: 'eu' };
  const post = given([eu], {
    post: jest.fn().mockResolvedValue({ datasource: { uid: 'new' } }),
    get: (path) => (path === '/api/datasources' ? [{ ...eu, url: 'http://localhost:4040' }] : undefined),
  });
  render(<App {...props} />);
  await userEvent.click(screen.getByRole('button', { name: 'Add another data source' }));
  await enterUrl('http://localhost:4040/{Enter}');
  expect(await screen.findByText('“Profiles EU” already uses this URL')).toBeInTheDocument();
  expect(post).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Add it anyway' }));
  await waitFor(() => expect(post).toHaveBeenCalledTimes(1));
});

test('a dashboard of a service is made and opened, or what kept it from being made is said', async () => {
  const post = given([{ name: 'P', type: OURS, uid: 'eu' }], {
    post: jest
      .fn()
      .mockRejectedValueOnce({ status: 403, data: { message: 'Access denied' }, config: {} })
      .mockResolvedValueOnce({ url: '/d/x/profiles-of-order-service' }),
    answer: recorded('series-fast-path.response.bin'),
  });
  render(<App {...props} />);
  await chooseService('order-service');
  await userEvent.click(screen.getByRole('button', { name: 'Create and open' }));
  expect(await screen.findByText(/Access denied\. Ask an admin/)).toBeInTheDocument();
  expect(screen.getByLabelText('Service')).toHaveValue('order-service');
  await userEvent.click(screen.getByRole('button', { name: 'Create and open' }));
  await waitFor(() => expect(locationService.getLocation().pathname).toBe('/d/x/profiles-of-order-service'));

  const [path, { dashboard, overwrite }] = post.mock.calls[1];
  expect([path, overwrite]).toEqual(['/api/dashboards/db', false]);
  const of = ['{service_name="order-service"}', 'process_cpu:cpu:nanoseconds:cpu:nanoseconds'];
  expect(
    dashboard.panels.map(({ type, targets: [{ queryType, labelSelector, profileTypeId }] }: any) => [
      type,
      queryType,
      labelSelector,
      profileTypeId,
    ])
  ).toEqual([
    ['timeseries', 'metrics', ...of],
    ['hotpath-flamegraph-panel', 'profile', ...of],
  ]);
});

test('a dashboard that is there already is led to, and another is made only when asked for', async () => {
  const made = new Map<string, string>();
  const post = given([{ name: 'P', type: OURS, uid: 'eu' }], {
    post: jest.fn().mockImplementation((_, { dashboard: { uid, title } }) => {
      made.set(`/api/dashboards/uid/${uid}`, title);
      return Promise.resolve({ url: `/d/${uid}/made` });
    }),
    get: (path) =>
      made.has(path) ? { dashboard: { title: made.get(path) }, meta: { url: '/d/first/made' } } : undefined,
    answer: recorded('series-fast-path.response.bin'),
  });
  render(<App {...props} />);
  await chooseService('order-service');
  const create = screen.getByRole('button', { name: 'Create and open' });
  await userEvent.click(create);
  await waitFor(() => expect(post).toHaveBeenCalledTimes(1));
  await userEvent.click(create);
  expect(await screen.findByText('“Profiles of order-service” already exists')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Open it' })).toHaveAttribute('href', '/d/first/made');
  expect(post).toHaveBeenCalledTimes(1);

  await userEvent.click(screen.getByRole('button', { name: 'Create another one' }));
  await waitFor(() => expect(post).toHaveBeenCalledTimes(2));
  expect([...made.values()]).toEqual(['Profiles of order-service', 'Profiles of order-service (2)']);
});

test('uids are told apart by data source and service, and Grafana takes them', () => {
  const uids = [
    dashboardUid({ uid: 'a', type: OURS }, 'order-service'),
    dashboardUid({ uid: 'b', type: OURS }, 'order-service'),
    dashboardUid({ uid: 'a', type: OURS }, 'order_service'),
    dashboardUid({ uid: 'a', type: OURS }, 'Übergrößenträger/von weit her mit sehr langem Namen'),
    dashboardUid({ uid: 'a', type: OURS }, 'Übergrößenträger/von weit her mit sehr langem Namen', 99),
  ];
  expect(new Set(uids).size).toBe(uids.length);
  for (const uid of uids) {
    expect(uid).toMatch(/^[\w-]{1,40}$/);
  }
});

test('services that cannot be read are asked for again on request', async () => {
  given([{ name: 'P', type: OURS, uid: 'eu' }]);
  render(<App {...props} />);
  expect(await screen.findByText('Could not list the services of P')).toBeInTheDocument();
  given([{ name: 'P', type: OURS, uid: 'eu' }], { answer: recorded('series-fast-path.response.bin') });
  await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
  await waitFor(() => expect(screen.queryByText('Could not list the services of P')).not.toBeInTheDocument());
  await chooseService('order-service');
});

test('what Grafana answers to a refused add is shown, and the URL is kept', async () => {
  given([], { post: jest.fn().mockRejectedValue({ status: 403, data: { message: 'Access denied' }, config: {} }) });
  render(<App {...props} />);
  await userEvent.click(screen.getByRole('button', { name: 'Add data source' }));

  expect(await screen.findByText(/Access denied\. Ask an admin.*http:\/\/pyroscope:4040/)).toBeInTheDocument();
  expect(screen.getByLabelText(/^Server URL/)).toHaveValue('http://pyroscope:4040');
});

test('a connected server leads to Explore and to its settings', () => {
  given([{ name: 'Profiles EU', type: OURS, uid: 'eu' }]);
  render(<App {...props} />);

  const explore = new URL(screen.getByRole('link', { name: 'Open Explore' }).getAttribute('href')!, 'http://grafana');
  const pane = Object.values(JSON.parse(explore.searchParams.get('panes')!))[0];
  expect(pane).toMatchObject({ datasource: 'eu', queries: [{ datasource: { uid: 'eu' } }] });
  expect(screen.getByRole('link', { name: 'Settings' })).toHaveAttribute('href', '/connections/datasources/edit/eu');
});

test('a viewer is told to ask an admin', () => {
  config.bootData.user = { orgRole: 'Viewer', permissions: {} } as unknown as typeof config.bootData.user;
  given([]);
  render(<App {...props} />);

  expect(screen.getByText(/Ask an admin/)).toBeInTheDocument();
  expect(screen.queryByLabelText(/^Server URL/)).not.toBeInTheDocument();
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
  expect(screen.getByText(/Only editors and admins can create dashboards/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Create and open' })).not.toBeInTheDocument();
});

test('rights that Grafana tells count more than the role', () => {
  config.bootData.user = {
    orgRole: 'Viewer',
    permissions: { 'datasources:explore': true, 'dashboards:create': true },
  } as unknown as typeof config.bootData.user;
  given([{ name: 'Profiles EU', type: 'hotpath-pyroscope-datasource', uid: 'eu' }]);
  render(<App {...props} />);

  expect(screen.getByRole('link', { name: 'Open Explore' })).toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'Settings' })).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Create and open' })).toBeInTheDocument();
});
