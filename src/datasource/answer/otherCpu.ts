import type { TimeRange } from '../../../pkg/pyroscope/api';
import { otherCpuTypes, type ServiceType } from '../../../pkg/pyroscope/cpuTypes';
import { DATASOURCE_PLUGIN_ID, type NoteWithLink } from '../../frames/profileMeta';
import { exploreLink } from '../../exploreLink';
import { profileTypeName } from '../../wording/profileTypeLabel';
import { t } from '../../wording/t';
import type { PyroscopeQuery } from '../query/query';
import type { LinkTarget } from './series/exemplarLinks';

const LISTED = 3;

/**
 * Whose CPU is not in the answer to a query for which a CPU type was chosen: services that have other CPU types only,
 * a note for each of these types, with the way to them.
 */
export function otherCpuNotes(
  query: PyroscopeQuery,
  chosen: string,
  pairs: readonly ServiceType[],
  source: LinkTarget,
  range: TimeRange
): NoteWithLink[] {
  const types = pairs.map(({ profileTypeId }) => profileTypeId);
  return otherCpuTypes(pairs, chosen)
    .slice(0, LISTED)
    .map(({ profileTypeId, services }) => {
      const type = profileTypeName(profileTypeId, types);
      return {
        text:
          services.length === 1
            ? t(
                'datasource.note.other-cpu-one',
                '{{service}} is not included: its CPU profiles are of type {{type}}.',
                {
                  service: services[0] || t('datasource.note.unnamed', '(no name)'),
                  type,
                }
              )
            : t(
                'datasource.note.other-cpu',
                '{{services}} are not included: their CPU profiles are of type {{type}}.',
                {
                  services: listed(services),
                  type,
                }
              ),
        link: {
          title: t('datasource.note.show-type', 'Show this type'),
          url: exploreLink(
            { uid: source.uid, type: DATASOURCE_PLUGIN_ID },
            { ...query, profileTypeId },
            {
              from: range.start,
              to: range.end,
            }
          ),
        },
      };
    });
}

function listed(services: string[]): string {
  const more = services.length - LISTED;
  return more > 0
    ? t('datasource.note.services-more', '{{services}} and {{count}} more services', {
        services: services.slice(0, LISTED).join(', '),
        count: more,
      })
    : t('datasource.note.services', '{{services}} and {{last}}', {
        services: services.slice(0, -1).join(', '),
        last: services[services.length - 1],
      });
}
