import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { wholeOf, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import { t } from '../../wording/t';
import { differenceBetween, points, relativeText, signed, type CellText, type Difference } from '../compare/change';
import type { ProfileScene } from '../view/scene';
import type { ValueFormat } from '../valueFormat';
import type { Details } from './useDetails';

interface Props {
  scene: ProfileScene;
  details: Details;
}

interface Amount {
  label: string;
  self: number;
  total: number;
  selfRight: number;
  totalRight: number;
}

/** Self and total, of this call and of all calls of the function; of a comparison both sides and what changed. */
export function Amounts({ scene, details }: Props) {
  const { tree, node, facts } = details;
  const { self, total, selfRight, totalRight } = tree;
  const call: Amount = {
    label: t('panel.details.this-call', 'This call'),
    self: self[node],
    total: total[node],
    selfRight: selfRight?.[node] ?? 0,
    totalRight: totalRight?.[node] ?? 0,
  };
  const all: Amount = {
    label: t('panel.details.all-calls', 'All {{count}} call paths', { count: facts.paths }),
    self: facts.self,
    total: facts.total,
    selfRight: facts.selfRight ?? 0,
    totalRight: facts.totalRight ?? 0,
  };
  const amounts = facts.paths > 1 || facts.recursive ? [call, all] : [call];
  return totalRight ? (
    <Compared amounts={amounts} {...{ scene, tree }} />
  ) : (
    <Single amounts={amounts} {...{ scene, tree, node }} />
  );
}

const selfLabel = () => t('panel.card.self', 'Self');
const totalLabel = () => t('panel.card.total', 'Total');

function Single({
  amounts,
  scene: { format, focus },
  tree,
  node,
}: {
  amounts: Amount[];
  scene: ProfileScene;
  tree: CallTree;
  node: NodeIndex;
}) {
  const styles = useStyles2(getStyles);
  const { total: whole } = wholeOf(tree);
  const inView = focus !== 0 && node >= focus && node < tree.subtreeEnd[focus];
  const cell = (value: number, view: boolean) => (
    <td title={format.exact(value)}>
      <div>{format.kind === 'summed' ? '' : format.text(value)}</div>
      <div className={styles.share}>{format.share(value, whole)}</div>
      {view && (
        <div className={styles.share}>
          {t('panel.table.of-view', '{{share}} of this view', { share: format.share(value, tree.total[focus]) })}
        </div>
      )}
    </td>
  );
  return (
    <table className={styles.table} title={t('panel.details.shares', 'Shares of the profile')}>
      <thead>
        <tr>
          <td />
          <th scope="col">{selfLabel()}</th>
          <th scope="col">{totalLabel()}</th>
        </tr>
      </thead>
      <tbody>
        {amounts.map(({ label, self, total }, at) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {cell(self, inView && at === 0)}
            {cell(total, inView && at === 0)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Compared({
  amounts,
  scene: { format, hidden },
  tree,
}: {
  amounts: Amount[];
  scene: ProfileScene;
  tree: CallTree;
}) {
  const styles = useStyles2(getStyles);
  const whole = wholeOf(tree);
  const row = (label: string, before: number, after: number) => {
    const difference = differenceBetween(before, after, whole, 'totals', hidden);
    const [change, help] = changeText(difference, format);
    return (
      <tr key={label}>
        <th scope="row">{label}</th>
        <td title={format.exact(before)}>
          <div>{format.text(before)}</div>
          <div className={styles.share}>{format.share(before, whole.total)}</div>
        </td>
        <td title={format.exact(after)}>
          <div>{format.text(after)}</div>
          <div className={styles.share}>{format.share(after, whole.totalRight)}</div>
        </td>
        <td>
          <div title={help}>{change}</div>
          <div className={styles.share}>{points(difference.share)}</div>
        </td>
      </tr>
    );
  };
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('panel.table.baseline', 'Baseline')}</th>
          <th scope="col">{t('panel.table.compared', 'Comparison')}</th>
          <th scope="col">{t('panel.details.change', 'Change')}</th>
        </tr>
      </thead>
      {amounts.map(({ label, self, selfRight, total, totalRight }) => (
        <tbody key={label}>
          {amounts.length > 1 && (
            <tr>
              <th scope="rowgroup" colSpan={4} className={styles.group}>
                {label}
              </th>
            </tr>
          )}
          {row(selfLabel(), self, selfRight)}
          {row(totalLabel(), total, totalRight)}
        </tbody>
      ))}
    </table>
  );
}

/** By how much, in the values' unit; what is on one side alone has no ratio and is called so. */
function changeText(difference: Difference, format: ValueFormat): CellText {
  return difference.only ? relativeText(difference) : [signed(difference.amount, format.text)];
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    fontVariantNumeric: 'tabular-nums',
    '& td, & th': {
      padding: theme.spacing(0.25, 0, 0.25, 1),
      textAlign: 'right',
      verticalAlign: 'top',
      fontWeight: 'normal',
    },
    '& th': { color: theme.colors.text.secondary },
    '& th:first-child': { textAlign: 'left', paddingLeft: 0 },
  }),
  group: css({ paddingTop: theme.spacing(0.5), fontWeight: theme.typography.fontWeightMedium }),
  share: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
