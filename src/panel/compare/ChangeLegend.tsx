import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { BUCKETS, CHANGE_LIMITS } from '../../../pkg/flamegraph/palette';
import { t } from '../../wording/t';
import { colourNames } from '../look/lookNames';
import type { Look } from '../look/useLook';

interface Props {
  look: Look;
  /** Only the ends of the scale have a number. */
  narrow: boolean;
}

/** What the colours of a comparison mean: how much of its side a function has after, for what it had before. */
export function ChangeLegend({ look: { palette, colourBy, colourChanges }, narrow }: Props) {
  const styles = useStyles2(getStyles);
  if (!colourChanges) {
    return (
      <div className={styles.legend} data-testid="hotpath-legend">
        {t('panel.legend.plain', 'Colour by: {{what}}', { what: colourNames()[colourBy] })}
      </div>
    );
  }
  const shades = palette.slice(BUCKETS.change, BUCKETS.change + BUCKETS.changeCount);
  const limits = [...CHANGE_LIMITS.map((times) => 1 / times).reverse(), ...CHANGE_LIMITS];
  const ends = [0, limits.length - 1];
  return (
    <div
      className={styles.legend}
      data-testid="hotpath-legend"
      title={t(
        'panel.legend.help',
        'How much a function changed. Grey: hardly, or below what is greyed out. A bar with + is new, one with − is removed.'
      )}
    >
      <span>{narrow ? '−' : t('panel.legend.less', '− less')}</span>
      <span className={narrow ? styles.few : styles.scale}>
        {shades.map(({ fill }, at) => (
          <React.Fragment key={fill}>
            <span className={styles.shade} style={{ background: fill }} aria-hidden />
            {at < limits.length && (!narrow || ends.includes(at)) && (
              <span className={styles.limit}>{limitText(limits[at])}</span>
            )}
          </React.Fragment>
        ))}
      </span>
      <span>{narrow ? '+' : t('panel.legend.more', '+ more')}</span>
    </div>
  );
}

function limitText(times: number): string {
  if (times >= 2) {
    return `×${times}`;
  }
  if (times <= 0.5) {
    return `÷${1 / times}`;
  }
  const percent = Math.round((times - 1) * 100);
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`;
}

const getStyles = (theme: GrafanaTheme2) => {
  const scale = {
    display: 'flex',
    alignItems: 'center',
    gap: 3,
    flexShrink: 0,
    fontVariantNumeric: 'tabular-nums',
  };
  return {
    legend: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      marginLeft: 'auto',
      flexShrink: 0,
      whiteSpace: 'nowrap',
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    scale: css(scale),
    few: css({ ...scale, gap: 1 }),
    shade: css({ width: 10, height: 12, flexShrink: 0 }),
    limit: css({ color: theme.colors.text.secondary }),
  };
};
