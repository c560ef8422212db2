import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { nodeName, wholeOf, type CallTree } from '../../../pkg/calltree/tree';
import { functionText } from '../../wording/functionText';
import { t } from '../../wording/t';
import type { ProfileScene } from '../view/scene';

export const HEADING_HEIGHT = 24;

interface Props {
  scene: ProfileScene;
  /** The callees of the function, which is their root. */
  tree: CallTree;
  /** Whether all callers are shown. */
  complete: boolean;
}

/** Between callers and callees: of which function they are, and how much it takes. */
export function Heading({ scene: { format }, tree, complete }: Props) {
  const styles = useStyles2(getStyles);
  const whole = wholeOf(tree);
  const [total] = tree.total;
  const totalRight = tree.totalRight?.[0];
  const share = format.share(total, whole.total);
  return (
    <div className={styles.heading} data-testid="hotpath-sandwich-heading">
      <span className={styles.side}>
        <Icon name="arrow-up" size="sm" /> {t('panel.sandwich.callers', 'Callers')}
      </span>
      <span className={styles.name} title={functionText(nodeName(tree, 0))}>
        {functionText(nodeName(tree, 0))}
      </span>
      <span className={styles.amount}>
        {totalRight === undefined
          ? `${format.text(total)} · ${share}`
          : `${share} → ${format.share(totalRight, whole.totalRight)}`}
      </span>
      {!complete && (
        <span className={styles.side}>{t('panel.sandwich.incomplete', 'Distant callers are left out: too many')}</span>
      )}
      <span className={styles.side}>
        <Icon name="arrow-down" size="sm" /> {t('panel.sandwich.callees', 'Callees')}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: HEADING_HEIGHT,
    flexShrink: 0,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  side: css({ color: theme.colors.text.secondary, flexShrink: 0 }),
  name: css({
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontFamily: theme.typography.fontFamilyMonospace,
    fontWeight: theme.typography.fontWeightMedium,
    unicodeBidi: 'isolate',
  }),
  amount: css({ flexShrink: 0, marginRight: 'auto' }),
});
