import React from 'react';
import { create, toBinary } from '@bufbuild/protobuf';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { config, getBackendSrv, setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import {
  ProfileTypesResponseSchema,
  SelectMergeSpanProfileResponseSchema,
} from '../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { LabelNamesResponseSchema } from '../../../pkg/pyroscope/gen/types/v1/types_pb';
import { fakeBackend, spanProfilesSent } from '../../datasource/testing/fakeHost';
import { giveSizes } from '../../datasource/testing/showEditor';
import trace from '../../tempo/testdata/trace.json';
import { TraceSetup } from './TraceSetup';

const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';
const TRACE = 'f18ba12e163598c9e596cd1b4d56f308';
const OURS = { uid: 'pyro', name: 'Pyroscope', type: 'hotpath-pyroscope-datasource' } as DataSourceInstanceSettings;
const OTHER = { ...OURS, uid: 'second', name: 'Pyroscope EU' };

beforeAll(giveSizes);
beforeEach(() => {
  config.bootData.user = { orgRole: 'Admin' } as typeof config.bootData.user;
});

interface Given {
  /** What is saved of it; absent: no link. */
  saved?: object;
  readOnly?: boolean;
  stored?: object;
  sources?: DataSourceInstanceSettings[];
  /** Spans that a search of Tempo's finds; absent: Tempo is down. */
  found?: object[];
  /** Samples of 10 ms that the spans have together. */
  samples?: number;
}

function given({ saved, readOnly, stored = {}, sources = [OURS], found, samples = 0 }: Given = {}) {
  const tempo = { uid: 'tempo', name: 'Tempo', type: 'tempo', readOnly, jsonData: {} as object };
  tempo.jsonData = saved ? { tracesToProfiles: saved } : {};
  const put = jest.fn().mockImplementation(async (_, { jsonData }) => {
    tempo.jsonData = jsonData;
  });
  setDataSourceSrv({ getList: () => [...sources, tempo], reload: () => undefined } as unknown as DataSourceSrv);
  const json = (body: unknown) => ({ body: JSON.stringify(body), contentType: 'application/json' });
  const sent = fakeBackend({
    search: found ? json({ traces: [{ traceID: TRACE, spanSets: [{ spans: found }] }] }) : { status: 502, body: '' },
    [TRACE]: json(trace),
    ProfileTypes: { body: TYPES },
    LabelNames: { body: LABELS },
    SelectMergeSpanProfile: { body: spanProfile(samples) },
  });
  const get = async () => ({ ...tempo, jsonData: { nodeGraph: true, ...tempo.jsonData }, ...stored });
  Object.assign(getBackendSrv(), { get, put });
  render(<TraceSetup sources={sources} />);
  return { put, sent };
}

const TYPES = toBinary(
  ProfileTypesResponseSchema,
  create(ProfileTypesResponseSchema, { profileTypes: [{ ID: CPU, name: 'process_cpu', sampleType: 'cpu' }] })
);
const LABELS = toBinary(
  LabelNamesResponseSchema,
  create(LabelNamesResponseSchema, { names: ['service_name', 'region'] })
);

function spanProfile(samples: number): Uint8Array {
  const ns = BigInt(samples * 10_000_000);
  const zero = BigInt(0);
  const flamegraph = {
    names: ['total', 'work'],
    levels: [{ values: [zero, ns, zero, zero] }, ...(samples > 0 ? [{ values: [zero, ns, ns, BigInt(1)] }] : [])],
    total: ns,
    maxSelf: ns,
  };
  return toBinary(SelectMergeSpanProfileResponseSchema, create(SelectMergeSpanProfileResponseSchema, { flamegraph }));
}

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

const LINKED = { datasourceUid: 'pyro', profileTypeId: CPU };

test('a Tempo is linked after asking, and the rest of its settings stays', async () => {
  const { put } = given();
  expect(screen.getByRole('list', { name: 'Tempo data sources' })).toHaveTextContent('Tempoleads to no profiles');
  await userEvent.click(screen.getByRole('button', { name: 'Link to profiles' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(put).not.toHaveBeenCalled();
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Change' }));
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
  expect(
    await screen.findByText('leads to Pyroscope by service.name → service_name · CPU (automatic)')
  ).toBeInTheDocument();
});

test('data source, profile type and tags are chosen', async () => {
  const { put, sent } = given({
    sources: [OURS, OTHER],
    saved: { datasourceUid: 'pyro', tags: [{ key: 'service.name' }] },
  });
  await userEvent.click(screen.getByRole('button', { name: 'Change' }));
  const choose = async (field: string, text: string) => {
    await userEvent.click(screen.getByLabelText(field));
    await userEvent.keyboard(`${text}{Enter}`);
  };
  await choose('Pyroscope data source', 'Pyroscope EU');
  await waitFor(() => expect(sent.map(({ url }) => url)).toContainEqual(expect.stringMatching(/second.*ProfileTypes/)));
  await new Promise((done) => setTimeout(done, 50));
  await choose('Profile type', 'CPU time');
  await userEvent.click(screen.getByRole('button', { name: 'Add tag' }));
  await userEvent.type(screen.getByLabelText('Tag 2'), 'cloud.region');
  await choose('Label 2', 'region');
  await userEvent.click(screen.getByRole('button', { name: 'Add tag' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Change' }));
  await waitFor(() => expect(put).toHaveBeenCalledTimes(1));
  expect(put.mock.calls[0][1].jsonData.tracesToProfiles).toEqual({
    datasourceUid: 'second',
    tags: [
      { key: 'service.name', value: 'service_name' },
      { key: 'cloud.region', value: 'region' },
    ],
    profileTypeId: CPU,
    customQuery: false,
  });
});

test.each<[string, string, Given, RegExp]>([
  ['a provisioned one', 'Admin', { readOnly: true }, /is set up by a file/],
  ['a user without the right', 'Viewer', {}, /You may not change Tempo/],
])('%s gets YAML with the same choices', async (_, orgRole, host, said) => {
  config.bootData.user = { orgRole } as typeof config.bootData.user;
  const { put } = given(host);
  await userEvent.click(screen.getByRole('button', { name: 'Link to profiles' }));
  expect(await screen.findByText(said)).toBeInTheDocument();
  await userEvent.clear(screen.getByLabelText('Tag 1'));
  await userEvent.type(screen.getByLabelText('Tag 1'), 'app');
  expect(screen.getByText(/datasourceUid: "pyro"/)).toHaveTextContent(/- key: "app" value: "service_name"/);
  expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument();
  expect(put).not.toHaveBeenCalled();
});

test('one that turns out to be provisioned when it is saved gets the YAML too', async () => {
  const { put } = given({ stored: { readOnly: true } });
  await userEvent.click(screen.getByRole('button', { name: 'Link to profiles' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await userEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Change' }));
  expect(await screen.findByText(/is set up by a file/)).toBeInTheDocument();
  expect(put).not.toHaveBeenCalled();
});

async function checked(): Promise<string> {
  await userEvent.click(screen.getByRole('button', { name: 'Check a recent trace' }));
  return (await screen.findByRole('status')).textContent!;
}

test('a recent trace is checked: its spans, their samples by one call, and what is missing by language', async () => {
  const { sent } = given({
    saved: LINKED,
    samples: 9,
    found: [
      span('a'.repeat(16), 'api-gateway', 'go', true),
      span('c'.repeat(16), 'mail-service', 'python', false),
      span('d'.repeat(16), '', 'go', false),
    ],
  });
  const said = await checked();
  expect(said).toMatch(/The trace “GET \/checkout” of \d\d:\d\d:46 has 8 spans, 3 of them with a profile ID\./);
  expect(said).toContain('Pyroscope has 9 samples of 3 spans: 90 ms of CPU time.');
  expect(said).toContain('mail-service: add the span processor of pyroscope-otel.');
  expect(said).not.toContain('api-gateway:');
  expect(said).not.toMatch(/(^|[^\w-]): /);
  expect(screen.getByRole('link', { name: 'List its spans' })).toHaveAttribute('href', expect.stringContaining(TRACE));
  const counted = spanProfilesSent(sent);
  expect(counted).toHaveLength(1);
  const [{ spanSelector, profileTypeID, start, end }] = counted;
  expect(spanSelector).toEqual(['15cb822407822739', '18637accb9dbfb6e', '06b3e107af0b0be9']);
  expect(profileTypeID).toBe(CPU);
  expect(Number(end) - Number(start)).toBeLessThan(121_000);
});

test.each<[string, Given, RegExp]>([
  ['Tempo is down', { saved: LINKED }, /^Tempo could not be reached\./],
  ['there is no trace', { saved: LINKED, found: [] }, /^No requests in the last hour/],
  [
    'there are no samples',
    { saved: LINKED, found: [span('a'.repeat(16), 'api-gateway', 'go', true)] },
    /Pyroscope has no samples of 3 spans \(CPU time\): check that this data source reads the server/,
  ],
  [
    'a label of the settings is nowhere',
    {
      saved: { ...LINKED, tags: [{ key: 'service.name', value: 'app' }] },
      samples: 1,
      found: [span('a'.repeat(16), 'api-gateway', 'go', true)],
    },
    /No profile of the last hour has the label app/,
  ],
])('what is wrong is said: %s', async (_, host, said) => {
  given(host);
  expect(await checked()).toMatch(said);
});
