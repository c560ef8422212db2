import type { AbsoluteTimeRange, TimeRange } from '@grafana/data';
import { setPaneRange } from '../explorePane';

/** Explore gives panels a function that does nothing; there the range is in the address. */
export function changeTimeRange(
  { from, to }: AbsoluteTimeRange,
  refId: string | undefined,
  shown: TimeRange,
  explorePane: string | undefined,
  onChangeTimeRange: (range: AbsoluteTimeRange) => void
): void {
  const range = { from: String(Math.round(from)), to: String(Math.round(to)) };
  if (refId === undefined || !setPaneRange({ refId, range: shown, id: explorePane }, range)) {
    onChangeTimeRange({ from, to });
  }
}
