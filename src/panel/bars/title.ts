import { dateTime, dateTimeFormat, rangeUtil, type TimeRange } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import type { ProfileMeta } from '../../frames/profileMeta';
import type { ValueFormat } from '../valueFormat';
import { durationText } from '../../wording/durationText';
import { t } from '../../wording/t';
import { unitMeasure } from '../../wording/units';

const TEN_MINUTES_MS = 600_000;
const DAY_MS = 86_400_000;

export interface TitleParts {
  /** Of whom, what and when: `order-service · CPU time · Last 30 minutes`. */
  subject: string;
  /** How much: `36.5 s of CPU time (0.0203 cores)`. */
  amount: string;
  /** The same for where there is hardly any room. */
  brief: string;
}

export interface TitleInput {
  meta?: ProfileMeta;
  /** The frame's name or query, where the data source says no more. */
  fallback: string;
  unit?: string;
  total: number;
  totalRight?: number;
  format: ValueFormat;
  timeRange: TimeRange;
  timeZone: TimeZone;
}

export function describeProfile({
  meta,
  fallback,
  unit,
  total,
  totalRight,
  format,
  timeRange,
  timeZone,
}: TitleInput): TitleParts {
  const what = meta?.profileTypeLabel ?? kindOf(unit);
  const { against } = meta?.comparison ?? {};
  const whom = versus(whomOf(meta, fallback), against?.whom);
  const when = versus(describeIds(meta) ?? describeRange(rangeOf(meta, timeRange), timeZone), against?.when);
  const value = format.text(total);
  const amount =
    totalRight === undefined
      ? amountText(format, total, inSentence(what), meta?.counting)
      : t('panel.title.compared', '{{what}}: baseline {{before}}, comparison {{after}}', {
          before: value,
          after: format.text(totalRight),
          what,
        });
  return {
    brief:
      totalRight !== undefined
        ? t('panel.title.compared-brief', '{{before}} → {{after}}', { before: value, after: format.text(totalRight) })
        : format.kind === 'summed' && !meta?.counting
          ? sumText(format, total)
          : value,
    subject: [whom, versus(meta?.profileTypeName ?? what, against?.what), when].filter(Boolean).join(' · '),
    amount:
      totalRight !== undefined || meta?.cores === undefined
        ? amount
        : // Beside the part of the range the kind finds no room; the subject names it.
          `${meta.coresDuring ? value : amount} ${coresText(meta, meta.cores, timeZone)}`,
  };
}

function versus(one: string, other: string | undefined): string {
  return other === undefined ? one : t('panel.title.versus', '{{one}} vs {{other}}', { one, other });
}

/** A side of a comparison may have a time of its own. */
function rangeOf(meta: ProfileMeta | undefined, shown: TimeRange): TimeRange {
  if (!meta?.comparison?.ownTime) {
    return shown;
  }
  const own = { from: dateTime(meta.range.from), to: dateTime(meta.range.to) };
  return { ...own, raw: own };
}

/** What a character takes at most in the mean, and what stands between subject and amount, in pixels. */
const CHARACTER = 7.2;
const BETWEEN = 16;

/** Whether both can be read whole in so many pixels, estimated; letters of Korean and its neighbours are twice as wide. */
export function titleFits(subject: string, amount: string, room: number): boolean {
  const width = [...subject, ...amount].reduce((sum, letter) => sum + (letter >= '\u1100' ? 2 : 1), 0);
  return width * CHARACTER + BETWEEN <= room;
}

/** Of a state it is what was held at a time, in the mean; where that is not known, what it is a sum of is said first. */
function amountText(format: ValueFormat, total: number, what: string, counting = false): string {
  switch (format.kind) {
    case 'amount':
      return t('panel.title.amount', '{{value}} of {{what}}', { value: format.text(total), what });
    case 'mean':
      return t('panel.title.mean', '{{value}} of {{what}} on average', { value: format.text(total), what });
    case 'summed':
      if (counting) {
        return t('panel.title.counting', 'Shares of {{what}} · counting snapshots…', { what });
      }
      return t('panel.title.summed', 'Shares of {{what}} · {{sum}}', { sum: sumText(format, total), what });
  }
}

function sumText(format: ValueFormat, total: number): string {
  return t('panel.title.sum', 'sum of all snapshots: {{value}}', { value: format.sum(total) });
}

/** What the samples are of, where that is less than a time range. */
function describeIds(meta: ProfileMeta | undefined): string | undefined {
  const { spanIds, profileIds, traceIds } = meta ?? {};
  if (spanIds?.length) {
    return t('panel.title.spans', '{{count}} spans', { count: spanIds.length, defaultValue_one: 'one span' });
  }
  if (profileIds?.length) {
    return t('panel.title.profiles', '{{count}} profiles', {
      count: profileIds.length,
      defaultValue_one: 'one profile',
    });
  }
  return traceIds?.length
    ? t('panel.title.traces', '{{count}} traces', { count: traceIds.length, defaultValue_one: 'one trace' })
    : undefined;
}

/** Dashboards keep an absolute range as text, `2026-11-22T10:00:00.000Z`; Explore keeps times. */
function describeRange({ from, to, raw }: TimeRange, timeZone: TimeZone): string {
  const bound = (written: typeof raw.from, time: typeof from) =>
    typeof written === 'string' && !written.includes('now') ? time : written;
  return rangeUtil.describeTimeRange({ from: bound(raw.from, from), to: bound(raw.to, to) }, timeZone);
}

/** The cores of the time that has profiles; where that is not the whole range, when that was. */
function coresText({ coresDuring }: ProfileMeta, cores: number, timeZone: TimeZone): string {
  const value = Number(cores.toPrecision(3));
  if (!coresDuring?.length) {
    return `(${t('panel.title.cores', '{{value}} cores', { value })})`;
  }
  const from = coresDuring[0].from;
  const to = coresDuring.at(-1)!.to;
  const length = durationText(coresDuring.reduce((sum, part) => sum + part.to - part.from, 0));
  const format = to - from >= DAY_MS ? 'MM-DD HH:mm' : to - from >= TEN_MINUTES_MS ? 'HH:mm' : 'HH:mm:ss';
  const time = (at: number) => dateTimeFormat(at, { timeZone, format });
  return coresDuring.length === 1
    ? `(${t('panel.title.cores-during', '{{value}} cores, {{from}}–{{to}}', { value, from: time(from), to: time(to) })})`
    : `(${t('panel.title.cores-parts', '{{value}} cores in {{length}} with profiles', { value, length })})`;
}

/** The service and labels of the profile, where the data source says them. */
export function whomOf(meta: ProfileMeta | undefined, fallback: string): string {
  if (!meta?.subject) {
    return fallback;
  }
  const { service, labels } = meta.subject;
  return [service, ...labels].filter(Boolean).join(' · ') || t('panel.title.everything', 'All services');
}

export function kindOf(unit: string | undefined): string {
  switch (unitMeasure(unit ?? '')) {
    case 'time':
      return t('panel.title.kind-time', 'Time');
    case 'memory':
      return t('panel.title.kind-memory', 'Memory');
    case 'count':
      return t('panel.title.kind-count', 'Count');
  }
}

function inSentence(what: string): string {
  return /^[A-Z][a-z]/.test(what) ? what[0].toLowerCase() + what.slice(1) : what;
}
