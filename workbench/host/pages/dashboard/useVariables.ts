import { useCallback, useEffect, useState } from 'react';
import type { TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { templateSrv } from '../../services/runtime';
import type { VariableValue } from '../../services/templateSrv';
import type { VariableJson } from './dashboardModel';
import { type Option, optionsOf, startValue, stateOf } from './variables';

export interface LoadedVariable {
  json: VariableJson;
  options: Option[];
  value: VariableValue;
  error?: string;
}

/**
 * Loads a dashboard's variables one after the other, since one may use those before it, and keeps the template service
 * and the address in step with what is chosen. `revision` counts up with every change; undefined until all are there.
 */
export function useVariables(list: VariableJson[], range: TimeRange, timeZone: string) {
  const [variables, setVariables] = useState<LoadedVariable[]>();
  const [revision, setRevision] = useState(0);

  const load = useCallback(
    async (chosen: Record<string, VariableValue>, isCurrent: () => boolean) => {
      const loaded: LoadedVariable[] = [];
      const search = locationService.getSearch();
      for (const json of list) {
        let options: Option[] = [];
        let error: string | undefined;
        try {
          options = await optionsOf(json, range, timeZone);
        } catch (cause) {
          error = cause instanceof Error ? cause.message : String(cause);
        }
        const value = chosen[json.name] ?? startValue(json, options, search.getAll(`var-${json.name}`));
        loaded.push({ json, options, value, error });
        if (!isCurrent()) {
          return;
        }
        templateSrv.setVariables(loaded.map((one) => stateOf(one.json, one.options, one.value)));
      }
      setVariables(loaded);
      setRevision((before) => before + 1);
    },
    [list, range, timeZone]
  );

  // The range is part of a variable's question only when the dashboard opens; Grafana's default is the same.
  useEffect(() => {
    let current = true;
    templateSrv.setVariables([]);
    load({}, () => current);
    return () => {
      current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [list]);

  const change = useCallback(
    (name: string, value: VariableValue) => {
      locationService.partial({ [`var-${name}`]: value }, true);
      const chosen = Object.fromEntries((variables ?? []).map((one) => [one.json.name, one.value]));
      load({ ...chosen, [name]: value }, () => true);
    },
    [variables, load]
  );

  return { variables, revision, change };
}
