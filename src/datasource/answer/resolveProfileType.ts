import type { TimeRange } from '../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../pkg/pyroscope/errors';
import { parseProfileType, pickCpuType } from '../../../pkg/pyroscope/profileType';
import type { Catalog } from '../server/catalog';
import { noDataText } from './noDataText';
import { profileTypeText } from '../../wording/profileTypeText';
import { t } from '../../wording/t';
import { lastDay } from '../query/timeRange';

const DEFAULT_CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

/** The type to ask for, or why there is none. */
export type ResolvedType = { id: string; nothing?: undefined } | { id?: undefined; nothing: string };

/** The type that is asked for; where none is named, a CPU type that the selected services have. */
export async function resolveProfileType(
  request: TimeRange & { labelSelector: string; profileTypeId: string },
  catalog: Catalog,
  signal: AbortSignal
): Promise<ResolvedType> {
  const { profileTypeId } = request;
  if (profileTypeId !== '') {
    if (!parseProfileType(profileTypeId)) {
      throw new PyroscopeError('bad-profile-type');
    }
    return { id: profileTypeId };
  }
  const recent = lastDay(request);
  let types = await catalog.profileTypesOf(request.labelSelector, recent, signal);
  let id = pickCpuType(types);
  if (id === undefined && recent !== request) {
    types = await catalog.profileTypesOf(request.labelSelector, request, signal);
    id = pickCpuType(types);
  }
  return id === undefined ? { nothing: await noCpuText(request, types, catalog, signal) } : { id };
}

async function noCpuText(
  request: TimeRange & { labelSelector: string },
  types: string[],
  catalog: Catalog,
  signal: AbortSignal
): Promise<string> {
  if (types.length === 0) {
    return noDataText({ ...request, profileTypeId: DEFAULT_CPU }, catalog, signal);
  }
  return t(
    'datasource.no-data.no-cpu',
    '{{selector}} has no CPU profiles in this time range. Pick one of its types: {{types}}.',
    {
      selector: request.labelSelector,
      types: types.map((id) => profileTypeText(id).label).join(', '),
    }
  );
}
