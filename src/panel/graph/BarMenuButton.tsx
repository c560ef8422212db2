import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';

interface Props {
  /** Of the bar's function. */
  name: string;
  /** In the graph, in CSS pixels: the bar's top, and where it was touched. */
  x: number;
  y: number;
  onMenu(x: number, y: number): void;
}

const SIZE = 28;

/** Opens the menu of the bar that a finger has selected: a finger has no right button. */
export function BarMenuButton({ name, x, y, onMenu }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.place} style={{ left: Math.max(0, x), top: Math.max(0, y) }} data-testid="hotpath-bar-menu">
      <IconButton
        name="ellipsis-v"
        size="lg"
        aria-label={t('panel.tree.menu', 'Open menu of {{name}}', { name: nameInSentence(name) })}
        onClick={({ currentTarget }) => {
          const box = currentTarget.getBoundingClientRect();
          onMenu(box.left, box.bottom);
        }}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({
    position: 'absolute',
    display: 'flex',
    width: SIZE,
    height: SIZE,
    alignItems: 'center',
    justifyContent: 'center',
    '& button': { margin: 0 },
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    boxShadow: theme.shadows.z2,
  }),
});
