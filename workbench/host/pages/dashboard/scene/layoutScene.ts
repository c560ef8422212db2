import { SceneGridItem, SceneGridLayout, type SceneObject } from '@grafana/scenes';
import type { Panel } from '@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen';
import type { Layout } from '../json/dashboardModel';
import { AutoGrid } from './AutoGrid';
import { RepeatedPanel } from './RepeatedPanel';
import { Rows, SectionScene, Tabs } from './Sections';
import { panelScene } from './panelScene';

/** Without `preload`, panels ask for data when they come into sight, as in Grafana. */
export function layoutScene(layout: Layout, preload: boolean): SceneObject {
  switch (layout.kind) {
    case 'grid':
      return new SceneGridLayout({ isLazy: !preload, children: layout.panels.map(gridItem) });
    case 'autoGrid':
      return new AutoGrid(layout);
    case 'rows':
    case 'tabs': {
      const entries = layout.sections.map(
        ({ repeat, title, collapsed = false, hideHeader = false, layout: inner }) => ({
          repeat,
          make: () => new SectionScene({ title, collapsed, hideHeader, body: layoutScene(inner, preload) }),
        })
      );
      return layout.kind === 'rows' ? new Rows({}, entries) : new Tabs({ current: 0 }, entries);
    }
  }
}

function gridItem(panel: Panel) {
  const { x, y, w: width, h: height } = panel.gridPos ?? { x: 0, y: 0, w: 12, h: 8 };
  return panel.repeat
    ? new RepeatedPanel(panel, { x, y, width, height })
    : new SceneGridItem({ x, y, width, height, body: panelScene(panel) });
}
