import { css } from '@emotion/css';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation, useParams } from 'react-router-dom-v5-compat';
import { type AnnotationQuery, EventBusSrv, type GrafanaTheme2, LoadingState, getTimeZone } from '@grafana/data';
import { getBackendSrv, getTemplateSrv, locationService } from '@grafana/runtime';
import { Alert, Button, EmptyState, LoadingPlaceholder, Stack, useStyles2 } from '@grafana/ui';
import { RecordedNotice } from '../../chrome/RecordedNotice';
import { useBreadcrumbs } from '../../chrome/breadcrumbs';
import { useMeasuredWidth } from '../../panel/useMeasuredWidth';
import { type WorkbenchSettings, setSettings } from '../../services/frontendSettings';
import { absoluteRaw, dashboardRangeFrom } from '../../services/timeRange';
import { usePromise } from '../../services/usePromise';
import { useSettings } from '../../services/useSettings';
import { TimeControls } from '../TimeControls';
import { DashboardPanel } from './DashboardPanel';
import { DashboardSettings } from './DashboardSettings';
import { VariablesBar } from './VariablesBar';
import { type DashboardJson, type VariableJson, placePanels } from './dashboardModel';
import { repeatPanels } from './repeat';
import { useAnnotations } from './useAnnotations';
import { useVariables } from './useVariables';
import { variablesKey } from './variablesKey';

const DEFAULT_TIME = { from: 'now-6h', to: 'now' };
const NO_VARIABLES: VariableJson[] = [];
const NO_ANNOTATIONS: AnnotationQuery[] = [];

export function DashboardPage() {
  const { uid = '' } = useParams();
  const { value, error } = usePromise(
    useCallback(
      () =>
        getBackendSrv().get<{ dashboard: DashboardJson }>(`/api/dashboards/uid/${uid}`, undefined, undefined, {
          showErrorAlert: false,
        }),
      [uid]
    )
  );
  const listed = useSettings().workbench.dashboards.some((one) => one.uid === uid);
  useEffect(() => {
    // Saved after this page was loaded: from now on the menu has it too.
    if (value && !listed) {
      getBackendSrv()
        .get<WorkbenchSettings>('/api/frontend/settings')
        .then(setSettings, () => undefined);
    }
  }, [value, listed]);
  if (error) {
    return <EmptyState variant="not-found" message={`There is no dashboard ${uid}`} />;
  }
  return value ? <Dashboard key={uid} stored={value.dashboard} /> : <LoadingPlaceholder text="Loading dashboard…" />;
}

function Dashboard({ stored }: { stored: DashboardJson }) {
  const styles = useStyles2(getStyles);
  // What its settings change lasts as long as the page.
  const [dashboard, setDashboard] = useState(stored);
  useBreadcrumbs([{ text: 'Dashboards', url: '/dashboards' }, { text: dashboard.title }]);
  const [measure, width] = useMeasuredWidth();
  const [eventBus] = useState(() => new EventBusSrv());
  const [timeZone, setTimeZone] = useState(
    dashboard.timezone && dashboard.timezone !== 'browser' ? dashboard.timezone : getTimeZone()
  );

  const params = new URLSearchParams(useLocation().search);
  const from = params.get('from') ?? dashboard.time?.from ?? DEFAULT_TIME.from;
  const to = params.get('to') ?? dashboard.time?.to ?? DEFAULT_TIME.to;
  const editView = params.get('editview');
  const refresh = params.get('refresh') ?? dashboard.refresh ?? '';
  const [tick, setTick] = useState(0);
  const [stopped, setStopped] = useState(0);
  // A relative range moves with every refresh.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const range = useMemo(() => dashboardRangeFrom({ from, to }, timeZone), [from, to, timeZone, tick]);
  useEffect(() => getTemplateSrv().updateTimeRange(range), [range]);

  const { variables, choose, filter } = useVariables(dashboard.templating?.list ?? NO_VARIABLES, range, timeZone);
  const annotations = useAnnotations(
    dashboard.annotations?.list ?? NO_ANNOTATIONS,
    range,
    timeZone,
    variables,
    variables !== undefined
  );

  const [states, setStates] = useState<Record<number, LoadingState>>({});
  const loading = Object.values(states).some((state) => state === LoadingState.Loading);
  const onState = useCallback(
    (id: number, state: LoadingState) =>
      setStates((before) => (before[id] === state ? before : { ...before, [id]: state })),
    []
  );
  const changeRange = useCallback((raw: { from: string; to: string }) => locationService.partial(raw), []);
  const changeAbsolute = useCallback(
    (chosen: { from: number; to: number }) => changeRange(absoluteRaw(chosen)),
    [changeRange]
  );

  const panels = useMemo(() => repeatPanels(dashboard.panels ?? [], variables ?? []), [dashboard, variables]);
  const { placed, height } = useMemo(() => placePanels(panels, width), [panels, width]);

  return (
    <div className={styles.page}>
      <div className={styles.controls}>
        <div className={styles.variables}>
          {editView !== null && (
            <div>
              <Button variant="secondary" icon="arrow-left" onClick={() => locationService.partial({ editview: null })}>
                Back to dashboard
              </Button>
            </div>
          )}
          {variables && editView === null && (
            <VariablesBar
              variables={variables}
              annotations={annotations.all}
              range={range}
              onChoose={choose}
              onFilter={filter}
              onToggleAnnotation={annotations.toggle}
            />
          )}
          <RecordedNotice />
        </div>
        <Stack gap={1}>
          {editView === null && (
            <Button
              variant="secondary"
              icon="cog"
              tooltip="Settings"
              aria-label="Settings"
              onClick={() => locationService.partial({ editview: 'variables' })}
            />
          )}
          <TimeControls
            range={range}
            timeZone={timeZone}
            onChange={changeRange}
            onChangeTimeZone={setTimeZone}
            onRun={() => setTick((before) => before + 1)}
            onCancel={() => setStopped((before) => before + 1)}
            loading={loading}
            refresh={refresh}
            onChangeRefresh={(interval) => locationService.partial({ refresh: interval || null }, true)}
          />
        </Stack>
      </div>
      {editView !== null ? (
        <DashboardSettings
          dashboard={dashboard}
          view={editView}
          variables={variables ?? []}
          annotations={annotations.all}
          range={range}
          timeZone={timeZone}
          onChange={setDashboard}
        />
      ) : (
        <>
          {panels.length === 0 && <Alert severity="info" title="This dashboard has no panels" />}
          <div ref={measure} style={{ position: 'relative', height }}>
            {variables &&
              width > 0 &&
              placed.map(({ panel, left, top, width: panelWidth, height: panelHeight }) => (
                <section
                  key={panel.id}
                  className={styles.panel}
                  style={{ left, top, width: panelWidth, height: panelHeight }}
                  data-panel-id={panel.id}
                >
                  <DashboardPanel
                    dashboard={dashboard}
                    panel={panel}
                    width={panelWidth}
                    height={panelHeight}
                    range={range}
                    timeZone={timeZone}
                    variablesKey={variablesKey(panel, variables)}
                    annotations={annotations.events}
                    stopped={stopped}
                    eventBus={eventBus}
                    onState={onState}
                    onChangeTimeRange={changeAbsolute}
                  />
                </section>
              ))}
          </div>
        </>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ padding: theme.spacing(1, 2, 2) }),
  controls: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
    // Above the panels, whose own corners are positioned.
    position: 'relative',
    zIndex: 1,
  }),
  variables: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    flex: '1 1 300px',
    alignSelf: 'center',
  }),
  panel: css({ position: 'absolute' }),
});
