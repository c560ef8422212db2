import type { CallOptions, FlameGraphAnswer, PyroscopeClient } from '../../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import { CallQueue } from '../../../../pkg/pyroscope/client/callQueue';
import { SharedCalls } from './sharedCalls';

/** Browsers open six connections to a host over HTTP/1, and others want to be answered too. */
const PARALLEL = 6;

/**
 * A client whose callers share the answer when they ask the same at the same time, and that has at most `parallel`
 * calls under way. Answers are the same objects for all who share them, and nobody writes to them; only flame
 * graphs, whose bytes are handed on to be read, are each caller's own.
 */
export function sharedClient(client: PyroscopeClient, parallel = PARALLEL): PyroscopeClient {
  const underWay = new SharedCalls(0);
  const queue = new CallQueue(parallel);
  const shared = async <A>(
    name: keyof PyroscopeClient,
    request: unknown,
    options: CallOptions | undefined,
    call: (options: CallOptions) => Promise<A>,
    copy?: (answer: A) => A
  ): Promise<A> => {
    const key = `${name} ${JSON.stringify(request)}`;
    try {
      return await underWay.get(key, (signal) => queue.run(() => call({ signal }), signal), options?.signal, copy);
    } catch (error) {
      throw error instanceof PyroscopeError
        ? error
        : new PyroscopeError(options?.signal?.aborted ? 'cancelled' : 'unknown', { call: name }, { cause: error });
    }
  };
  return {
    profileTypes: (asked, options) => shared('profileTypes', asked, options, (own) => client.profileTypes(asked, own)),
    labelNames: (asked, options) => shared('labelNames', asked, options, (own) => client.labelNames(asked, own)),
    labelValues: (asked, options) => shared('labelValues', asked, options, (own) => client.labelValues(asked, own)),
    series: (asked, options) => shared('series', asked, options, (own) => client.series(asked, own)),
    selectMergeStacktraces: (asked, options) =>
      shared(
        'selectMergeStacktraces',
        asked,
        options,
        (own) => client.selectMergeStacktraces(asked, own),
        withOwnBytes
      ),
    selectMergeSpanProfile: (asked, options) =>
      shared(
        'selectMergeSpanProfile',
        asked,
        options,
        (own) => client.selectMergeSpanProfile(asked, own),
        withOwnBytes
      ),
    selectMergeProfile: (asked, options) =>
      shared('selectMergeProfile', asked, options, (own) => client.selectMergeProfile(asked, own)),
    diff: (left, right, options) =>
      shared('diff', [left, right], options, (own) => client.diff(left, right, own), withOwnBytes),
    selectSeries: (asked, options) => shared('selectSeries', asked, options, (own) => client.selectSeries(asked, own)),
    selectHeatmap: (asked, options) =>
      shared('selectHeatmap', asked, options, (own) => client.selectHeatmap(asked, own)),
    analyzeQuery: (asked, options) => shared('analyzeQuery', asked, options, (own) => client.analyzeQuery(asked, own)),
    profileStats: (options) => shared('profileStats', undefined, options, (own) => client.profileStats(own)),
    featureFlags: (options) => shared('featureFlags', undefined, options, (own) => client.featureFlags(own)),
    buildInfo: (options) => shared('buildInfo', undefined, options, (own) => client.buildInfo(own)),
  };
}

function withOwnBytes(answer: FlameGraphAnswer): FlameGraphAnswer {
  return { ...answer, bytes: answer.bytes.slice() };
}
