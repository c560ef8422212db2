import { css } from '@emotion/css';
import { Suspense, lazy, useMemo } from 'react';
import { lastValueFrom } from 'rxjs';
import {
  type DataFrame,
  type DataQueryRequest,
  type GrafanaTheme2,
  type TimeRange,
  createTheme,
  dateTime,
} from '@grafana/data';
import { DataSourceWithBackend, getDataSourceSrv } from '@grafana/runtime';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { usePromise } from '../../../services/usePromise';
import type { Trace, TraceSpan } from '../trace';
import { type Range, type TracesToProfiles, embeddedQuery, embeddedRange } from './spanProfile';

const FlameGraph = lazy(() => import('@grafana/flamegraph').then((module) => ({ default: module.FlameGraph })));

interface Props {
  trace: Trace;
  span: TraceSpan;
  settings: TracesToProfiles;
  timeZone: string;
}

/** The flame graph inside of a span's details, drawn by Grafana's own component; nothing where there is no answer. */
export function SpanFlameGraph({ trace, span, settings, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const ask = useMemo(() => () => frameOf(trace, span, settings, timeZone), [trace, span, settings, timeZone]);
  const { value: frame } = usePromise(ask);
  const getTheme = useMemo(() => () => createTheme({ colors: { mode: theme.isDark ? 'dark' : 'light' } }), [theme]);
  if (!frame) {
    return null;
  }
  return (
    <div className={styles.box} data-testid="span-flame-graph">
      <div className={styles.title}>Flame graph</div>
      <Suspense fallback={null}>
        <FlameGraph data={frame} getTheme={getTheme} showFlameGraphOnly disableCollapsing />
      </Suspense>
    </div>
  );
}

/**
 * Asks as Grafana's trace view does (12.3 to 13.2): only a data source of the class that Grafana's runtime has for those
 * with a back end, by a request of its own making, and takes a frame by its name if that has more than one row.
 */
async function frameOf(
  trace: Trace,
  span: TraceSpan,
  settings: TracesToProfiles,
  timezone: string
): Promise<DataFrame | undefined> {
  const instance = getDataSourceSrv().getInstanceSettings(settings.datasourceUid);
  const dataSource = instance && (await getDataSourceSrv().get(instance.uid));
  if (!dataSource || !(dataSource instanceof DataSourceWithBackend)) {
    return undefined;
  }
  const { uid, type } = dataSource;
  const request: DataQueryRequest = {
    requestId: 'span-flamegraph-requestId',
    interval: '2s',
    intervalMs: 2000,
    range: rangeOf(embeddedRange(span)),
    scopedVars: {},
    app: 'unknown',
    timezone,
    startTime: span.startTime,
    targets: [embeddedQuery(settings, trace, span, { uid, type })],
  };
  const { data } = await lastValueFrom(dataSource.query(request));
  const frame: DataFrame | undefined = data.find(({ name }: DataFrame) => name === 'response');
  return frame && frame.length > 1 ? frame : undefined;
}

function rangeOf({ from, to }: Range): TimeRange {
  const range = { from: dateTime(from), to: dateTime(to) };
  return { ...range, raw: range };
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ overflow: 'hidden', background: theme.colors.background.primary }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, padding: theme.spacing(0.5, 0) }),
});
