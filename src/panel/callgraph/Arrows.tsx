import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Point } from '../../../pkg/flamegraph/callgraph/boxPlan';
import type { ProfileScene } from '../view/scene';
import { arrowSentence } from './boxText';
import type { Drawing } from './useDrawing';
import type { MadeGraph } from './useCallGraph';

interface Props {
  scene: ProfileScene;
  graph: MadeGraph;
  drawing: Drawing;
  /** The box whose arrows are emphasised; `NONE` for none. */
  lit: number;
}

/** Who calls whom: the thicker, the more. What they say is in the boxes' names, too. */
export const Arrows = React.memo(function Arrows({ scene, graph, drawing, lit }: Props) {
  const styles = useStyles2(getStyles);
  const { plan, calls } = drawing;
  return (
    <svg className={styles.arrows} width={plan.width} height={plan.height} aria-hidden>
      {calls.map((one, at) => {
        const { points, label } = plan.arrows[at];
        const head = headOf(points, one.thickness);
        return (
          <g
            key={`${one.from} ${one.to}`}
            className={one.from === lit || one.to === lit ? styles.lit : styles.arrow}
            style={one.color === undefined ? undefined : { color: one.color }}
            data-testid="hotpath-arrow"
            data-indirect={one.indirect}
          >
            <title>{arrowSentence(scene, graph, one)}</title>
            <path
              d={pathOf([...points.slice(0, -1), head.foot])}
              fill="none"
              stroke="currentColor"
              strokeWidth={one.thickness}
              strokeDasharray={one.indirect ? `${4 + one.thickness} 4` : undefined}
            />
            <path d={head.path} fill="currentColor" />
            {label && (
              <text className={styles.label} x={label.x} y={label.y} textAnchor="middle" dominantBaseline="central">
                {one.label}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
});

/** Through the points in curves. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const steps = rest.map((point, at) => {
    const next = rest[at + 1];
    return next
      ? `Q ${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`
      : `L ${point.x} ${point.y}`;
  });
  return [`M ${first.x} ${first.y}`, ...steps].join(' ');
}

/** The head of an arrow at its last point, and where its line ends. */
function headOf(points: readonly Point[], thickness: number): { path: string; foot: Point } {
  const tip = points[points.length - 1];
  const before = points[points.length - 2];
  const length = Math.hypot(tip.x - before.x, tip.y - before.y) || 1;
  const [x, y] = [(tip.x - before.x) / length, (tip.y - before.y) / length];
  const long = 6 + thickness;
  const wide = 3 + thickness / 2;
  const foot = { x: tip.x - x * long, y: tip.y - y * long };
  return {
    foot,
    path: `M ${tip.x} ${tip.y} L ${foot.x - y * wide} ${foot.y + x * wide} L ${foot.x + y * wide} ${foot.y - x * wide} Z`,
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  arrows: css({ position: 'absolute', top: 0, left: 0 }),
  arrow: css({ color: theme.colors.text.secondary }),
  lit: css({ color: theme.colors.text.maxContrast }),
  label: css({
    fontSize: 11,
    fill: theme.colors.text.primary,
    stroke: theme.colors.background.primary,
    // Wide enough to cover the line above a decimal point, too.
    strokeWidth: 10,
    strokeLinejoin: 'round',
    paintOrder: 'stroke',
    fontVariantNumeric: 'tabular-nums',
  }),
});
