import { css } from '@emotion/css';
import React from 'react';
import { IconButton, useStyles2 } from '@grafana/ui';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';

interface Props {
  /** Of the row's function. */
  name: string;
  onMenu(x: number, y: number): void;
}

/** Opens the menu of a row that is pointed at or has the keys; where a finger points, of every row. */
export function RowMenuButton({ name, onMenu }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <IconButton
      className={styles.button}
      name="ellipsis-v"
      size="sm"
      tabIndex={-1}
      aria-label={t('panel.tree.menu', 'Open menu of {{name}}', { name: nameInSentence(name) })}
      onClick={(event) => {
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        onMenu(box.left, box.bottom);
      }}
    />
  );
}

const getStyles = () => ({
  button: css({
    marginLeft: 'auto',
    flexShrink: 0,
    opacity: 0,
    '[role=row]:hover &, [role=row]:focus &, [role=row]:focus-within &': { opacity: 1 },
    // A finger neither hovers nor has a right button.
    '@media (hover: none)': { opacity: 1 },
  }),
});
