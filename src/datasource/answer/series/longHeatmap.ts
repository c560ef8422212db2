import type { HeatmapSeries, SelectHeatmapRequest, TimeRange } from '../../../../pkg/pyroscope/api';
import { askLongRange } from '../../../../pkg/longrange/askLongRange';
import { piecesOutcome, type Asking, type InPieces } from './longSeries';

export interface LongHeatmap extends InPieces {
  heatmaps: HeatmapSeries[];
}

/** The heatmap of a range; every piece of it has buckets of its own. */
export async function longHeatmap(
  request: SelectHeatmapRequest,
  { client, lengthLimit, stepMs, signal }: Asking
): Promise<LongHeatmap> {
  const range = { start: request.start, end: request.end };
  const ask = (piece: TimeRange, own: AbortSignal) => client.selectHeatmap({ ...request, ...piece }, { signal: own });
  const answer = await askLongRange({ range, stepMs, ask }, lengthLimit, signal);
  const byLabels = new Map<string, HeatmapSeries>();
  for (const { labels, slots } of answer.pieces.flatMap(({ value }) => value ?? [])) {
    const key = JSON.stringify(labels);
    const known = byLabels.get(key)?.slots ?? [];
    byLabels.set(key, { labels, slots: [...known, ...slots] });
  }
  const heatmaps = [...byLabels.values()].filter(({ slots }) => slots.length > 0);
  for (const { slots } of heatmaps) {
    slots.sort((one, other) => one.timestamp - other.timestamp);
  }
  return { heatmaps, ...(await piecesOutcome(answer, range, stepMs)) };
}
