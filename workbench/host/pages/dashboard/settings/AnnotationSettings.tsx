import { css } from '@emotion/css';
import {
  type AnnotationEvent,
  type AnnotationQuery,
  DataFrameView,
  type DataSourceApi,
  type GrafanaTheme2,
  LoadingState,
  dateTimeFormat,
} from '@grafana/data';
import { sceneGraph } from '@grafana/scenes';
import { Alert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import type { AnnotationLayer } from '../scene/annotationLayers';
import { SettingsSection } from './SettingsSection';

interface Props {
  layer: AnnotationLayer;
}

/** An annotation: the plugin's editor on its query, and the events found in the range. */
export function AnnotationSettings({ layer }: Props) {
  const { name, query: stored } = layer.useState();
  const change = (changed: AnnotationQuery) => {
    layer.setState({ query: changed });
    layer.runLayer();
  };
  const editor = (dataSource: DataSourceApi) => {
    const { annotations: support, components } = dataSource;
    const QueryEditor = support?.QueryEditor ?? components?.QueryEditor;
    const annotation: AnnotationQuery = support?.prepareAnnotation?.(stored) ?? stored;
    return support && QueryEditor ? (
      <QueryEditor
        datasource={dataSource}
        query={{ ...support.getDefaultQuery?.(), ...(annotation.target ?? { refId: 'Anno' }) }}
        range={sceneGraph.getTimeRange(layer).state.value}
        annotation={annotation}
        onAnnotationChange={change}
        onChange={(target) => change({ ...annotation, target })}
        // Every change runs at once.
        onRunQuery={() => undefined}
      />
    ) : undefined;
  };
  return (
    <SettingsSection
      name={name}
      title={name}
      uid={stored.datasource?.uid}
      editor={editor}
      resultTitle="Events in this range"
      result={<Events layer={layer} />}
    />
  );
}

function Events({ layer }: Props) {
  const styles = useStyles2(getStyles);
  const { isEnabled, data, name } = layer.useState();
  if (!isEnabled) {
    return <span className={styles.aside}>Switched off on the dashboard</span>;
  }
  if (!data || data.state === LoadingState.Loading) {
    return <LoadingPlaceholder text="Running the query…" />;
  }
  // What scenes keep of a query that failed is that it did, and no reason unless it was not even started.
  if (data.state === LoadingState.Error) {
    return <Alert severity="error" title={data.errors?.[0]?.message ?? 'The query failed'} />;
  }
  const [frame] = data.series;
  const events = frame ? new DataFrameView<AnnotationEvent>(frame).toArray() : [];
  if (events.length === 0) {
    return <span className={styles.aside}>No events</span>;
  }
  const timeZone = sceneGraph.getTimeRange(layer).getTimeZone();
  return (
    <ul className={styles.events} aria-label={`Events of ${name}`}>
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
