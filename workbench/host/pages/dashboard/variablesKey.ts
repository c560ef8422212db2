import type { PanelJson } from './dashboardModel';
import type { LoadedVariable } from './dashboardVariables';
import { mentions } from './mentions';

/** The values that a panel's queries depend on, as one text: what does not change it asks nothing anew. */
export function variablesKey(panel: PanelJson, variables: LoadedVariable[]): string {
  return JSON.stringify(
    variables.flatMap(({ json, value, options, filters }): unknown[] => {
      if (filters) {
        return [[json.name, filters]];
      }
      // `All` is as many values as there are.
      return mentions(panel, json.name) ? [[json.name, value, options.length]] : [];
    })
  );
}
