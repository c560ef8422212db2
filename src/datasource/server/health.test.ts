import { create, toBinary } from '@bufbuild/protobuf';
import { GetFeatureFlagsResponseSchema } from '../../../pkg/pyroscope/gen/capabilities/v1/feature_flags_pb';
import { GetProfileStatsResponseSchema } from '../../../pkg/pyroscope/gen/types/v1/types_pb';
import { dataSource, fakeBackend, fakeTemplates, recorded, type Answers } from '../testing/fakeHost';

const stats = (message: Partial<{ dataIngested: boolean; oldestProfileTime: bigint; newestProfileTime: bigint }>) => ({
  body: toBinary(GetProfileStatsResponseSchema, create(GetProfileStatsResponseSchema, message)),
});
const flags = (enabled: boolean) => ({
  body: toBinary(
    GetFeatureFlagsResponseSchema,
    create(GetFeatureFlagsResponseSchema, { featureFlags: [{ name: 'v2StorageLayer', enabled }] })
  ),
});
const data: Answers = {
  ProfileTypes: { body: recorded('profile-types.response.bin') },
  Series: { body: recorded('series-fast-path.response.bin') },
};

function check(answers: Answers, url?: string) {
  fakeBackend(answers);
  return dataSource(fakeTemplates(), url).testDatasource();
}

describe('Save & test', () => {
  it('counts what there is and names the server', async () => {
    const buildinfo = {
      body: JSON.stringify({ status: 'success', data: { version: '1.14.0', revision: 'abc' } }),
      contentType: 'application/json',
    };
    expect(
      await check({
        ...data,
        buildinfo,
        GetFeatureFlags: flags(true),
        GetProfileStats: stats({ dataIngested: true, oldestProfileTime: BigInt(1), newestProfileTime: BigInt(2) }),
      })
    ).toEqual({
      status: 'success',
      message: expect.stringMatching(
        /^Connected\. \d+ services, \d+ profile types in the last hour\. Pyroscope 1\.14\.0 \(storage v2\)\.$/
      ),
    });
  });

  it.each([
    ['v1', flags(false), stats({})],
    ['v1-v2-dual', flags(true), stats({ dataIngested: true, newestProfileTime: BigInt(2) })],
    ['v2', flags(true), stats({})],
  ])('knows the storage mode %s', async (mode, GetFeatureFlags, GetProfileStats) => {
    const { message } = await check({ ...data, GetFeatureFlags, GetProfileStats });
    expect(message).toContain(`Pyroscope (storage ${mode}).`);
  });

  it('leaves out what the server does not tell', async () => {
    const { status, message } = await check({ ProfileTypes: data.ProfileTypes });
    expect(status).toBe('success');
    expect(message).toMatch(/^Connected\. \d+ profile types in the last hour\.$/);
  });

  it('says what to do when no profile has come yet', async () => {
    const empty = { body: '' };
    const none = await check({ ProfileTypes: empty, Series: empty, GetProfileStats: stats({}) });
    expect(none).toEqual({
      status: 'success',
      message: expect.stringMatching(/^Connected\. No profiles have arrived.*SDK/),
    });
    const old = await check({
      ProfileTypes: empty,
      GetProfileStats: stats({ dataIngested: true, newestProfileTime: BigInt(Date.UTC(2026, 0, 2)) }),
    });
    expect(old.message).toMatch(/the newest is from 2026-01-02/);
  });

  it('fails in words, with the technical line apart', async () => {
    expect(await check({ ProfileTypes: { status: 502 } })).toEqual({
      status: 'error',
      message: expect.stringMatching(/could not be reached/),
      details: {
        message: expect.stringMatching(/Check that/),
        verboseMessage: expect.stringMatching(/ProfileTypes · HTTP 502/),
      },
    });
    expect(await check({}, '')).toMatchObject({ status: 'error', message: expect.stringMatching(/no URL/) });
  });
});

describe('getResource', () => {
  it('lists profile types as Grafana’s settings pages expect them', async () => {
    fakeBackend(data);
    expect(await dataSource().getResource('profileTypes')).toContainEqual({
      id: 'process_cpu:cpu:nanoseconds:cpu:nanoseconds',
      label: 'process_cpu - cpu',
    });
  });

  it('lists labels that are not chosen yet, and their values', async () => {
    const names = new TextEncoder().encode('\n\x03pod\n\x08__type__\n\x01a');
    const sent = fakeBackend({ LabelNames: { body: names }, LabelValues: { body: names } });
    const source = dataSource();
    expect(await source.getResource('labelNames', { query: '{a="b"}', start: 1000, end: 2000 })).toEqual(['pod']);
    expect(await source.getResource('labelValues', { query: '{a="b"}', label: 'pod' })).toEqual([
      'pod',
      '__type__',
      'a',
    ]);
    expect(sent.map(({ method }) => method)).toEqual(['LabelNames', 'LabelValues']);
  });

  it('refuses what it does not have', async () => {
    fakeBackend(data);
    await expect(dataSource().getResource('secrets')).rejects.toThrow(/no resource named "secrets"/);
  });
});
