import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import {
  GRID_CELL_HEIGHT,
  GRID_COLUMN_COUNT,
  type SceneComponentProps,
  type SceneGridItemLike,
  SceneGridLayout,
  type SceneObjectState,
  type VizPanel,
} from '@grafana/scenes';
import type { Panel } from '@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen';
import { useStyles2 } from '@grafana/ui';
import { RepeatingObject } from './RepeatingObject';
import { panelScene } from './panelScene';

/** In cells of the grid. */
interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface State extends SceneObjectState, Place {
  children: VizPanel[];
}

const GAP = 8;
const DEFAULT_PER_ROW = 4;

/**
 * A panel for each value of a variable: side by side over the whole width, as many in a row as the panel allows, or one
 * below the other. What stands below moves down by what that adds.
 */
export class RepeatedPanel extends RepeatingObject<VizPanel, State> implements SceneGridItemLike {
  static Component = Cells;

  constructor(
    private readonly panel: Panel,
    private readonly place: Place
  ) {
    const down = panel.repeatDirection === 'v';
    super({ ...place, ...(down ? {} : { x: 0, width: GRID_COLUMN_COUNT }) }, [
      { repeat: panel.repeat, make: (copy) => panelScene(panel, copy) },
    ]);
  }

  getClassName(): string {
    return 'panel-repeater-grid-item';
  }

  /** How many stand side by side, and how high each is in pixels. */
  cells(): { perRow: number; height: number } {
    const { repeatDirection, maxPerRow = DEFAULT_PER_ROW } = this.panel;
    const perRow = repeatDirection === 'v' ? 1 : Math.max(1, Math.min(maxPerRow, this.state.children.length));
    return { perRow, height: this.place.height * (GRID_CELL_HEIGHT + GAP) - GAP };
  }

  protected childrenChanged(count: number): void {
    this.setState({ height: Math.ceil(count / this.cells().perRow) * this.place.height });
    if (this.parent instanceof SceneGridLayout) {
      this.parent.forceRender();
    }
  }
}

function Cells({ model }: SceneComponentProps<RepeatedPanel>) {
  const { children } = model.useState();
  const styles = useStyles2(getStyles);
  const { perRow, height } = model.cells();
  return (
    <div
      className={styles.cells}
      style={{ ['--columns' as string]: `repeat(${perRow}, minmax(0, 1fr))`, gridAutoRows: height }}
    >
      {children.map((panel) => (
        <panel.Component key={panel.state.key} model={panel} />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  cells: css({
    display: 'grid',
    gap: GAP,
    gridTemplateColumns: 'var(--columns)',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
});
