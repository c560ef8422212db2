import React from 'react';
import type { TimeRange } from '../../../../pkg/pyroscope/api';
import { parseProfileType } from '../../../../pkg/pyroscope/profileType';
import { profileTypeName } from '../../../wording/profileTypeLabel';
import { t } from '../../../wording/t';
import { hasVariable } from '../../query/interpolation/variableSyntax';
import { nearest } from '../../query/nearest';
import { EVERYTHING } from '../../query/query';
import { readMatchers } from '../../query/selectorEdit';
import type { Catalog } from '../../server/catalog';
import { ServiceButtons } from './ServiceButtons';
import { useRequest } from './useRequest';

/** More than this is expensive to add up, and its end tells as well which services are large. */
const MOST_MS = 6 * 3_600_000;

interface Props {
  selector: string;
  /** The service that the selector names. */
  service: string | undefined;
  /** Those there are. */
  services: string[];
  /** What is asked for, and all types there are. */
  type: string | undefined;
  types: string[];
  /** The query is run as it is; one that cannot be read, or waits, is not. */
  isRun: boolean;
  range: TimeRange;
  catalog: Catalog;
  onChoose: (service: string) => void;
}

/** For a query of everything, the services there are; for a name that none of them has, those it may have been meant for. */
export function SuggestedServices({
  selector,
  service,
  services,
  type,
  types,
  isRun,
  range,
  catalog,
  onChoose,
}: Props) {
  const ofAll = readMatchers(selector)?.length === 0;
  const chips = ofAll && services.length > 1;
  const largestFirst = useLargestFirst(services, chips && isRun ? type : undefined, range, catalog);
  if (chips) {
    const lead =
      isRun && type !== undefined && parseProfileType(type)
        ? t('datasource.editor.all-services-of', 'Showing {{type}} of all services. Pick one:', {
            type: profileTypeName(type, types),
          })
        : t('datasource.editor.choose', 'Pick a service:');
    return <ServiceButtons lead={lead} services={largestFirst} onChoose={onChoose} />;
  }
  if (service === undefined || services.length === 0 || services.includes(service) || hasVariable(service)) {
    return null;
  }
  const meant = nearest(service, services);
  return meant.length === 0 ? null : (
    <ServiceButtons lead={t('datasource.editor.meant', 'Did you mean')} services={meant} onChoose={onChoose} />
  );
}

/** By how much of the type each has, as far as the server tells; then by name. */
function useLargestFirst(
  services: string[],
  type: string | undefined,
  { start, end }: TimeRange,
  catalog: Catalog
): string[] {
  const asked = type !== undefined && parseProfileType(type) !== undefined;
  const range = { start: Math.max(start, end - MOST_MS), end };
  const { value } = useRequest(asked ? JSON.stringify([type, range]) : undefined, (signal) =>
    catalog.totals(type!, EVERYTHING, range, signal)
  );
  return value ? [...services].sort((one, other) => (value.get(other) ?? 0) - (value.get(one) ?? 0)) : services;
}
