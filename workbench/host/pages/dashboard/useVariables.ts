import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import type { AdHocVariableFilter, TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { VariableValue } from '../../services/templateSrv';
import { filterToAddress, isComplete } from './adHocFilters';
import { ALL, type VariableJson } from './dashboardModel';
import { DashboardVariables, type LoadedVariable } from './dashboardVariables';

/**
 * A dashboard's variables, the template service and the address kept in step. `variables` is undefined until all have
 * been asked for once.
 */
export function useVariables(list: VariableJson[], range: TimeRange, timeZone: string) {
  const [variables, setVariables] = useState<LoadedVariable[]>();
  const current = useRef<DashboardVariables>(undefined);
  const { search } = useLocation();

  useEffect(() => {
    const own = new DashboardVariables(list, range, timeZone, locationService.getSearch(), (loaded) => {
      setVariables(loaded);
      keepAddressTrue(loaded);
    });
    current.current = own;
    own.start();
    return () => own.stop();
    // The range has an effect of its own.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [list]);

  const first = useRef(true);
  useEffect(() => {
    if (!first.current) {
      current.current?.changeRange(range, timeZone);
    }
    first.current = false;
  }, [range, timeZone]);

  useEffect(() => current.current?.follow(new URLSearchParams(search)), [search]);

  const choose = useCallback((name: string, value: VariableValue) => {
    current.current?.choose(name, value);
    locationService.partial({ [`var-${name}`]: value }, true);
  }, []);
  const filter = useCallback((name: string, filters: AdHocVariableFilter[]) => {
    current.current?.filter(name, filters);
    const said = filters.filter(isComplete).map(filterToAddress);
    locationService.partial({ [`var-${name}`]: said.length ? said : null }, true);
  }, []);

  return { variables, choose, filter };
}

/** A choice that gave way is not left standing in the address, from where it would come back. */
function keepAddressTrue(loaded: LoadedVariable[]): void {
  const search = locationService.getSearch();
  const stale = loaded.filter(({ json, value, filters }) => {
    const said = search.getAll(`var-${json.name}`).map((one) => (one === 'All' && json.includeAll ? ALL : one));
    return !filters && said.length > 0 && JSON.stringify(said) !== JSON.stringify([value].flat());
  });
  if (stale.length) {
    locationService.partial(Object.fromEntries(stale.map(({ json, value }) => [`var-${json.name}`, value])), true);
  }
}
