import { css } from '@emotion/css';
import { type ReactNode, useCallback, useId } from 'react';
import type { DataSourceApi, GrafanaTheme2 } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { usePromise } from '../../../services/usePromise';

interface Props {
  name: string;
  title: string;
  /** uid of the data source that is asked. */
  uid: string | undefined;
  /** What edits the query; undefined where the data source has nothing for that. */
  editor: (dataSource: DataSourceApi) => ReactNode | undefined;
  resultTitle: string;
  result: ReactNode;
}

/** One query of a dashboard's settings: its name, its editor, and below it what the query finds. */
export function SettingsSection({ name, title, uid, editor, resultTitle, result }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const { value: dataSource, error } = usePromise(useCallback(() => getDataSourceSrv().get({ uid }), [uid]));
  return (
    <section className={styles.section} aria-labelledby={id} data-testid={`settings-${name}`}>
      <h4 id={id}>{title}</h4>
      {error && <Alert severity="error" title={error.message} />}
      {dataSource ? (
        <ErrorBoundaryAlert>
          {editor(dataSource) ?? <Alert severity="warning" title={`${dataSource.name} has no editor for this`} />}
        </ErrorBoundaryAlert>
      ) : (
        !error && <LoadingPlaceholder text="Loading editor…" />
      )}
      <div className={styles.resultTitle}>{resultTitle}</div>
      {result}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({
    background: theme.colors.background.primary,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(2),
    minWidth: 0,
  }),
  resultTitle: css({ margin: theme.spacing(2, 0, 1), fontWeight: theme.typography.fontWeightMedium }),
});
