import React from 'react';
import { of, throwError } from 'rxjs';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { config, setBackendSrv, setDataSourceSrv, type BackendSrv, type DataSourceSrv } from '@grafana/runtime';
import { TraceSetup } from './TraceSetup';

const OURS = { uid: 'pyro', name: 'Pyroscope', type: 'hotpath-pyroscope-datasource' } as DataSourceInstanceSettings;

function given({ linkedTo, stored = {}, search }: { linkedTo?: string; stored?: object; search?: unknown } = {}) {
  const tempo = { uid: 'tempo', name: 'Tempo', type: 'tempo', jsonData: {} as object };
  const link = (uid?: string) => {
    tempo.jsonData = uid ? { tracesToProfiles: { datasourceUid: uid } } : {};
  };
  link(linkedTo);
  const put = jest.fn().mockImplementation(async () => link('pyro'));
  setDataSourceSrv({ getList: () => [OURS, tempo], reload: () => undefined } as unknown as DataSourceSrv);
  setBackendSrv({
    get: async () => ({ ...tempo, jsonData: { nodeGraph: true }, ...stored }),
    put,
    fetch: () =>
      search === undefined
        ? throwError(() => ({ status: 502, data: {}, config: {} }))
        : of({ status: 200, ok: true, data: search }),
  } as unknown as BackendSrv);
  render(<TraceSetup sources={[OURS]} />);
  return put;
}

beforeEach(() => {
  config.bootData.user = { orgRole: 'Admin' } as typeof config.bootData.user;
});

test('a Tempo is linked after asking, and the rest of its settings stays', async () => {
  const put = given();
  expect(screen.getByRole('list', { name: 'Tempo data sources' })).toHaveTextContent('Tempoleads to no profiles');
  await userEvent.click(screen.getByRole('button', { name: 'Link to Pyroscope' }));
  expect(put).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Change' }));
  await waitFor(() => expect(put).toHaveBeenCalledTimes(1));
  expect(put.mock.calls[0].slice(0, 2)).toEqual([
    '/api/datasources/uid/tempo',
    expect.objectContaining({
      jsonData: {
        nodeGraph: true,
        tracesToProfiles: {
          datasourceUid: 'pyro',
          tags: [{ key: 'service.name', value: 'service_name' }],
          profileTypeId: '',
          customQuery: false,
        },
      },
    }),
  ]);
  expect(await screen.findByText('leads to Pyroscope')).toBeInTheDocument();
});

test.each([
  ['a provisioned one', 'Admin', { readOnly: true }, /is set up by a file/],
  ['a user without the right', 'Viewer', {}, /You may not change Tempo/],
])('%s gets the YAML', async (_, orgRole, stored, said) => {
  config.bootData.user = { orgRole } as typeof config.bootData.user;
  const put = given({ stored });
  if (orgRole === 'Admin') {
    await userEvent.click(screen.getByRole('button', { name: 'Link to Pyroscope' }));
    await userEvent.click(screen.getByRole('button', { name: 'Change' }));
  }
  expect(await screen.findByText(said)).toBeInTheDocument();
  expect(screen.getByText(/datasourceUid: "pyro"/)).toBeInTheDocument();
  expect(put).not.toHaveBeenCalled();
});

const span = (spanID: string, service: string, language: string, marked: boolean) => ({
  spanID,
  startTimeUnixNano: '1795399659990579010',
  durationNanos: '1',
  attributes: [
    { key: 'service.name', value: { stringValue: service } },
    { key: 'telemetry.sdk.language', value: { stringValue: language } },
    ...(marked ? [{ key: 'pyroscope.profile.id', value: { stringValue: spanID } }] : []),
  ],
});

test('recent spans are counted, and what is missing is said by language', async () => {
  const spans = [
    span('a'.repeat(16), 'api-gateway', 'go', true),
    span('b'.repeat(16), 'api-gateway', 'go', false),
    span('c'.repeat(16), 'order-service', 'python', false),
  ];
  given({ linkedTo: 'pyro', search: { traces: [{ traceID: 'ab', spanSets: [{ spans }] }] } });
  await userEvent.click(screen.getByRole('button', { name: 'Check recent spans' }));
  expect(await screen.findByRole('status')).toHaveTextContent(
    '1 of 3 server spans of the last hour have a profile ID. order-service: add the span processor of pyroscope-otel.'
  );
});

test('a Tempo that is down is said', async () => {
  given({ linkedTo: 'pyro' });
  await userEvent.click(screen.getByRole('button', { name: 'Check recent spans' }));
  expect(await screen.findByRole('status')).toHaveTextContent('Tempo could not be reached.');
});
