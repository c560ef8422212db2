import type { AnnotationQuery } from '@grafana/data';
import type { Panel, RowPanel } from '@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen';
import type { Dashboard, Layout, Section, VariableJson } from './dashboardModel';

/** What Grafana saved before schema v2: panels side by side with the rows that they belong to. */
export interface ClassicDashboard extends Omit<Dashboard, 'variables' | 'annotations' | 'layout'> {
  panels?: ClassicPanel[];
  templating?: { list?: VariableJson[] };
  annotations?: { list?: AnnotationQuery[] };
}

type ClassicPanel = Panel | RowPanel;

export function readClassic({ panels, templating, annotations, ...rest }: ClassicDashboard): Dashboard {
  return {
    ...rest,
    variables: templating?.list ?? [],
    annotations: annotations?.list ?? [],
    layout: layoutOf(panels ?? []),
  };
}

/** Rows become sections, as in Grafana's own conversion to schema v2; panels above the first have no header. */
function layoutOf(panels: ClassicPanel[]): Layout {
  if (!panels.some(isRow)) {
    return { kind: 'grid', panels: panels as Panel[] };
  }
  const sections: Array<Section & { layout: { kind: 'grid'; panels: Panel[] } }> = [];
  const yOf = ({ gridPos }: ClassicPanel) => gridPos?.y ?? 0;
  for (const panel of [...panels].sort((a, b) => yOf(a) - yOf(b))) {
    if (isRow(panel)) {
      // A collapsed row holds its panels; those of an open one follow it.
      const { title = '', collapsed, repeat, panels: inner = [] } = panel;
      sections.push({ title, collapsed, repeat, layout: { kind: 'grid', panels: [...inner] } });
    } else {
      if (!sections.length) {
        sections.push({ title: '', hideHeader: true, layout: { kind: 'grid', panels: [] } });
      }
      sections[sections.length - 1].layout.panels.push(panel);
    }
  }
  return { kind: 'rows', sections };
}

function isRow(panel: ClassicPanel): panel is RowPanel {
  return panel.type === 'row';
}
