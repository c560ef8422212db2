import type { TimeRange } from '../../../../pkg/pyroscope/api';
import { readBaseline, readComparedTime, readComparison, readTime } from '../../query/comparison';
import { readQuery, type Baseline, type ComparedTime, type PyroscopeQuery } from '../../query/query';

type Part = Partial<PyroscopeQuery>;

/** A query of the same data source in another pane of Explore. */
export interface PaneQuery {
  query: PyroscopeQuery;
  /** Of that pane, where it is not that of this one. */
  range?: { from: string; to: string };
}

/** First part of the range against the last: what grew in between. */
export const WHAT_GREW: Part = { baseline: { time: 'first' }, compared: { time: 'last' } };

/** A baseline with some of it changed; what is undefined is as in the query. */
export function withBaseline(query: PyroscopeQuery, part: Baseline): Part {
  return { baseline: defined({ ...readBaseline(query), ...part }) };
}

/** A time in place of the one that a side has. */
export function withTime<Side extends ComparedTime>(side: Side, time: ComparedTime): Side {
  const { time: _, from: __, to: ___, ...others } = side;
  return defined({ ...others, ...time } as Side);
}

/**
 * The two sides the other way round. A time that depends on the other side is written out where it would depend on
 * itself.
 */
export function swapSides(saved: PyroscopeQuery, shown: TimeRange | undefined): Part {
  const { query } = readQuery(saved);
  const baseline = readBaseline(query);
  const { time: _, from: __, to: ___, ...selection } = baseline;
  const own = (selector: string | undefined) => (selector?.trim() ? selector : undefined);
  const other = own(selection.labelSelector);
  const otherType = own(selection.profileTypeId);
  return {
    labelSelector: other ?? saved.labelSelector,
    profileTypeId: otherType ?? saved.profileTypeId,
    spanSelector: selection.spanSelector ?? [],
    traceIdSelector: selection.traceIdSelector ?? [],
    profileIdSelector: selection.profileIdSelector ?? [],
    compared: comparedTimeOf(query, shown),
    baseline: defined({
      labelSelector: other && query.labelSelector,
      profileTypeId: otherType && query.profileTypeId,
      spanSelector: some(query.spanSelector),
      traceIdSelector: some(query.traceIdSelector),
      profileIdSelector: some(query.profileIdSelector),
      ...baselineTimeOf(query),
    }),
  };
}

/** The time of the baseline for both sides: the same range of two selectors. */
export function baselineTimeForBoth(saved: PyroscopeQuery, shown: TimeRange | undefined): Part {
  const { query } = readQuery(saved);
  return {
    compared: comparedTimeOf(query, shown),
    baseline: withTime(readBaseline(query), { time: 'same' }),
  };
}

/**
 * A query that another pane of Explore shows as the baseline, in the range of that pane. One that both panes have is not
 * written out: an hour that ends now would end a moment later on that side.
 */
export function baselineOf({ query, range }: PaneQuery): Part {
  const { labelSelector, profileTypeId, spanSelector, traceIdSelector, profileIdSelector } = readQuery(query).query;
  return {
    baseline: defined({
      labelSelector,
      profileTypeId: profileTypeId || undefined,
      spanSelector: some(spanSelector),
      traceIdSelector: some(traceIdSelector),
      profileIdSelector: some(profileIdSelector),
      ...(range ? { time: 'range', from: range.from, to: range.to } : { time: 'shown' }),
    }),
  };
}

/** Of the baseline, for the compared side, whose other side is the dashboard's range. */
function comparedTimeOf(query: PyroscopeQuery, shown: TimeRange | undefined): ComparedTime {
  const { time = 'same', from, to } = readBaseline(query);
  const compared = readTime(readComparedTime(query))?.kind;
  const relative = !['shown', 'first', 'last', 'range'].includes(time);
  if (!relative || compared === 'same' || compared === 'shown') {
    return defined({ time, from, to });
  }
  if (time === 'same') {
    return readComparedTime(query);
  }
  const read = shown && readComparison(query, shown);
  if (!read || read.problem) {
    return defined({ time, from, to });
  }
  const { start, end } = read.comparison.baseline.range;
  return { time: 'range', from: `${start}`, to: `${end}` };
}

function baselineTimeOf(query: PyroscopeQuery): ComparedTime {
  const { time, from, to } = readComparedTime(query);
  const kind = readTime({ time, from, to })?.kind;
  if (readBaseline(query).time === 'same') {
    return { time: 'same' };
  }
  return kind === 'same' ? { time: 'shown' } : { time, from, to };
}

function some(ids: string[] | undefined): string[] | undefined {
  return ids?.length ? ids : undefined;
}

function defined<T extends object>(side: T): T {
  return Object.fromEntries(Object.entries(side).filter(([, value]) => value !== undefined)) as T;
}
