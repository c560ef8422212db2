import { css } from '@emotion/css';
import { useCallback, useEffect } from 'react';
import { CustomVariableSupport, type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { usePromise } from '../../services/usePromise';
import { SettingsSection } from './SettingsSection';
import type { VariableJson } from './dashboardModel';
import type { LoadedVariable } from './dashboardVariables';

interface Props {
  stored: VariableJson;
  /** What it offers, until a change is answered that of the query before. */
  loaded: LoadedVariable | undefined;
  range: TimeRange;
  onChange: (variable: VariableJson) => void;
}

/** A query variable: the plugin's editor on its query, and the values that it offers. */
export function VariableSettings({ stored, loaded, range, onChange }: Props) {
  return (
    <SettingsSection
      name={stored.name}
      title={stored.label ? `${stored.name} (${stored.label})` : stored.name}
      editor={<Editor stored={stored} range={range} onChange={onChange} />}
      resultTitle="Preview of values"
      result={<Preview stored={stored} loaded={loaded} />}
    />
  );
}

function Editor({ stored, range, onChange }: Omit<Props, 'loaded'>) {
  const uid = stored.datasource?.uid;
  const { value: dataSource, error } = usePromise(useCallback(() => getDataSourceSrv().get({ uid }), [uid]));
  // A new variable gets the data source's default query as soon as its editor opens.
  const defaultQuery = stored.query ? undefined : dataSource?.variables?.getDefaultQuery?.();
  useEffect(() => {
    if (defaultQuery) {
      onChange({ ...stored, query: { ...defaultQuery, refId: defaultQuery.refId ?? 'A' } });
    }
  });
  if (error) {
    return <Alert severity="error" title={error.message} />;
  }
  if (!dataSource) {
    return <LoadingPlaceholder text="Loading editor…" />;
  }
  const support = dataSource.variables;
  if (!(support instanceof CustomVariableSupport)) {
    return <Alert severity="warning" title={`${dataSource.name} has no variable editor of its own`} />;
  }
  const VariableEditor = support.editor;
  return (
    <ErrorBoundaryAlert>
      <VariableEditor
        datasource={dataSource}
        query={stored.query}
        range={range}
        onChange={(query: unknown) => onChange({ ...stored, query })}
        // As in Grafana: every change runs at once.
        onRunQuery={() => undefined}
      />
    </ErrorBoundaryAlert>
  );
}

function Preview({ stored, loaded }: Pick<Props, 'stored' | 'loaded'>) {
  const styles = useStyles2(getStyles);
  if (loaded?.json !== stored) {
    return <LoadingPlaceholder text="Running the query…" />;
  }
  if (loaded.error) {
    return <Alert severity="error" title={loaded.error} />;
  }
  if (loaded.options.length === 0) {
    return <span className={styles.nothing}>No values</span>;
  }
  return (
    <ul className={styles.values} aria-label={`Values of ${stored.name}`}>
      {loaded.options.map(({ text, value }) => (
        <li key={value} className={styles.value} title={value}>
          {text}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  values: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    listStyle: 'none',
    maxHeight: 200,
    overflow: 'auto',
  }),
  value: css({
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(0.5, 1),
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
  nothing: css({ color: theme.colors.text.secondary }),
});
