import { getTemplateSrv } from '@grafana/runtime';

/** The dashboard's variables as they are written in a query: `$name`. */
export function variableNames(): string[] {
  // Absent where the editor is shown outside of a page with variables.
  return (getTemplateSrv()?.getVariables() ?? []).map(({ name }) => `$${name}`).sort();
}
