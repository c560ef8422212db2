import type { GrafanaTheme2 } from '@grafana/data';

/** What the header and the rows have in common; the columns are `ColumnLayout.template`. */
export function rowGrid(theme: GrafanaTheme2) {
  return {
    display: 'grid',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    width: '100%',
    padding: theme.spacing(0, 1),
  };
}
