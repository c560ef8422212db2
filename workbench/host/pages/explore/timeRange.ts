import { type AbsoluteTimeRange, type RawTimeRange, type TimeRange, dateTime, rangeUtil } from '@grafana/data';

/** Reads `now-1h`, milliseconds since 1970 or an ISO date, as an address has them. */
export function timeRangeFrom(raw: { from: string; to: string }, timeZone: string): TimeRange {
  return rangeUtil.convertRawToRange({ from: parsePart(raw.from), to: parsePart(raw.to) }, timeZone);
}

function parsePart(part: string): RawTimeRange['from'] {
  if (part.includes('now')) {
    return part;
  }
  return /^\d+$/.test(part) ? dateTime(Number(part)) : dateTime(part);
}

export function rawOf(range: TimeRange): { from: string; to: string } {
  const part = (value: RawTimeRange['from']) => (typeof value === 'string' ? value : String(value.valueOf()));
  return { from: part(range.raw.from), to: part(range.raw.to) };
}

export function absoluteRaw(range: AbsoluteTimeRange): { from: string; to: string } {
  return { from: String(Math.round(range.from)), to: String(Math.round(range.to)) };
}

/** Half a range to the left or right; twice the range around its middle. */
export function moved(range: TimeRange, how: 'back' | 'forward' | 'out'): { from: string; to: string } {
  const from = range.from.valueOf();
  const to = range.to.valueOf();
  const half = (to - from) / 2;
  const shift = how === 'back' ? -half : half;
  return absoluteRaw(
    how === 'out' ? { from: from - half, to: Math.min(to + half, Date.now()) } : { from: from + shift, to: to + shift }
  );
}
