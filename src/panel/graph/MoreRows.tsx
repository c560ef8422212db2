import { css, cx } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';

interface Props {
  at: 'top' | 'bottom';
  rows: number;
  /** There are at least so many. */
  open: boolean;
  /** In a narrow graph words would cover the bars. */
  short: boolean;
  onClick(): void;
}

/** Says at an edge of the graph how much of it is beyond, and goes there. */
export function MoreRows({ at, rows, open, short, onClick }: Props) {
  const styles = useStyles2(getStyles);
  if (rows <= 0) {
    return null;
  }
  const text = open
    ? t('panel.graph.more-open', 'More than {{count}} rows more', { count: rows })
    : t('panel.graph.more', '{{count}} rows more', { count: rows, defaultValue_one: '1 row more' });
  return (
    <button
      type="button"
      className={cx(styles.sign, at === 'top' ? styles.top : styles.bottom)}
      data-testid={`hotpath-more-${at}`}
      // The graph has keys of its own that scroll.
      tabIndex={-1}
      title={short ? text : undefined}
      onClick={onClick}
    >
      <Icon name={at === 'top' ? 'arrow-up' : 'arrow-down'} size="xs" />
      {short ? rows : text}
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  sign: css({
    position: 'absolute',
    right: theme.spacing(0.5),
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.25),
    height: 18,
    padding: theme.spacing(0, 0.75),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.primary,
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    lineHeight: 1,
    '&:hover': { background: theme.colors.background.secondary },
  }),
  top: css({ top: 1 }),
  bottom: css({ bottom: 1 }),
});
