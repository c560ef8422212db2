import type { SceneComponentProps, SceneObjectState, VizPanel } from '@grafana/scenes';
import type { Layout } from '../json/dashboardModel';
import { RepeatingObject } from './RepeatingObject';
import { panelScene } from './panelScene';

interface State extends SceneObjectState {
  children: VizPanel[];
  columns: string;
  rowHeight: number;
}

/** Panels of one size in as many columns as fit. */
export class AutoGrid extends RepeatingObject<VizPanel, State> {
  static Component = Grid;

  constructor({ columns, rowHeight, panels }: Extract<Layout, { kind: 'autoGrid' }>) {
    super(
      { columns, rowHeight },
      panels.map((panel) => ({ repeat: panel.repeat, make: (copy) => panelScene(panel, copy) }))
    );
  }
}

function Grid({ model }: SceneComponentProps<AutoGrid>) {
  const { children, columns, rowHeight } = model.useState();
  return (
    <div style={{ display: 'grid', gap: 8, width: '100%', gridTemplateColumns: columns, gridAutoRows: rowHeight }}>
      {children.map((panel) => (
        <panel.Component key={panel.state.key} model={panel} />
      ))}
    </div>
  );
}
