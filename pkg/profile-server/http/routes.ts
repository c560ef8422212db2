import {
  GetFeatureFlagsRequestSchema,
  GetFeatureFlagsResponseSchema,
} from '../../pyroscope/gen/capabilities/v1/feature_flags_pb';
import { PushRequestSchema, PushResponseSchema } from '../../pyroscope/gen/push/v1/push_pb';
import {
  ProfileTypesRequestSchema,
  ProfileTypesResponseSchema,
  QuerierService,
  SelectHeatmapRequestSchema,
  SelectHeatmapResponseSchema,
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
import type { Querier } from '../query/querier';
import { answerRpc, messageRpc, type Rpc, unsupportedRpc } from './rpc';
import { onlyTenant } from './tenant';

/** What this server can do that a client may want to know; only what is on is true. */
const FEATURE_FLAGS = [
  { name: 'utf8LabelNames', enabled: true, description: 'Label names may hold any UTF-8 character.' },
  { name: 'v2StorageLayer', enabled: true, description: 'Answers are those of the v2 storage mode.' },
];

/** Path to call. */
export function rpcRoutes(querier: Querier, ingest: Ingest): Map<string, Rpc> {
  const routes = new Map<string, Rpc>();
  for (const method of QuerierService.methods) {
    routes.set(`/${QuerierService.typeName}/${method.name}`, unsupportedRpc(method.name));
  }
  const read = (method: string, rpc: Rpc) => routes.set(`/${QuerierService.typeName}/${method}`, rpc);
  read(
    'ProfileTypes',
    messageRpc(ProfileTypesRequestSchema, ProfileTypesResponseSchema, (r, c) => querier.profileTypes(r, c))
  );
  read(
    'LabelNames',
    messageRpc(LabelNamesRequestSchema, LabelNamesResponseSchema, (r, c) => querier.labelNames(r, c))
  );
  read(
    'LabelValues',
    messageRpc(LabelValuesRequestSchema, LabelValuesResponseSchema, (r, c) => querier.labelValues(r, c))
  );
  read(
    'Series',
    messageRpc(SeriesRequestSchema, SeriesResponseSchema, (r, c) => querier.series(r, c))
  );
  read(
    'SelectMergeStacktraces',
    answerRpc(SelectMergeStacktracesRequestSchema, (r, c) => querier.selectMergeStacktraces(r, c))
  );
  read(
    'SelectMergeSpanProfile',
    answerRpc(SelectMergeSpanProfileRequestSchema, (r, c) => querier.selectMergeSpanProfile(r, c))
  );
  read(
    'SelectSeries',
    messageRpc(SelectSeriesRequestSchema, SelectSeriesResponseSchema, (r, c) => querier.selectSeries(r, c))
  );
  read(
    'SelectHeatmap',
    messageRpc(SelectHeatmapRequestSchema, SelectHeatmapResponseSchema, (r, c) => querier.selectHeatmap(r, c))
  );
  read(
    'GetProfileStats',
    messageRpc(GetProfileStatsRequestSchema, GetProfileStatsResponseSchema, (_, c) => querier.profileStats(c))
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
  return routes;
}
