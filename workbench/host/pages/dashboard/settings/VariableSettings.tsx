import { css } from '@emotion/css';
import { useEffect, useRef } from 'react';
import type { Unsubscribable } from 'rxjs';
import { CustomVariableSupport, type DataSourceApi, type GrafanaTheme2 } from '@grafana/data';
import { type QueryVariable, sceneGraph } from '@grafana/scenes';
import { Alert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { SettingsSection } from './SettingsSection';

type Query = QueryVariable['state']['query'];

/** A query variable: the plugin's editor on its query, and the values that it offers. */
export function VariableSettings({ variable }: { variable: QueryVariable }) {
  const { name, label, datasource } = variable.useState();
  return (
    <SettingsSection
      name={name}
      title={label ? `${name} (${label})` : name}
      uid={datasource?.uid}
      editor={(dataSource) =>
        dataSource.variables instanceof CustomVariableSupport ? (
          <Editor variable={variable} dataSource={dataSource} support={dataSource.variables} />
        ) : undefined
      }
      resultTitle="Preview of values"
      result={<Preview variable={variable} />}
    />
  );
}

interface EditorProps {
  variable: QueryVariable;
  dataSource: DataSourceApi;
  support: CustomVariableSupport<DataSourceApi>;
}

function Editor({ variable, dataSource, support }: EditorProps) {
  const { query } = variable.useState();
  // The one that was started last has the say.
  const running = useRef<Unsubscribable>(undefined);
  const change = (changed: Query) => {
    variable.setState({ query: changed });
    running.current?.unsubscribe();
    running.current = variable.validateAndUpdate().subscribe({
      error: ({ message }: Error) => variable.setState({ loading: false, error: message }),
    });
  };
  // A new variable gets the data source's default query as soon as its editor opens.
  const defaultQuery = query ? undefined : support.getDefaultQuery?.();
  useEffect(() => {
    if (defaultQuery) {
      change({ ...defaultQuery, refId: defaultQuery.refId ?? 'A' });
    }
  });
  const VariableEditor = support.editor;
  return (
    <VariableEditor
      datasource={dataSource}
      query={query}
      range={sceneGraph.getTimeRange(variable).state.value}
      onChange={change}
      // As in Grafana: every change runs at once.
      onRunQuery={() => undefined}
    />
  );
}

function Preview({ variable }: { variable: QueryVariable }) {
  const styles = useStyles2(getStyles);
  const { name, options, loading, error } = variable.useState();
  if (loading) {
    return <LoadingPlaceholder text="Running the query…" />;
  }
  if (error) {
    return <Alert severity="error" title={String(error)} />;
  }
  if (options.length === 0) {
    return <span className={styles.nothing}>No values</span>;
  }
  return (
    <ul className={styles.values} aria-label={`Values of ${name}`}>
      {options.map(({ label, value }) => (
        <li key={String(value)} className={styles.value} title={String(value)}>
          {label}
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
