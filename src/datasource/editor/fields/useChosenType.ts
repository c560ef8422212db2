import type { TimeRange } from '../../../../pkg/pyroscope/api';
import type { EditorDataSource } from '../editorDataSource';
import { hasVariable } from '../../query/interpolation/variableSyntax';
import type { PyroscopeQuery } from '../../query/query';
import { readMatchers } from '../../query/selectorEdit';
import { chooseCpuType } from '../../server/cpuType';
import { useRequest } from './useRequest';

/**
 * The type that a query asks for: its own, that of the settings, or the CPU type that its answer chooses, which asks the
 * server nothing besides. Undefined while it is not known, for a query that is not run, and where variables say it.
 */
export function useChosenType(
  { profileTypeId, labelSelector }: PyroscopeQuery,
  isRun: boolean,
  { uid, catalog, settings }: EditorDataSource,
  range: TimeRange
): string | undefined {
  const named = profileTypeId || settings.defaultProfileType;
  const readable = !hasVariable(labelSelector) && readMatchers(labelSelector) !== undefined;
  const key = named || !isRun || !readable ? undefined : JSON.stringify([uid, labelSelector, range.start, range.end]);
  const { value } = useRequest(key, (signal) => chooseCpuType(catalog, labelSelector, range, signal));
  return named || (key === undefined ? undefined : value?.id);
}
