import type { CallOptions, FlameGraphAnswer, PyroscopeClient } from '../api';
import { fetchBuildInfo } from './buildInfo';
import { PyroscopeError } from '../errors';
import { FeatureFlagsService } from '../gen/capabilities/v1/feature_flags_pb';
import { ProfileFormat, QuerierService } from '../gen/querier/v1/querier_pb';
import { checkPprof } from './pprofCheck';
import {
  heatmapRequest,
  mergeProfileRequest,
  range,
  seriesRequest,
  stacktracesRequest,
  optionalWhole,
} from './requests';
import { analysisOf, heatmapOf, statsOf, timeSeriesOf } from './answers';
import { ALL_LABEL_NAMES, call, callForBytes, type Server } from './rpc';
import type { FetchLike } from './transport';

export type { FetchLike } from './transport';

export interface PyroscopeClientOptions {
  /** The global `fetch`, or anything like it. */
  fetch: FetchLike;
  /** Where the server's paths begin, with or without a slash at its end; empty means that there is no server. */
  baseUrl: string;
}

export function createPyroscopeClient({ fetch, baseUrl }: PyroscopeClientOptions): PyroscopeClient {
  const server: Server = { fetch, baseUrl: withoutSlashes(baseUrl.trim()) };
  const { method } = QuerierService;
  const flameGraph = async (name: string, bytes: Promise<Uint8Array<ArrayBuffer>>): Promise<FlameGraphAnswer> => ({
    call: name,
    bytes: await bytes,
    compared: name === method.diff.name,
  });
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
    async labelNames({ matchers, ...times }, options) {
      const request = () => ({ matchers, ...range(times) });
      return (await call(server, method.labelNames, request, options, ALL_LABEL_NAMES)).names;
    },
    async labelValues({ name, matchers, ...times }, options) {
      return (await call(server, method.labelValues, () => ({ name, matchers, ...range(times) }), options)).names;
    },
    async series({ matchers, labelNames, ...times }, options) {
      const request = () => ({ matchers, labelNames, ...range(times) });
      const { labelsSet } = await call(server, method.series, request, options, ALL_LABEL_NAMES);
      return labelsSet.map(({ labels }) => labels.map(({ name, value }) => ({ name, value })));
    },
    selectMergeStacktraces(request, options) {
      const message = () => ({ ...stacktracesRequest(request), format: ProfileFormat.FLAMEGRAPH });
      const bytes = callForBytes(server, method.selectMergeStacktraces, message, options);
      return flameGraph(method.selectMergeStacktraces.name, bytes);
    },
    async selectMergeSpanProfile({ profileTypeId, labelSelector, spanIds, maxNodes, ...times }, options) {
      const { name } = method.selectMergeSpanProfile;
      if (spanIds.length === 0) {
        throw new PyroscopeError('invalid-request', { call: name, message: 'no span ids' });
      }
      const request = () => ({
        profileTypeID: profileTypeId,
        labelSelector,
        spanSelector: spanIds,
        maxNodes: optionalWhole(maxNodes),
        format: ProfileFormat.FLAMEGRAPH,
        ...range(times),
      });
      return flameGraph(name, callForBytes(server, method.selectMergeSpanProfile, request, options));
    },
    async selectMergeProfile(request, options) {
      const { name } = method.selectMergeProfile;
      const bytes = await callForBytes(server, method.selectMergeProfile, () => mergeProfileRequest(request), options);
      return checkPprof(bytes, name);
    },
    diff(left, right, options) {
      const request = () => ({ left: stacktracesRequest(left), right: stacktracesRequest(right) });
      return flameGraph(method.diff.name, callForBytes(server, method.diff, request, options));
    },
    async selectSeries(request, options) {
      const { series } = await call(
        server,
        method.selectSeries,
        () => seriesRequest(request),
        options,
        ALL_LABEL_NAMES
      );
      return series.map(timeSeriesOf);
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
    async featureFlags(options?: CallOptions) {
      const { featureFlags } = await call(server, FeatureFlagsService.method.getFeatureFlags, () => ({}), options);
      return new Map(featureFlags.map(({ name, enabled }) => [name, enabled]));
    },
    buildInfo: (options) => fetchBuildInfo(server, options),
  };
}

/** Without those at its end. */
function withoutSlashes(url: string): string {
  let end = url.length;
  while (url[end - 1] === '/') {
    end--;
  }
  return url.slice(0, end);
}
