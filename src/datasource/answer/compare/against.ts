import type { MergeStacktracesRequest } from '../../../../pkg/pyroscope/api';
import type { ComparisonMeta } from '../../../frames/profileMeta';
import { durationText } from '../../../wording/durationText';
import { profileTypeLabel } from '../../../wording/profileTypeLabel';
import { t } from '../../../wording/t';
import { rangeText } from '../piecesText';
import { profileSubject } from '../profile/profileSubject';

/** What a title has to say of the baseline, since it is something else of the comparison. */
export function againstOf(
  baseline: MergeStacktracesRequest,
  compared: MergeStacktracesRequest
): ComparisonMeta['against'] {
  const { profileTypeId } = baseline;
  const against = {
    whom: whomOf(baseline, compared),
    what: profileTypeId === compared.profileTypeId ? undefined : profileTypeLabel(profileTypeId),
    when: whenOf(baseline, compared),
  };
  return Object.values(against).some((text) => text !== undefined) ? against : undefined;
}

/** Of the same service no more than the labels that differ, of another value of one label no more than that. */
function whomOf(baseline: MergeStacktracesRequest, compared: MergeStacktracesRequest): string | undefined {
  const [one, two] = [baseline, compared].map(({ labelSelector }) => profileSubject(labelSelector) ?? { labels: [] });
  const own = one.labels.filter((label) => !two.labels.includes(label));
  const others = two.labels.filter((label) => !one.labels.includes(label));
  if (one.service === two.service && own.length > 0) {
    const name = own[0].slice(0, own[0].indexOf('=') + 1);
    const isOtherValue = own.length === 1 && others.length === 1 && name !== '' && others[0].startsWith(name);
    return isOtherValue ? own[0].slice(name.length) : own.join(' · ');
  }
  if (one.service === two.service && others.length === 0) {
    return undefined;
  }
  return [one.service, ...one.labels].filter(Boolean).join(' · ') || t('datasource.compare.everything', 'all services');
}

function whenOf(baseline: MergeStacktracesRequest, compared: MergeStacktracesRequest): string | undefined {
  const [one, two] = [baseline, compared].map(idsOf);
  if (one || two) {
    return one ? (isSame(one, two) ? undefined : idsText(one, two)) : rangeText(baseline);
  }
  const earlier = compared.start - baseline.start;
  if (baseline.end - baseline.start !== compared.end - compared.start) {
    return rangeText(baseline);
  }
  const length = durationText(Math.abs(earlier));
  return earlier === 0
    ? undefined
    : earlier > 0
      ? t('datasource.compare.earlier', '{{length}} earlier', { length })
      : t('datasource.compare.later', '{{length}} later', { length });
}

interface Ids {
  kind: 'span' | 'profile' | 'trace';
  ids: string[];
}

function idsOf({ spanIds, traceIds, profileIds }: MergeStacktracesRequest): Ids | undefined {
  const kinds: Ids[] = [
    { kind: 'span', ids: spanIds ?? [] },
    { kind: 'profile', ids: profileIds ?? [] },
    { kind: 'trace', ids: traceIds ?? [] },
  ];
  return kinds.find(({ ids }) => ids.length > 0);
}

function isSame(one: Ids, two: Ids | undefined): boolean {
  return one.kind === two?.kind && one.ids.join() === two.ids.join();
}

/** After what the title says of the other side, as `one span`. */
function idsText({ kind, ids }: Ids, other: Ids | undefined): string {
  return kind === other?.kind
    ? t('datasource.compare.others', '{{count}} others', { count: ids.length, defaultValue_one: 'another' })
    : ids.join(', ');
}
