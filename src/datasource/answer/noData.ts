import type { TimeRange } from '../../../pkg/pyroscope/api';
import { printSelector } from '../../../pkg/pyroscope/selector/selector';
import type { Catalog, ServiceType } from '../server/catalog';
import { contradiction } from '../query/contradiction';
import { profileTypeLabel, profileTypeName } from '../../wording/profileTypeLabel';
import { hasVariable } from '../query/interpolation/variableSyntax';
import { nearest } from '../query/nearest';
import { EVERYTHING } from '../query/query';
import { equalTo } from '../query/selectorEdit';
import { t } from '../../wording/t';
import { lastDay } from '../query/timeRange';

/** The reason is a courtesy: an answer does not wait longer for it. */
const PATIENCE_MS = 3_000;
const LISTED = 8;

export interface EmptyQuestion extends TimeRange {
  labelSelector: string;
  profileTypeId: string;
  spanIds?: readonly string[];
}

/** Why a question has no answer, with what there is instead; one that the server does not explain stays short. */
export async function noDataText(question: EmptyQuestion, catalog: Catalog, signal?: AbortSignal): Promise<string> {
  const contrary = contradiction(question.labelSelector);
  if (contrary) {
    return t(
      'datasource.no-data.contradiction',
      'Nothing can match {{selector}}: {{one}} and {{other}} contradict each other. Change the query or the dashboard’s filter.',
      {
        selector: question.labelSelector,
        one: printSelector(contrary.slice(0, 1)),
        other: printSelector(contrary.slice(1)),
      }
    );
  }
  const patience = new AbortController();
  const leave = () => patience.abort(signal?.reason);
  signal?.addEventListener('abort', leave, { once: true });
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return reason(question, await present(question, catalog, patience.signal));
  } catch {
    return nothing(question);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
  }
}

interface Present {
  pairs: ServiceType[];
  /** Of a long range, only its last day was looked at. */
  lastDayOnly: boolean;
}

/** What there is: lately, and in all of a long range, which takes many queries, only when there was nothing lately. */
async function present({ start, end }: TimeRange, catalog: Catalog, signal: AbortSignal): Promise<Present> {
  const range = { start, end };
  const recent = lastDay(range);
  const lately = await catalog.services(recent, signal);
  const all = recent === range || lately.length > 0 ? [] : await catalog.services(range, signal).catch(() => []);
  return all.length > 0 ? { pairs: all, lastDayOnly: false } : { pairs: lately, lastDayOnly: recent !== range };
}

function reason(question: EmptyQuestion, { pairs, lastDayOnly }: Present): string {
  const { profileTypeId, labelSelector, spanIds } = question;
  const when = lastDayOnly
    ? t('datasource.no-data.in-last-day', 'the last day of this time range')
    : t('datasource.no-data.in-range', 'this time range');
  if (pairs.length === 0) {
    return t(
      'datasource.no-data.none-at-all',
      'There are no profiles at all in {{when}}. Choose another range, or check that a service sends profiles to this server.',
      { when }
    );
  }
  const ofType = services(pairs.filter((pair) => pair.profileTypeId === profileTypeId));
  const named = equalTo(labelSelector, 'service_name');
  const own = pairs.filter(({ service }) => service === named);
  const label = profileTypeLabel(profileTypeId);
  if (named !== undefined && own.length > 0 && !ofType.includes(named)) {
    return t(
      'datasource.no-data.type-of-service',
      '{{service}} has no profiles of the type “{{type}}” ({{id}}) in {{when}}. It has: {{types}}.',
      { service: named, type: label, id: profileTypeId, types: list(typeNames(own, profileTypeId)), when }
    );
  }
  if (ofType.length === 0) {
    return t(
      'datasource.no-data.type',
      'No service has profiles of the type “{{type}}” ({{id}}) in {{when}}. Available types: {{types}}.',
      { type: label, id: profileTypeId, types: list(typeNames(pairs, profileTypeId)), when }
    );
  }
  if (named !== undefined && ofType.includes(named)) {
    return spanIds && spanIds.length > 0
      ? t(
          'datasource.no-data.span',
          '{{service}} has {{type}} profiles in {{when}}, but no samples of this span. Spans shorter than about 10 ms often have none, or the span is outside this range.',
          { service: named, type: label, when }
        )
      : t(
          'datasource.no-data.labels',
          '{{service}} has {{type}} profiles in {{when}}, but none that match {{selector}}.',
          {
            service: named,
            type: label,
            selector: labelSelector,
            when,
          }
        );
  }
  const others = { type: label, services: list(ofType) };
  // A span's service is not mistyped: it has no profiles near the span.
  const typed = named === undefined || hasVariable(named) || spanIds?.length ? undefined : named;
  const meant = typed === undefined ? [] : nearest(typed, services(pairs), 1);
  const didYouMean =
    meant.length === 0 ? '' : `${t('datasource.no-data.meant', 'Did you mean {{service}}?', { service: meant[0] })} `;
  return `${nothing(question)} ${didYouMean}${
    lastDayOnly
      ? t(
          'datasource.no-data.services-last-day',
          'Services with {{type}} profiles in the last day of the range: {{services}}.',
          others
        )
      : t('datasource.no-data.services', 'Services with {{type}} profiles: {{services}}.', others)
  }`;
}

function nothing({ labelSelector, profileTypeId, spanIds }: EmptyQuestion): string {
  const type = profileTypeLabel(profileTypeId);
  if (spanIds && spanIds.length > 0) {
    return t(
      'datasource.no-data.nothing-span',
      'No {{type}} samples of this span for {{selector}} in this time range.',
      {
        type,
        selector: labelSelector,
      }
    );
  }
  return t('datasource.no-data.nothing', 'No {{type}} profiles for {{selector}} in this time range.', {
    type,
    selector: labelSelector === EVERYTHING ? t('datasource.no-data.everything', 'any service') : labelSelector,
  });
}

function services(pairs: ServiceType[]): string[] {
  return [...new Set(pairs.map(({ service }) => service))].sort();
}

/** Told apart from each other and from the type that was asked for. */
function typeNames(pairs: ServiceType[], asked: string): string[] {
  const ids = [...new Set(pairs.map(({ profileTypeId }) => profileTypeId))];
  return [...new Set(ids.map((id) => profileTypeName(id, [...ids, asked])))].sort();
}

function list(items: string[]): string {
  const more = items.length - LISTED;
  return more > 0
    ? t('datasource.no-data.more', '{{items}} and {{count}} more', {
        items: items.slice(0, LISTED).join(', '),
        count: more,
      })
    : items.join(', ');
}
