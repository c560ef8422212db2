import { css } from '@emotion/css';
import { CoreApp, type DataQueryRequest, type GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import {
  type DataRequestEnricher,
  type SceneComponentProps,
  type SceneDataLayerSet,
  type SceneObject,
  SceneObjectBase,
  type SceneObjectState,
  SceneObjectUrlSyncConfig,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  type SceneVariableSet,
  VariableValueSelectors,
  VizPanel,
  behaviors,
  getClosest,
} from '@grafana/scenes';
import { Alert, Button, Stack, useStyles2 } from '@grafana/ui';
import { RecordedNotice } from '../../../chrome/RecordedNotice';
import type { Dashboard } from '../json/dashboardModel';
import { DashboardSettings } from '../settings/DashboardSettings';
import { AnnotationSwitch, type AnnotationLayer, annotationLayers } from './annotationLayers';
import { layoutScene } from './layoutScene';
import { sceneVariables } from './sceneVariables';

interface State extends SceneObjectState {
  uid: string;
  title: string;
  /** Undefined where the dashboard has no panels. */
  body: SceneObject | undefined;
  /** Which settings are shown in place of the panels. */
  editview?: string;
  selectors: VariableValueSelectors;
  timePicker: SceneTimePicker;
  refreshPicker: SceneRefreshPicker;
  $variables: SceneVariableSet;
  $data: SceneDataLayerSet;
}

/** A dashboard on the engine that Grafana's own run on. */
export class DashboardScene extends SceneObjectBase<State> implements DataRequestEnricher {
  static Component = Page;

  protected _urlSync = new SceneObjectUrlSyncConfig(this, { keys: ['editview'] });

  constructor({ uid, title, ...json }: Dashboard) {
    super({
      uid,
      title,
      body: isEmpty(json.layout) ? undefined : layoutScene(json.layout, json.preload ?? false),
      selectors: new VariableValueSelectors({}),
      timePicker: new SceneTimePicker({}),
      refreshPicker: new SceneRefreshPicker({ refresh: json.refresh, withText: true }),
      $timeRange: new SceneTimeRange({ ...json.time, timeZone: json.timezone || 'browser' }),
      $variables: sceneVariables(json.variables),
      $data: annotationLayers(json.annotations),
      $behaviors: [
        new behaviors.CursorSync({ key: 'cursor-sync', sync: json.graphTooltip }),
        new behaviors.SceneQueryController(),
      ],
    });
    // Where text is filled in without a panel around it, as in Grafana.
    this.addActivationHandler(() => {
      window.__grafanaSceneContext = this;
      return () => {
        window.__grafanaSceneContext = undefined;
      };
    });
  }

  getUrlState() {
    return { editview: this.state.editview };
  }

  updateFromUrl({ editview }: { editview?: string | string[] | null }) {
    this.setState({ editview: [editview].flat()[0] ?? undefined });
  }

  enrichDataRequest(source: SceneObject): Partial<DataQueryRequest> {
    const { uid, title } = this.state;
    const panel = getClosest(source, (one) => (one instanceof VizPanel ? one : undefined));
    return {
      app: CoreApp.Dashboard,
      dashboardUID: uid,
      dashboardTitle: title,
      ...(panel && {
        panelId: panel.getLegacyPanelId(),
        panelName: panel.state.title,
        panelPluginId: panel.state.pluginId,
      }),
    };
  }

  annotations(): AnnotationLayer[] {
    return this.state.$data.state.layers as AnnotationLayer[];
  }
}

function isEmpty(layout: Dashboard['layout']): boolean {
  return 'panels' in layout ? layout.panels.length === 0 : layout.sections.length === 0;
}

function Page({ model }: SceneComponentProps<DashboardScene>) {
  const { body, editview, selectors, timePicker, refreshPicker } = model.useState();
  const styles = useStyles2(getStyles);
  const openSettings = (view: string | null) => locationService.partial({ editview: view });
  return (
    <div className={styles.page}>
      <div className={styles.controls}>
        <div className={styles.left}>
          {editview === undefined ? (
            <div className={styles.selectors}>
              <selectors.Component model={selectors} />
              {model.annotations().map((layer) => (
                <AnnotationSwitch key={layer.state.key} layer={layer} />
              ))}
            </div>
          ) : (
            <div>
              <Button variant="secondary" icon="arrow-left" onClick={() => openSettings(null)}>
                Back to dashboard
              </Button>
            </div>
          )}
          <RecordedNotice />
        </div>
        <Stack gap={1}>
          {editview === undefined && (
            <Button
              variant="secondary"
              icon="cog"
              tooltip="Settings"
              aria-label="Settings"
              onClick={() => openSettings('variables')}
            />
          )}
          <timePicker.Component model={timePicker} />
          <refreshPicker.Component model={refreshPicker} />
        </Stack>
      </div>
      {editview !== undefined ? (
        <DashboardSettings
          variables={model.state.$variables.state.variables}
          annotations={model.annotations()}
          view={editview}
        />
      ) : body ? (
        <div className={styles.body}>
          <body.Component model={body} />
        </div>
      ) : (
        <Alert severity="info" title="This dashboard has no panels" />
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
    zIndex: 2,
  }),
  left: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    flex: '1 1 300px',
    alignSelf: 'center',
  }),
  selectors: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), '&:empty': { display: 'none' } }),
  body: css({ display: 'flex' }),
});
