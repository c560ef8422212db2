import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { BUCKETS, createPalette } from '../../../pkg/flamegraph/palette';
import { t } from '../../wording/t';
import { BAR_HEIGHTS } from '../panelLayout';

/** What the colours of a comparison mean. */
export function ChangeLegend() {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const shades = createPalette(theme.isDark ? 'dark' : 'light').slice(
    BUCKETS.change,
    BUCKETS.change + BUCKETS.changeCount
  );
  return (
    <div className={styles.legend} data-testid="hotpath-legend">
      <span>{t('panel.legend.less', '− less or removed')}</span>
      <span className={styles.shades} aria-hidden>
        {shades.map(({ fill }) => (
          <span key={fill} className={styles.shade} style={{ background: fill }} />
        ))}
      </span>
      <span>{t('panel.legend.more', '+ more or new')}</span>
      <span className={styles.note}>
        {t('panel.legend.note', 'by share of each side; width shows both sides together')}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: BAR_HEIGHTS.legend,
    flexShrink: 0,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  shades: css({ display: 'flex', flexShrink: 0 }),
  shade: css({ width: 18, height: 12 }),
  note: css({ color: theme.colors.text.secondary, overflow: 'hidden', textOverflow: 'ellipsis' }),
});
