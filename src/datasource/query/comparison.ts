import { dateMath, rangeUtil } from '@grafana/data';
import type { TimeRange } from '../../../pkg/pyroscope/api';
import type { Baseline, ComparedTime, PyroscopeQuery } from './query';

/** When a side is, in relation to the dashboard's range (`shown`, `first`, `last`) or to that of the other side. */
export type SideTime =
  | { kind: 'same' | 'shown' | 'previous' | 'first' | 'last' }
  | { kind: 'earlier'; ms: number }
  | { kind: 'range'; from: string; to: string };

export type SideName = 'baseline' | 'compared';

export type SideProblem =
  | { side: SideName; reason: 'bad-time' | 'bad-offset'; saved: string }
  | { side: SideName; reason: 'empty-range'; from: string; to: string };

/** Both sides of a query of type `compare`, each as a query of type `profile`, and its time. */
export interface Comparison {
  baseline: { query: PyroscopeQuery; range: TimeRange };
  compared: { query: PyroscopeQuery; range: TimeRange };
  /** Where the first part of the dashboard's range is compared with its last: that range. */
  firstToLast?: TimeRange;
}

const NAMED = ['same', 'shown', 'previous', 'first', 'last'] as const;

/** What a comparison that says nothing of its baseline is compared with. */
const DEFAULT_BASELINE: Baseline = { time: 'previous' };

/** A side as it was saved by anyone: what is no object is nothing, and its times are texts. */
export function readBaseline({ baseline }: Pick<PyroscopeQuery, 'baseline'>): Baseline {
  return isRecord(baseline) && Object.keys(baseline).length > 0
    ? { ...baseline, ...readComparedTime({ compared: baseline }) }
    : DEFAULT_BASELINE;
}

export function readComparedTime({ compared }: Pick<PyroscopeQuery, 'compared'>): ComparedTime {
  const texts = (['time', 'from', 'to'] as const).map((field): [string, string] => [field, printed(compared?.[field])]);
  return Object.fromEntries(texts.filter(([, text]) => text.trim() !== ''));
}

/** Undefined for what is no time of a side. */
export function readTime({ time, from, to }: ComparedTime): SideTime | undefined {
  const text = (time ?? '').trim();
  if (text === '') {
    return { kind: 'same' };
  }
  if (text === 'range') {
    return { kind: 'range', from: from ?? '', to: to ?? '' };
  }
  const named = NAMED.find((kind) => kind === text);
  if (named) {
    return { kind: named };
  }
  const ms = offsetMs(text);
  return ms === undefined ? undefined : { kind: 'earlier', ms };
}

/** `1h`, `1d12h`: in milliseconds; undefined for what is no length of time. */
function offsetMs(text: string): number | undefined {
  const parts = text.match(/^(?:\d+(?:\.\d+)?(?:ms|[smhdwMy]))+$/) ? text.match(/[\d.]+[a-zA-Z]+/g) : undefined;
  const ms = parts?.reduce((sum, part) => sum + rangeUtil.intervalToMs(part), 0) ?? 0;
  return ms > 0 ? ms : undefined;
}

/** The two questions of a comparison, or what is wrong with its times. */
export function readComparison(
  query: PyroscopeQuery,
  shown: TimeRange
): { comparison: Comparison; problem?: undefined } | { problem: SideProblem } {
  const saved = readBaseline(query);
  const compared = rangeOf('compared', readComparedTime(query), shown, shown);
  if ('reason' in compared) {
    return { problem: compared };
  }
  const baseline = rangeOf('baseline', saved, compared, shown);
  if ('reason' in baseline) {
    return { problem: baseline };
  }
  const { baseline: _, compared: __, ...own } = query;
  const { time: ___, from: ____, to: _____, ...selection } = saved;
  const ownIds = { spanSelector: [], traceIdSelector: [], profileIdSelector: [] };
  return {
    comparison: {
      baseline: {
        query: { ...own, queryType: 'profile', ...ownIds, ...withoutBlanks(selection) },
        range: baseline,
      },
      compared: { query: { ...own, queryType: 'profile' }, range: compared },
      ...(saved.time === 'first' && readComparedTime(query).time === 'last' ? { firstToLast: shown } : {}),
    },
  };
}

function rangeOf(side: SideName, saved: ComparedTime, other: TimeRange, shown: TimeRange): TimeRange | SideProblem {
  const time = readTime(saved);
  const length = other.end - other.start;
  switch (time?.kind) {
    case undefined:
      return { side, reason: 'bad-offset', saved: saved.time ?? '' };
    case 'same':
      return other;
    case 'shown':
      return shown;
    case 'previous':
      return { start: other.start - length - 1, end: other.start - 1 };
    case 'earlier':
      return { start: other.start - time.ms, end: other.end - time.ms };
    case 'first':
      return { start: shown.start, end: shown.start + third(shown) };
    case 'last':
      return { start: shown.end - third(shown), end: shown.end };
    case 'range': {
      const [start, end] = [instant(time.from, false), instant(time.to, true)];
      if (start === undefined || end === undefined) {
        return { side, reason: 'bad-time', saved: start === undefined ? time.from : time.to };
      }
      return start < end ? { start, end } : { side, reason: 'empty-range', from: time.from, to: time.to };
    }
  }
}

function third({ start, end }: TimeRange): number {
  return Math.max(1, Math.floor((end - start) / 3));
}

function instant(text: string, roundUp: boolean): number | undefined {
  const trimmed = text.trim();
  const time = /^-?\d+$/.test(trimmed) ? Number(trimmed) : dateMath.toDateTime(trimmed, { roundUp })?.valueOf();
  return time !== undefined && Number.isFinite(time) ? Math.floor(time) : undefined;
}

/** A field that says nothing is as in the query. */
function withoutBlanks(side: Baseline): Baseline {
  return Object.fromEntries(
    Object.entries(side).filter(([, value]) => value !== undefined && value !== null && value !== '')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function printed(value: unknown): string {
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
