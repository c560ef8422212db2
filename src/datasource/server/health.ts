import { dateTimeFormat, type TestDataSourceResponse } from '@grafana/data';
import type { PyroscopeClient, TimeRange } from '../../../pkg/pyroscope/api';
import { errorText } from '../../wording/errorText';
import { t } from '../../wording/t';

const HOUR_MS = 3_600_000;

/**
 * "Save & test": whether profile types can be read decides; services, version and storage mode are told where the
 * server knows them.
 */
export async function checkHealth(client: PyroscopeClient, now = Date.now()): Promise<TestDataSourceResponse> {
  const range = { start: now - HOUR_MS, end: now };
  try {
    const [types, services, server] = await Promise.all([
      client.profileTypes(range),
      countServices(client, range),
      describeServer(client),
    ]);
    const message =
      types.length === 0
        ? `${t('datasource.health.connected', 'Connected.')} ${await whyNoTypes(client)}`
        : connectedText(types.length, services);
    return { status: 'success', message: [message, server].filter(Boolean).join(' ') };
  } catch (error) {
    const { title, remedy, detail } = errorText(error);
    return {
      status: 'error',
      message: title,
      details: { message: remedy, ...(detail ? { verboseMessage: detail } : {}) },
    };
  }
}

function connectedText(types: number, services: number | undefined): string {
  const typeCount =
    types === 1
      ? t('datasource.health.one-type', '1 profile type')
      : t('datasource.health.types', '{{count}} profile types', { count: types });
  if (services === undefined) {
    return t('datasource.health.found-types', 'Connected. {{types}} in the last hour.', { types: typeCount });
  }
  const serviceCount =
    services === 1
      ? t('datasource.health.one-service', '1 service')
      : t('datasource.health.services', '{{count}} services', { count: services });
  return t('datasource.health.found', 'Connected. {{services}}, {{types}} in the last hour.', {
    services: serviceCount,
    types: typeCount,
  });
}

async function countServices(client: PyroscopeClient, range: TimeRange): Promise<number | undefined> {
  const series = await client
    .series({ ...range, labelNames: ['service_name', '__profile_type__'] })
    .catch(() => undefined);
  const names = series?.map((labels) => labels.find(({ name }) => name === 'service_name')?.value);
  return names && new Set(names).size;
}

/** `Pyroscope 1.14.0 (storage v2)`, as far as it is known. */
async function describeServer(client: PyroscopeClient): Promise<string | undefined> {
  const [build, mode] = await Promise.all([client.buildInfo().catch(() => undefined), storageMode(client)]);
  const name = build?.version ? `Pyroscope ${build.version}` : 'Pyroscope';
  if (mode === undefined) {
    return build?.version ? `${name}.` : undefined;
  }
  return t('datasource.health.server', '{{name}} (storage {{mode}}).', { name, mode });
}

/**
 * The value of the server's -architecture.storage. The feature flag does not tell `v2` from both storages side by side;
 * only the latter does not know its oldest profile.
 */
async function storageMode(client: PyroscopeClient): Promise<string | undefined> {
  const [flags, stats] = await Promise.all([
    client.featureFlags().catch(() => undefined),
    client.profileStats().catch(() => undefined),
  ]);
  const v2 = flags?.get('v2StorageLayer');
  if (v2 === undefined) {
    return undefined;
  }
  return !v2 ? 'v1' : stats?.dataIngested && !stats.oldestProfileTime ? 'v1-v2-dual' : 'v2';
}

async function whyNoTypes(client: PyroscopeClient): Promise<string> {
  const stats = await client.profileStats().catch(() => undefined);
  if (stats?.dataIngested && stats.newestProfileTime) {
    return t(
      'datasource.health.old-profiles',
      'No profiles in the last hour; the newest is from {{time}}. Check that your services still send profiles.',
      {
        time: dateTimeFormat(stats.newestProfileTime),
      }
    );
  }
  return t(
    'datasource.health.no-profiles',
    'No profiles have arrived in the last hour. Point a Pyroscope SDK or Grafana Alloy at this server, then pick a profile type in Explore.'
  );
}
