import { locationService } from '@grafana/runtime';
import {
  type SceneDataQuery,
  SceneDataTransformer,
  SceneQueryRunner,
  VizPanel,
  VizPanelMenu,
  getExploreURL,
  sceneGraph,
} from '@grafana/scenes';
import type { Panel } from '@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen';
import { PanelNotices } from './PanelNotices';

/** A panel with what it asks. Copies of a repeated panel are told apart by `copy`, from 0. */
export function panelScene(json: Panel, copy = 0): VizPanel {
  const { id = 0, type, title = '', targets = [], datasource } = json;
  const asks = targets.length > 0;
  return new VizPanel({
    key: copy ? `panel-${id}-clone-${copy}` : `panel-${id}`,
    pluginId: type,
    pluginVersion: json.pluginVersion,
    title,
    // As in Grafana: a panel without a title gives its header to its content.
    hoverHeader: !title,
    description: json.description,
    displayMode: json.transparent ? 'transparent' : 'default',
    options: json.options ?? {},
    fieldConfig: (json.fieldConfig ?? { defaults: {}, overrides: [] }) as VizPanel['state']['fieldConfig'],
    // As Grafana's dashboards do to save memory: the lists of an answer that a newer one replaced are emptied.
    _UNSAFE_clearPreviousFieldValues: true,
    $data: asks
      ? new SceneDataTransformer({
          transformations: (json.transformations ?? []) as SceneDataTransformer['state']['transformations'],
          $data: new SceneQueryRunner({
            queries: targets as SceneDataQuery[],
            datasource: datasource ?? undefined,
            minInterval: json.interval,
            maxDataPoints: json.maxDataPoints,
            maxDataPointsFromWidth: true,
            dataLayerFilter: { panelId: id },
          }),
        })
      : undefined,
    titleItems: [new PanelNotices({})],
    menu: asks ? exploreMenu() : undefined,
  });
}

function exploreMenu(): VizPanelMenu {
  const menu = new VizPanelMenu({});
  menu.setItems([
    {
      text: 'Explore',
      iconClassName: 'compass',
      onClick: async () => {
        const { data } = sceneGraph.getData(menu).state;
        const { from, to } = sceneGraph.getTimeRange(menu).state;
        const url = data && (await getExploreURL(data, menu, { from, to }));
        if (url) {
          locationService.push(url);
        }
      },
    },
  ]);
  return menu;
}
