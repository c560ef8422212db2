import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import {
  CoreApp,
  type EventBus,
  type FieldConfigSource,
  type InterpolateFunction,
  LoadingState,
  type PanelData,
  type TimeRange,
  renderMarkdown,
} from '@grafana/data';
import { getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import { Alert, Menu, PanelChrome } from '@grafana/ui';
import { importPanelPlugin } from '../../loader/plugins';
import { PanelBody } from '../../panel/PanelBody';
import { TimeSeriesChart } from '../../panel/TimeSeriesChart';
import { dataRequest } from '../../services/dataRequest';
import { rawOf } from '../../services/timeRange';
import { useQueryRunner } from '../../services/useQueryRunner';
import { usePromise } from '../../services/usePromise';
import { paneSearch } from '../explore/exploreUrl';
import { PanelNotices } from './PanelNotices';
import type { DashboardJson, PanelJson } from './dashboardModel';

interface Props {
  dashboard: DashboardJson;
  panel: PanelJson;
  width: number;
  height: number;
  range: TimeRange;
  timeZone: string;
  variablesRevision: number;
  /** Counts up when the reader cancels. */
  stopped: number;
  eventBus: EventBus;
  onState: (panelId: number, state: LoadingState) => void;
  onChangeTimeRange: (range: { from: number; to: number }) => void;
}

const NO_FIELD_CONFIG: FieldConfigSource = { defaults: {}, overrides: [] };
/** Core panels that have a stand-in here; any other is a plugin's. */
const BUILT_IN = ['row', 'text', 'timeseries'];

export const DashboardPanel = memo(function DashboardPanel(props: Props) {
  const { panel, width, height, timeZone, range, onState } = props;
  const { data, error, cancel } = usePanelData(props);
  const [options, setOptions] = useState(panel.options ?? {});
  const [fieldConfig, setFieldConfig] = useState<FieldConfigSource>(panel.fieldConfig ?? NO_FIELD_CONFIG);
  const builtIn = BUILT_IN.includes(panel.type);
  const plugin = usePromise(
    useCallback(() => (builtIn ? Promise.resolve(undefined) : importPanelPlugin(panel.type)), [builtIn, panel.type])
  );
  const state = data?.state ?? LoadingState.NotStarted;
  useEffect(() => onState(panel.id, state), [onState, panel.id, state]);

  const shown = useMemo<PanelData>(
    () => data ?? { state: LoadingState.NotStarted, series: [], timeRange: range },
    [data, range]
  );
  const title = getTemplateSrv().replace(panel.title ?? '');
  if (panel.type === 'row') {
    return <h2 style={{ fontSize: 16, margin: 0 }}>{title}</h2>;
  }
  const failure = error ?? shown.errors?.[0]?.message ?? shown.error?.message;
  return (
    <PanelChrome
      title={title}
      description={panel.description ? () => renderMarkdown(panel.description) : undefined}
      width={width}
      height={height}
      padding={plugin.value?.noPadding ? 'none' : 'md'}
      displayMode={panel.transparent ? 'transparent' : 'default'}
      loadingState={state}
      statusMessage={failure ?? (shown.errors?.length ? 'Query error' : undefined)}
      titleItems={<PanelNotices frames={shown.series} />}
      menu={() => <PanelMenu panel={panel} range={range} />}
      onCancelQuery={cancel}
    >
      {(innerWidth, innerHeight) => {
        if (plugin.error) {
          return <Alert severity="error" title={plugin.error.message} />;
        }
        if (panel.type === 'text') {
          const content = getTemplateSrv().replace(String(panel.options?.content ?? ''));
          return (
            <div
              className="markdown-html"
              style={{ height: innerHeight, overflow: 'auto' }}
              dangerouslySetInnerHTML={{ __html: renderMarkdown(content) }}
            />
          );
        }
        if (panel.type === 'timeseries') {
          return (
            <TimeSeriesChart
              data={shown}
              frames={shown.series}
              width={innerWidth}
              height={innerHeight}
              timeZone={timeZone}
              onChangeTimeRange={props.onChangeTimeRange}
            />
          );
        }
        // Drawn once it has something to say: an answer, or the reason why there is none.
        if (!plugin.value || !data) {
          return null;
        }
        return (
          <PanelBody
            plugin={plugin.value}
            id={panel.id}
            title={title}
            data={shown}
            options={options}
            fieldConfig={fieldConfig}
            timeZone={timeZone}
            width={innerWidth}
            height={innerHeight}
            transparent={panel.transparent ?? false}
            app={CoreApp.Dashboard}
            eventBus={props.eventBus}
            replaceVariables={replaceVariables}
            onOptionsChange={setOptions}
            onFieldConfigChange={setFieldConfig}
            onChangeTimeRange={props.onChangeTimeRange}
          />
        );
      }}
    </PanelChrome>
  );
});

const replaceVariables: InterpolateFunction = (value, scopedVars, format) =>
  getTemplateSrv().replace(value, scopedVars, format);

/** Asks again when the range, the variables or the panel's own width in pixels class change. */
function usePanelData({ dashboard, panel, width, range, timeZone, variablesRevision, stopped, onState }: Props) {
  const { data, run, cancel } = useQueryRunner();
  const [error, setError] = useState<string>();
  const started = width > 0;

  useEffect(() => {
    if (!started || !panel.targets?.length) {
      return;
    }
    let current = true;
    const ref = panel.datasource ?? panel.targets[0].datasource;
    onState(panel.id, LoadingState.Loading);
    getDataSourceSrv()
      .get(ref as never)
      .then(
        (dataSource) => {
          if (!current) {
            return;
          }
          setError(undefined);
          const { uid, type } = dataSource;
          const queries = panel
            .targets!.filter(({ hide }) => !hide)
            .map((query) => ({ ...query, datasource: { uid, type } }));
          run(
            dataSource,
            dataRequest({
              app: CoreApp.Dashboard,
              dataSource,
              queries,
              range,
              timeZone,
              width,
              requestId: `panel-${dashboard.uid}-${panel.id}`,
              panelId: panel.id,
              panelPluginId: panel.type,
              dashboardUID: dashboard.uid,
              dashboardTitle: dashboard.title,
              maxDataPoints: panel.maxDataPoints,
              minInterval: panel.interval,
            })
          );
        },
        (cause) => {
          if (current) {
            onState(panel.id, LoadingState.Error);
            setError(cause instanceof Error ? cause.message : String(cause));
          }
        }
      );
    return () => {
      current = false;
    };
    // A new width alone asks nothing: a panel draws what it has at any size.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [started, dashboard, panel, range, timeZone, variablesRevision, run, onState]);

  useEffect(() => {
    if (stopped) {
      cancel();
    }
  }, [stopped, cancel]);

  return { data, error, cancel };
}

function PanelMenu({ panel, range }: { panel: PanelJson; range: TimeRange }) {
  const ref = panel.datasource ?? panel.targets?.[0]?.datasource;
  const settings = getDataSourceSrv().getInstanceSettings(ref as never);
  if (!settings || !panel.targets?.length) {
    return (
      <Menu>
        <Menu.Item label="Nothing to explore" disabled />
      </Menu>
    );
  }
  const { uid, type } = settings;
  const queries = panel.targets.map((query) => ({ ...query, datasource: { uid, type } }));
  const search = paneSearch({ datasource: uid, queries, range: rawOf(range) });
  return (
    <Menu>
      <Menu.Item label="Explore" icon="compass" url={`/explore?${search}`} />
    </Menu>
  );
}
