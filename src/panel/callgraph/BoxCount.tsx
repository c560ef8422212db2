import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';

interface Props {
  shown: number;
  of: number;
  canHaveFewer: boolean;
  canHaveMore: boolean;
  /** Whether an arrow goes through functions that are not shown. */
  indirect: boolean;
  change(by: 1 | -1): void;
}

/** How many functions there are, more and fewer of them, and what a dashed arrow means where there is one. */
export function BoxCount({ shown, of, canHaveFewer, canHaveMore, indirect, change }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.bar}>
      <IconButton
        name="minus"
        size="sm"
        tooltip={t('panel.call-graph.fewer', 'Fewer functions')}
        disabled={!canHaveFewer}
        onClick={() => change(-1)}
      />
      <span data-testid="hotpath-box-count">
        {t('panel.call-graph.count', '{{shown}} of {{count}} functions', {
          shown,
          count: of,
          defaultValue_one: '1 function',
        })}
      </span>
      <IconButton
        name="plus"
        size="sm"
        tooltip={t('panel.call-graph.more', 'More functions')}
        disabled={!canHaveMore}
        onClick={() => change(1)}
      />
      {indirect && (
        <span className={styles.dashed}>
          <svg width={24} height={8} aria-hidden>
            <line x1={0} y1={4} x2={24} y2={4} stroke="currentColor" strokeWidth={2} strokeDasharray="5 3" />
          </svg>
          {t('panel.call-graph.dashed', 'Through functions not shown')}
        </span>
      )}
    </div>
  );
}

/** In CSS pixels. */
export const COUNT_HEIGHT = 24;

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: COUNT_HEIGHT,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  dashed: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), marginLeft: theme.spacing(1) }),
});
