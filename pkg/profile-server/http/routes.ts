import {
  GetFeatureFlagsRequestSchema,
  GetFeatureFlagsResponseSchema,
} from '../../pyroscope/gen/capabilities/v1/feature_flags_pb';
import { PushRequestSchema, PushResponseSchema } from '../../pyroscope/gen/push/v1/push_pb';
import { ProfileSchema } from '../../pyroscope/gen/google/v1/profile_pb';
import {
  AnalyzeQueryRequestSchema,
  AnalyzeQueryResponseSchema,
  DiffRequestSchema,
  ProfileTypesRequestSchema,
  ProfileTypesResponseSchema,
  QuerierService,
  SelectHeatmapRequestSchema,
  SelectHeatmapResponseSchema,
  SelectMergeProfileRequestSchema,
  SelectMergeSpanProfileRequestSchema,
  SelectMergeStacktracesRequestSchema,
  SelectSeriesRequestSchema,
  SelectSeriesResponseSchema,
  SeriesRequestSchema,
  SeriesResponseSchema,
} from '../../pyroscope/gen/querier/v1/querier_pb';
import {
  GetProfileStatsRequestSchema,
  GetProfileStatsResponseSchema,
  LabelNamesRequestSchema,
  LabelNamesResponseSchema,
  LabelValuesRequestSchema,
  LabelValuesResponseSchema,
} from '../../pyroscope/gen/types/v1/types_pb';
import type { Ingest } from '../ingest/ingest';
import { push } from '../ingest/push';
import type { ProfileQueries } from '../query/profiles';
import type { MetadataQueries } from '../query/metadata';
import { answerRpc, messageRpc, type Rpc } from './rpc';
import { onlyTenant } from './tenant';

/** What this server can do that a client may want to know; only what is on is true. */
const FEATURE_FLAGS = [
  { name: 'utf8LabelNames', enabled: true, description: 'Label names may hold any UTF-8 character.' },
  { name: 'v2StorageLayer', enabled: true, description: 'Answers are those of the v2 storage mode.' },
];

/** Answers whoever asks, also without a tenant. */
export const VERSION_PATH = '/version.v1.Version/Version';
/** The version of the querier's calls, in an answer of one number (field 1). */
const QUERIER_API = 1;

/** Path to call. */
export function rpcRoutes(metadata: MetadataQueries, profiles: ProfileQueries, ingest: Ingest): Map<string, Rpc> {
  const routes = new Map<string, Rpc>();
  const read = (method: string, rpc: Rpc) => routes.set(`/${QuerierService.typeName}/${method}`, rpc);
  read(
    'ProfileTypes',
    messageRpc(ProfileTypesRequestSchema, ProfileTypesResponseSchema, (r, c) => metadata.profileTypes(r, c))
  );
  read(
    'LabelNames',
    messageRpc(LabelNamesRequestSchema, LabelNamesResponseSchema, (r, c) => metadata.labelNames(r, c))
  );
  read(
    'LabelValues',
    messageRpc(LabelValuesRequestSchema, LabelValuesResponseSchema, (r, c) => metadata.labelValues(r, c))
  );
  read(
    'Series',
    messageRpc(SeriesRequestSchema, SeriesResponseSchema, (r, c) => metadata.series(r, c))
  );
  read(
    'SelectMergeStacktraces',
    answerRpc(SelectMergeStacktracesRequestSchema, (r, c) => profiles.selectMergeStacktraces(r, c))
  );
  read(
    'SelectMergeSpanProfile',
    answerRpc(SelectMergeSpanProfileRequestSchema, (r, c) => profiles.selectMergeSpanProfile(r, c))
  );
  read(
    'SelectSeries',
    messageRpc(SelectSeriesRequestSchema, SelectSeriesResponseSchema, (r, c) => profiles.selectSeries(r, c))
  );
  read(
    'SelectHeatmap',
    messageRpc(SelectHeatmapRequestSchema, SelectHeatmapResponseSchema, (r, c) => profiles.selectHeatmap(r, c))
  );
  read(
    'SelectMergeProfile',
    messageRpc(SelectMergeProfileRequestSchema, ProfileSchema, (r, c) => profiles.selectMergeProfile(r, c))
  );
  read(
    'Diff',
    answerRpc(DiffRequestSchema, (r, c) => profiles.diff(r, c))
  );
  read(
    'AnalyzeQuery',
    messageRpc(AnalyzeQueryRequestSchema, AnalyzeQueryResponseSchema, () => ({}))
  );
  read(
    'GetProfileStats',
    messageRpc(GetProfileStatsRequestSchema, GetProfileStatsResponseSchema, (_, c) => metadata.profileStats(c))
  );
  routes.set(
    '/push.v1.PusherService/Push',
    messageRpc(PushRequestSchema, PushResponseSchema, async (request, { tenants }) => {
      await push(ingest, onlyTenant(tenants), request);
      return {};
    })
  );
  routes.set(
    '/capabilities.v1.FeatureFlagsService/GetFeatureFlags',
    messageRpc(GetFeatureFlagsRequestSchema, GetFeatureFlagsResponseSchema, () => ({ featureFlags: FEATURE_FLAGS }))
  );
  routes.set(VERSION_PATH, async (_, encoding) =>
    encoding === 'proto' ? Uint8Array.of(0x08, QUERIER_API) : Buffer.from(`{"QuerierAPI":"${QUERIER_API}"}`)
  );
  return routes;
}
