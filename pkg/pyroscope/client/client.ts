import type { FlameGraphAnswer, PyroscopeClient } from '../api';
import { PyroscopeError } from '../errors';
import { fetchBuildInfo } from './buildInfo';
import type { MessageCalls } from './messageCalls';
import { labelNamesMessage, labelSetsMessage, readLabelNames, readLabelSets } from './messages/labelMessages';
import { diffMessage, spanProfileMessage, stacktracesMessage } from './messages/profileMessages';
import { ALL_LABEL_NAMES, post, type Server } from './rpc';
import { readSeries, seriesMessage } from './messages/seriesMessages';
import type { FetchLike } from './transport';

export type { FetchLike } from './transport';

export interface PyroscopeClientOptions {
  /** The global `fetch`, or anything like it. */
  fetch: FetchLike;
  /** Where the server's paths begin, with or without a slash at its end; empty means that there is no server. */
  baseUrl: string;
}

const QUERIER = 'querier.v1.QuerierService';

/** The code of generated messages is fetched with the first call that needs it: flame graphs and series do not. */
export function createPyroscopeClient({ fetch, baseUrl }: PyroscopeClientOptions): PyroscopeClient {
  const server: Server = { fetch, baseUrl: withoutSlashes(baseUrl.trim()) };
  let loaded: Promise<MessageCalls> | undefined;
  const messages = async (): Promise<MessageCalls> => {
    try {
      loaded ??= import('./messageCalls').then(({ messageCalls }) => messageCalls(server));
      return await loaded;
    } catch (cause) {
      loaded = undefined;
      throw new PyroscopeError('unknown', { message: String(cause) }, { cause });
    }
  };
  const flameGraph = async (
    call: string,
    message: () => Uint8Array,
    signal: AbortSignal | undefined,
    compared = false
  ): Promise<FlameGraphAnswer> => ({
    call,
    bytes: await post(server, { service: QUERIER, name: call, message, signal }),
    compared,
  });
  const labelled = (name: string, message: () => Uint8Array, signal: AbortSignal | undefined) =>
    post(server, { service: QUERIER, name, message, headers: ALL_LABEL_NAMES, signal });
  return {
    selectMergeStacktraces: (request, options) =>
      flameGraph('SelectMergeStacktraces', () => stacktracesMessage(request), options?.signal),
    async selectMergeSpanProfile(request, options) {
      const call = 'SelectMergeSpanProfile';
      if (request.spanIds.length === 0) {
        throw new PyroscopeError('invalid-request', { call, message: 'no span ids' });
      }
      return flameGraph(call, () => spanProfileMessage(request), options?.signal);
    },
    diff: (left, right, options) => flameGraph('Diff', () => diffMessage(left, right), options?.signal, true),
    selectSeries: async (request, options) =>
      readSeries(await labelled('SelectSeries', () => seriesMessage(request), options?.signal)),
    labelNames: async (request, options) =>
      readLabelNames(await labelled('LabelNames', () => labelNamesMessage(request), options?.signal)),
    series: async (request, options) =>
      readLabelSets(await labelled('Series', () => labelSetsMessage(request), options?.signal)),
    buildInfo: (options) => fetchBuildInfo(server, options),
    profileTypes: async (...asked) => (await messages()).profileTypes(...asked),
    labelValues: async (...asked) => (await messages()).labelValues(...asked),
    selectMergeProfile: async (...asked) => (await messages()).selectMergeProfile(...asked),
    selectHeatmap: async (...asked) => (await messages()).selectHeatmap(...asked),
    analyzeQuery: async (...asked) => (await messages()).analyzeQuery(...asked),
    profileStats: async (...asked) => (await messages()).profileStats(...asked),
    featureFlags: async (...asked) => (await messages()).featureFlags(...asked),
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
