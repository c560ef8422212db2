import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import {
  type AnnotationEvent,
  CoreApp,
  type EventBus,
  type FieldConfigSource,
  type InterpolateFunction,
  LoadingState,
  type PanelData,
  type TimeRange,
  renderMarkdown,
} from '@grafana/data';
import { getDataSourceSrv, getTemplateSrv, locationService } from '@grafana/runtime';
import { Alert, Menu, PanelChrome } from '@grafana/ui';
import { importPanelPlugin } from '../../loader/plugins';
import { PanelBody } from '../../panel/PanelBody';
import { dataRequest } from '../../services/dataRequest';
import { templateSrv } from '../../services/runtime';
import { rawOf } from '../../services/timeRange';
import { useQueryRunner } from '../../services/useQueryRunner';
import { usePromise } from '../../services/usePromise';
import { paneSearch } from '../explore/exploreUrl';
import { BuiltInPanel, isBuiltIn } from './BuiltInPanel';
import { PanelNotices } from './PanelNotices';
import { framesOfEvents } from './annotations';
import type { DashboardJson, PanelJson } from './dashboardModel';
import { useEmptiedFrames } from './useEmptiedFrames';

interface Props {
  dashboard: DashboardJson;
  panel: PanelJson;
  width: number;
  height: number;
  range: TimeRange;
  timeZone: string;
  /** Changes when a variable does that this panel uses, or a filter. */
  variablesKey: string;
  annotations: AnnotationEvent[];
  /** Counts up when the reader cancels. */
  stopped: number;
  eventBus: EventBus;
  onState: (panelId: number, state: LoadingState) => void;
  onChangeTimeRange: (range: { from: number; to: number }) => void;
}

const NO_FIELD_CONFIG: FieldConfigSource = { defaults: {}, overrides: [] };

export const DashboardPanel = memo(function DashboardPanel(props: Props) {
  const { panel, width, height, timeZone, range, onState } = props;
  const { data, error, cancel } = usePanelData(props);
  useEmptiedFrames(data?.series);
  const [options, setOptions] = useState(panel.options ?? {});
  const [fieldConfig, setFieldConfig] = useState<FieldConfigSource>(panel.fieldConfig ?? NO_FIELD_CONFIG);
  const builtIn = isBuiltIn(panel.type);
  const plugin = usePromise(
    useCallback(() => (builtIn ? Promise.resolve(undefined) : importPanelPlugin(panel.type)), [builtIn, panel.type])
  );
  const state = data?.state ?? LoadingState.NotStarted;
  useEffect(() => onState(panel.id, state), [onState, panel.id, state]);

  const { annotations } = props;
  const shown = useMemo<PanelData>(() => {
    const own: PanelData = data ?? { state: LoadingState.NotStarted, series: [], timeRange: range };
    return { ...own, annotations: [...(own.annotations ?? []), ...framesOfEvents(annotations, panel.id)] };
  }, [data, range, annotations, panel.id]);
  const replaceVariables = useCallback<InterpolateFunction>(
    (value, scopedVars, format) => getTemplateSrv().replace(value, { ...panel.scopedVars, ...scopedVars }, format),
    [panel.scopedVars]
  );
  const title = replaceVariables(panel.title ?? '');
  if (panel.type === 'row') {
    return <h2 style={{ fontSize: 16, margin: 0 }}>{title}</h2>;
  }
  const failure = error ?? shown.errors?.[0]?.message ?? shown.error?.message;
  return (
    <PanelChrome
      title={title}
      // As in Grafana: a panel without a title gives its header to its content.
      hoverHeader={title === ''}
      description={panel.description ? () => renderMarkdown(replaceVariables(panel.description!)) : undefined}
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
        if (builtIn) {
          return (
            <BuiltInPanel
              panel={panel}
              data={shown}
              width={innerWidth}
              height={innerHeight}
              timeZone={timeZone}
              replaceVariables={replaceVariables}
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

/** Asks again when the range or what the panel uses of the variables changes. */
function usePanelData({ dashboard, panel, width, range, timeZone, variablesKey, stopped, onState }: Props) {
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
              scopedVars: panel.scopedVars,
              filters: templateSrv.getAdhocFilters(dataSource.name),
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
  }, [started, dashboard, panel, range, timeZone, variablesKey, run, onState]);

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
  const explore = async () => {
    const dataSource = await getDataSourceSrv().get(ref as never);
    const filters = templateSrv.getAdhocFilters(dataSource.name);
    const targets = panel.targets!.map((query) => ({ ...query, datasource: { uid, type } }));
    // Explore has no variables: their values go along.
    const queries = dataSource.interpolateVariablesInQueries?.(targets, panel.scopedVars ?? {}, filters) ?? targets;
    locationService.push(`/explore?${paneSearch({ datasource: uid, queries, range: rawOf(range) })}`);
  };
  return (
    <Menu>
      <Menu.Item label="Explore" icon="compass" onClick={explore} />
    </Menu>
  );
}
