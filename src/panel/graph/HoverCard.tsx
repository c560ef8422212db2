import { css } from '@emotion/css';
import React, { useLayoutEffect, useRef } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2 } from '@grafana/ui';
import type { TopTable } from '../../../pkg/calltree/operations/operations';
import type { NodeIndex } from '../../../pkg/calltree/tree';
import type { BarIndex } from '../../../pkg/flamegraph/geometry';
import type { BarLayout } from '../../../pkg/flamegraph/layout';
import type { ProfileScene } from '../view/scene';
import { functionCard, nodeCard, runCard } from './cardContent';

/** A bar's edges in the window, and where the pointer is along it. */
export interface Anchor {
  x: number;
  top: number;
  bottom: number;
}

export interface Card {
  /** A node, a bar that stands for many too narrow to draw, or a function, all its calls together. */
  of: NodeIndex | { layout: BarLayout; bar: BarIndex } | { table: TopTable; row: number };
  anchor: Anchor;
}

const GAP = 6;

/** What a bar is and how much it is, shown below the bar, or above it where there is no room: never over it. */
export function HoverCard({ scene, of, anchor }: Card & { scene: ProfileScene }) {
  const styles = useStyles2(getStyles);
  const content =
    typeof of === 'number'
      ? nodeCard(scene, of)
      : 'table' in of
        ? functionCard(scene, of.table, of.row)
        : runCard(scene, of.layout, of.bar);
  const card = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = card.current;
    if (!element) {
      return;
    }
    const { width, height } = element.getBoundingClientRect();
    const below = window.innerHeight - anchor.bottom - GAP;
    const above = anchor.top - GAP;
    const top = height <= below || below >= above ? anchor.bottom + GAP : Math.max(0, above - height);
    const left = Math.max(GAP, Math.min(anchor.x + GAP, window.innerWidth - width - GAP));
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }, [of, anchor]);

  return (
    <Portal>
      <div ref={card} className={styles.card} data-testid="hotpath-card" aria-hidden>
        <div className={styles.name}>{content.name}</div>
        {content.source && <div className={styles.source}>{content.source}</div>}
        {content.note && <div className={styles.source}>{content.note}</div>}
        <table className={styles.values}>
          {content.columns.length > 0 && (
            <thead>
              <tr>
                <th />
                {content.columns.map((column) => (
                  <th key={column}>{column}</th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {content.rows.map(({ label, cells }) => (
              <tr key={label}>
                <td>{label}</td>
                {cells.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {content.found?.map((text) => (
          <div key={text} className={styles.found}>
            {text}
          </div>
        ))}
      </div>
    </Portal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    position: 'fixed',
    top: 0,
    left: 0,
    zIndex: theme.zIndex.tooltip,
    pointerEvents: 'none',
    maxWidth: `min(480px, calc(100vw - ${2 * GAP}px))`,
    padding: theme.spacing(1),
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.primary,
  }),
  name: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    fontWeight: theme.typography.fontWeightMedium,
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    display: '-webkit-box',
    WebkitLineClamp: 6,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
  }),
  source: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  found: css({ marginTop: theme.spacing(0.5) }),
  values: css({
    marginTop: theme.spacing(0.5),
    fontVariantNumeric: 'tabular-nums',
    '& td, & th': { padding: theme.spacing(0, 1.5, 0, 0), fontWeight: 'normal', textAlign: 'right' },
    '& td:first-child': { textAlign: 'left', color: theme.colors.text.secondary },
    '& th': { color: theme.colors.text.secondary },
    '& td:last-child, & th:last-child': { paddingRight: 0 },
  }),
});
