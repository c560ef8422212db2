import type { FlameGraphAnswer, MergeStacktracesRequest, PyroscopeClient } from '../../../../pkg/pyroscope/api';

export function askServer(
  request: MergeStacktracesRequest,
  client: PyroscopeClient,
  signal: AbortSignal
): Promise<FlameGraphAnswer> {
  const { spanIds, ...rest } = request;
  return spanIds && spanIds.length > 0
    ? client.selectMergeSpanProfile({ ...rest, spanIds }, { signal })
    : client.selectMergeStacktraces(rest, { signal });
}
