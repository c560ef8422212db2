import type { PyroscopeClient } from '../api';
import { FeatureFlagsService } from '../gen/capabilities/v1/feature_flags_pb';
import { QuerierService } from '../gen/querier/v1/querier_pb';
import { analysisOf, heatmapOf, statsOf } from './answers';
import { call, callForBytes } from './messageRpc';
import { checkPprof } from './pprofCheck';
import { heatmapRequest, mergeProfileRequest, range } from './requests';
import type { Server } from './rpc';

/** The calls whose questions and answers are generated messages. */
export type MessageCalls = Omit<
  PyroscopeClient,
  'selectMergeStacktraces' | 'selectMergeSpanProfile' | 'selectSeries' | 'labelNames' | 'series' | 'diff' | 'buildInfo'
>;

export function messageCalls(server: Server): MessageCalls {
  const { method } = QuerierService;
  return {
    async profileTypes(request, options) {
      const { profileTypes } = await call(server, method.profileTypes, () => range(request), options);
      return profileTypes.map(({ ID, name, sampleType, sampleUnit, periodType, periodUnit }) => ({
        id: ID,
        name,
        sampleType,
        sampleUnit,
        periodType,
        periodUnit,
      }));
    },
    async labelValues({ name, matchers, ...times }, options) {
      return (await call(server, method.labelValues, () => ({ name, matchers, ...range(times) }), options)).names;
    },
    async selectMergeProfile(request, options) {
      const { name } = method.selectMergeProfile;
      const bytes = await callForBytes(server, method.selectMergeProfile, () => mergeProfileRequest(request), options);
      return checkPprof(bytes, name);
    },
    async selectHeatmap(request, options) {
      const { series } = await call(server, method.selectHeatmap, () => heatmapRequest(request), options);
      return series.map(heatmapOf);
    },
    async analyzeQuery({ query, ...times }, options) {
      return analysisOf(await call(server, method.analyzeQuery, () => ({ query, ...range(times) }), options));
    },
    async profileStats(options) {
      return statsOf(await call(server, method.getProfileStats, () => ({}), options));
    },
    async featureFlags(options) {
      const { featureFlags } = await call(server, FeatureFlagsService.method.getFeatureFlags, () => ({}), options);
      return new Map(featureFlags.map(({ name, enabled }) => [name, enabled]));
    },
  };
}
