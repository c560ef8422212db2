import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';

interface Props {
  /** Of the row's function. */
  name: string;
  onMenu(x: number, y: number): void;
}

/**
 * Opens the menu of a row that is pointed at or has the keys; where a finger points, of every row. As there is one in
 * each row, it is as little as it can be: Grafana's own button reads its picture from a text, each by itself.
 */
export function RowMenuButton({ name, onMenu }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <button
      type="button"
      className={styles.button}
      tabIndex={-1}
      aria-label={t('panel.tree.menu', 'Open menu of {{name}}', { name: nameInSentence(name) })}
      onClick={(event) => {
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        onMenu(box.left, box.bottom);
      }}
    >
      <svg className={styles.dots} viewBox="0 0 24 24" aria-hidden>
        <path d="M12 5h0M12 12h0M12 19h0" />
      </svg>
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  button: css({
    display: 'flex',
    // Over the end of a name, which has the room while nobody points at the row.
    position: 'absolute',
    right: 0,
    padding: theme.spacing(0.25),
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    color: theme.colors.text.primary,
    opacity: 0,
    '&:hover': { background: theme.colors.background.secondary },
    '[role=row]:hover &, [role=row]:focus &, [role=row]:focus-within &': { opacity: 1 },
    // A finger neither hovers nor has a right button.
    '@media (hover: none)': { position: 'static', opacity: 1 },
  }),
  dots: css({ width: 14, height: 14, stroke: 'currentColor', strokeWidth: 4, strokeLinecap: 'round' }),
});
