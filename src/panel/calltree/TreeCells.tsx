import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { wholeOf, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import { t } from '../../wording/t';
import type { ValueFormat } from '../valueFormat';
import { ROW_HEIGHT } from './treeColumns';

interface AmountProps {
  value: number;
  tree: CallTree;
  /** What the line below compares with. */
  root: NodeIndex;
  format: ValueFormat;
  withShare: boolean;
}

/** An amount; its share is of the whole profile, as on the bars of the graph. */
export const AmountCell = React.memo(function AmountCell({ value, tree, root, format, withShare }: AmountProps) {
  const styles = useStyles2(getStyles);
  const view = tree.total[root];
  const share = format.share(value, wholeOf(tree).total);
  const title = [format.exact(value), t('panel.table.of-whole', '{{share}} of the profile', { share })].join(' · ');
  return (
    <div role="gridcell" className={styles.amount} title={title}>
      <span className={styles.bar} style={{ width: `${view > 0 ? Math.min(100, (value / view) * 100) : 0}%` }} />
      <span>{value === 0 ? '' : format.text(value)}</span>
      {withShare && format.kind !== 'summed' && <span className={styles.share}>{value === 0 ? '' : share}</span>}
    </div>
  );
});

/** What one side of a comparison has, or how much they differ. */
export function ChangeCell({ text, title }: { text: string; title?: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="gridcell" className={styles.change} title={title}>
      {text}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  amount: css({
    position: 'relative',
    display: 'flex',
    justifyContent: 'flex-end',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: ROW_HEIGHT - 1,
    whiteSpace: 'nowrap',
  }),
  share: css({ color: theme.colors.text.secondary, minWidth: 44, textAlign: 'right' }),
  bar: css({
    position: 'absolute',
    right: 0,
    bottom: 2,
    height: 3,
    borderRadius: 1,
    background: theme.colors.primary.border,
  }),
  change: css({ textAlign: 'right', whiteSpace: 'nowrap' }),
});
