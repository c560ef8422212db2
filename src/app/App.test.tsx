import React from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AppRootProps, DataSourceInstanceSettings } from '@grafana/data';
import {
  config,
  locationService,
  setBackendSrv,
  setDataSourceSrv,
  type BackendSrv,
  type DataSourceSrv,
} from '@grafana/runtime';

import { App } from './App';

const props = {} as AppRootProps;

function given(sources: Array<Partial<DataSourceInstanceSettings>>, post = jest.fn()) {
  setDataSourceSrv({
    getList: ({ filter }: { filter?: (settings: DataSourceInstanceSettings) => boolean } = {}) =>
      (sources as DataSourceInstanceSettings[]).filter(filter ?? (() => true)),
  } as unknown as DataSourceSrv);
  setBackendSrv({ post } as unknown as BackendSrv);
  return post;
}

beforeEach(() => {
  config.bootData.user = { orgRole: 'Admin' } as typeof config.bootData.user;
});

test('a first visit asks for the server and goes on to the settings of what it added', async () => {
  const post = given(
    [{ name: 'Pyroscope', type: 'prometheus', uid: 'p' }],
    jest.fn().mockResolvedValue({ datasource: { uid: 'new' } })
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
  expect(locationService.getLocation().pathname).toBe('/connections/datasources/edit/new');
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
