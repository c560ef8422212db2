import { css } from '@emotion/css';
import { useMemo, useState } from 'react';
import { CoreApp, type DataSourceApi, type GrafanaTheme2, type PanelData, type TimeRange } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { Alert, ErrorBoundaryAlert, IconButton, useStyles2 } from '@grafana/ui';

interface Props {
  dataSource: DataSourceApi;
  query: DataQuery;
  queries: DataQuery[];
  range: TimeRange;
  data: PanelData | undefined;
  onChange: (query: DataQuery) => void;
  onRunQuery: () => void;
  onDuplicate: () => void;
  /** Absent for the last one left. */
  onRemove?: () => void;
  onToggleHide: () => void;
}

/** One query: its letter, what can be done with it, the plugin's editor, and below it the error that bears its letter. */
export function QueryRow(props: Props) {
  const { dataSource, query, queries, range, data, onChange, onRunQuery, onRemove } = props;
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(true);
  const own = useMemo(() => dataOf(data, query.refId), [data, query.refId]);
  const error = own?.errors?.[0];
  const QueryEditor = dataSource.components?.QueryEditor;
  return (
    <div className={styles.row} data-testid={`query-row-${query.refId}`}>
      <div className={styles.head}>
        <IconButton
          name={open ? 'angle-down' : 'angle-right'}
          aria-label={open ? `Collapse query ${query.refId}` : `Expand query ${query.refId}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        <span className={styles.refId}>{query.refId}</span>
        <em className={styles.source}>({dataSource.name})</em>
        <span className={styles.spacer} />
        <IconButton name="copy" tooltip="Duplicate query" onClick={props.onDuplicate} />
        <IconButton
          name={query.hide ? 'eye-slash' : 'eye'}
          tooltip={query.hide ? 'Show response' : 'Hide response'}
          aria-pressed={Boolean(query.hide)}
          onClick={props.onToggleHide}
        />
        {onRemove && <IconButton name="trash-alt" tooltip="Remove query" onClick={onRemove} />}
      </div>
      {open && (
        <div className={styles.body}>
          {QueryEditor ? (
            <ErrorBoundaryAlert>
              <QueryEditor
                key={dataSource.uid}
                datasource={dataSource}
                query={query}
                queries={queries}
                range={range}
                data={own}
                app={CoreApp.Explore}
                history={[]}
                onChange={onChange}
                onRunQuery={onRunQuery}
              />
            </ErrorBoundaryAlert>
          ) : (
            <Alert severity="warning" title="This data source has no query editor" />
          )}
          {error && (
            <Alert
              severity="error"
              title={error.message ?? error.data?.message ?? 'Query error'}
              className={styles.error}
              data-testid={`query-error-${query.refId}`}
            />
          )}
        </div>
      )}
    </div>
  );
}

function dataOf(data: PanelData | undefined, refId: string): PanelData | undefined {
  if (!data) {
    return undefined;
  }
  const errors = data.errors?.filter((error) => error.refId === refId);
  return {
    ...data,
    series: data.series.filter((frame) => frame.refId === refId),
    errors: errors?.length ? errors : undefined,
    error: errors?.[0],
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ background: theme.colors.background.secondary, borderRadius: theme.shape.radius.default }),
  head: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 1),
    minHeight: theme.spacing(4),
  }),
  refId: css({ color: theme.colors.text.link, fontWeight: theme.typography.fontWeightMedium }),
  source: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  spacer: css({ flex: 1 }),
  body: css({ padding: theme.spacing(0.5, 1, 1), minWidth: 0 }),
  error: css({ margin: theme.spacing(1, 0, 0), overflowWrap: 'anywhere' }),
});
