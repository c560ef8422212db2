import type { TimeRange } from '../../pkg/pyroscope/api';
import { printSelector } from '../../pkg/pyroscope/selector';
import type { Catalog, ServiceType } from './catalog';
import { contradiction } from './contradiction';
import { profileTypeText } from './profileTypeText';
import { EVERYTHING } from './query';
import { equalTo } from './selectorEdit';
import { t } from './text';

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
    return reason(question, await catalog.services({ start: question.start, end: question.end }, patience.signal));
  } catch {
    return nothing(question);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
  }
}

function reason(question: EmptyQuestion, present: ServiceType[]): string {
  const { profileTypeId, labelSelector, spanIds } = question;
  if (present.length === 0) {
    return t(
      'datasource.no-data.none-at-all',
      'There are no profiles at all in this time range. Choose another range, or check that a service sends profiles to this server.'
    );
  }
  const ofType = services(present.filter((pair) => pair.profileTypeId === profileTypeId));
  const named = equalTo(labelSelector, 'service_name');
  const label = profileTypeText(profileTypeId).label;
  if (ofType.length === 0) {
    const types = typeNames(named === undefined ? present : present.filter(({ service }) => service === named));
    return types.length === 0 || named === undefined
      ? t(
          'datasource.no-data.type',
          'No service has profiles of the type “{{type}}” ({{id}}) in this time range. Types there are: {{types}}.',
          {
            type: label,
            id: profileTypeId,
            types: list(types.length === 0 ? typeNames(present) : types),
          }
        )
      : t(
          'datasource.no-data.type-of-service',
          '{{service}} has no profiles of the type “{{type}}” ({{id}}) in this time range. It has: {{types}}.',
          {
            service: named,
            type: label,
            id: profileTypeId,
            types: list(types),
          }
        );
  }
  if (named !== undefined && ofType.includes(named)) {
    return spanIds && spanIds.length > 0
      ? t(
          'datasource.no-data.span',
          '{{service}} has {{type}} profiles in this time range, but no sample of this span. Spans shorter than some 10 ms often have none; or the span lies outside of the range.',
          { service: named, type: label }
        )
      : t(
          'datasource.no-data.labels',
          '{{service}} has {{type}} profiles in this time range, but none that match {{selector}}.',
          {
            service: named,
            type: label,
            selector: labelSelector,
          }
        );
  }
  return `${nothing(question)} ${t('datasource.no-data.services', 'Services with {{type}} profiles: {{services}}.', {
    type: label,
    services: list(ofType),
  })}`;
}

function nothing({ labelSelector, profileTypeId, spanIds }: EmptyQuestion): string {
  const type = profileTypeText(profileTypeId).label;
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

function typeNames(pairs: ServiceType[]): string[] {
  return [...new Set(pairs.map(({ profileTypeId }) => profileTypeText(profileTypeId).label))].sort();
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
