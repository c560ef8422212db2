import { css } from '@emotion/css';
import { useCallback } from 'react';
import { type AnnotationQuery, type GrafanaTheme2, type TimeRange, dateTimeFormat } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { usePromise } from '../../services/usePromise';
import { SettingsSection } from './SettingsSection';
import type { KnownAnnotation } from './useAnnotations';

interface Props {
  stored: AnnotationQuery;
  /** What was found, until a change is answered by the query before. */
  known: KnownAnnotation | undefined;
  range: TimeRange;
  timeZone: string;
  onChange: (annotation: AnnotationQuery) => void;
}

/** An annotation: the plugin's editor on its query, and the events found in the range. */
export function AnnotationSettings({ stored, known, range, timeZone, onChange }: Props) {
  return (
    <SettingsSection
      name={stored.name}
      title={stored.name}
      editor={<Editor stored={stored} range={range} onChange={onChange} />}
      resultTitle="Events in this range"
      result={<Events stored={stored} known={known} timeZone={timeZone} />}
    />
  );
}

function Editor({ stored, range, onChange }: Pick<Props, 'stored' | 'range' | 'onChange'>) {
  const uid = stored.datasource?.uid;
  const { value: dataSource, error } = usePromise(useCallback(() => getDataSourceSrv().get({ uid }), [uid]));
  if (error) {
    return <Alert severity="error" title={error.message} />;
  }
  if (!dataSource) {
    return <LoadingPlaceholder text="Loading editor…" />;
  }
  const support = dataSource.annotations;
  const QueryEditor = support?.QueryEditor ?? dataSource.components?.QueryEditor;
  if (!support || !QueryEditor) {
    return <Alert severity="warning" title={`${dataSource.name} has no annotation editor`} />;
  }
  const annotation: AnnotationQuery = support.prepareAnnotation?.(stored) ?? stored;
  return (
    <ErrorBoundaryAlert>
      <QueryEditor
        datasource={dataSource}
        query={{ ...support.getDefaultQuery?.(), ...(annotation.target ?? { refId: 'Anno' }) }}
        range={range}
        annotation={annotation}
        onAnnotationChange={onChange}
        onChange={(target) => onChange({ ...annotation, target })}
        // Every change runs at once.
        onRunQuery={() => undefined}
      />
    </ErrorBoundaryAlert>
  );
}

function Events({ stored, known, timeZone }: Pick<Props, 'stored' | 'known' | 'timeZone'>) {
  const styles = useStyles2(getStyles);
  if (known && !known.enabled) {
    return <span className={styles.aside}>Switched off on the dashboard</span>;
  }
  if (!known?.answer || known.answer.to !== stored) {
    return <LoadingPlaceholder text="Running the query…" />;
  }
  const { events, error } = known.answer;
  if (error) {
    return <Alert severity="error" title={error} />;
  }
  if (events.length === 0) {
    return <span className={styles.aside}>No events</span>;
  }
  return (
    <ul className={styles.events} aria-label={`Events of ${stored.name}`}>
      {events.map(({ time, text, tags }, index) => (
        <li key={index}>
          <span className={styles.aside}>{dateTimeFormat(time ?? 0, { timeZone })}</span> {text}{' '}
          <span className={styles.aside}>{tags?.join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  events: css({ listStyle: 'none', maxHeight: 300, overflow: 'auto', overflowWrap: 'anywhere' }),
  aside: css({ color: theme.colors.text.secondary }),
});
