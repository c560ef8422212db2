import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { TopTable } from '../../../../pkg/calltree/operations/operations';
import { wholeOf, type CallTree } from '../../../../pkg/calltree/tree';
import { changeText, points, relativeText, sideText, type CellText } from '../../compare/change';
import { perHourText, slopeText } from '../../compare/growthText';
import { judgementText, sureText } from '../../compare/verdict';
import type { JudgedFunction } from '../../../frames/judgement';
import { t } from '../../../wording/t';
import type { ValueFormat } from '../../valueFormat';
import { foundOf, leastOf, scaleOf } from '../../view/comparison';
import type { Column } from '../columns';
import { differenceOf, type Compared } from './difference';

interface Props {
  tree: CallTree;
  table: TopTable;
  row: number;
  format: ValueFormat;
  compared: Compared;
  /** That of the names first. */
  columns: readonly Column[];
}

/** What a function is on both sides of a comparison, and how it changed. */
export function ComparedCells({ tree, table, row, format, compared, columns }: Props) {
  const styles = useStyles2(getStyles);
  const difference = differenceOf(tree, table, row, compared.by, compared.hidden);
  const fn = table.function[row];
  const judged = foundOf(compared.judged, tree.functions, fn);
  const grown = foundOf(compared.grown, tree.functions, fn);
  const whole = wholeOf(tree);
  const { left, right } = scaleOf(tree, compared.by);
  const change = (table.totalRight?.[row] ?? 0) * right - table.total[row] * left;
  const grey = Math.abs(change) < leastOf(tree.functions, fn, compared.grey ?? 0, compared.judged);
  const cell = (by: Column['by']): CellText => {
    switch (by) {
      case 'total':
        return sideText(table.total[row], whole.total, compared.by, format);
      case 'totalRight':
        return sideText(table.totalRight?.[row] ?? 0, whole.totalRight, compared.by, format);
      case 'change':
        return changeText(difference, compared.by, format);
      case 'points':
        return [points(difference.share)];
      case 'relative':
        return relativeText(difference);
      case 'growth':
        return grown
          ? [grown.trend === 'unsteady' ? '–' : perHourText(grown.perHour, format), slopeText(grown, format)]
          : untested();
      case 'sure':
        return judged
          ? [
              compared.inPart && !isWithin(judged, difference.share) ? '–' : verdictOf(judged),
              t('panel.card.judged', 'The function in all: {{verdict}}', { verdict: sureText(judged) }),
            ]
          : untested();
      case 'name':
      case 'self':
        return [''];
    }
  };
  return (
    <>
      {columns.slice(1).map(({ by }) => {
        const [text, title] = cell(by);
        return (
          <div key={by} role="cell" className={grey ? styles.grey : styles.number} title={title}>
            {text}
          </div>
        );
      })}
    </>
  );
}

function untested(): CellText {
  return ['–', t('panel.table.untested', 'Not tested: too small on both sides, or made by a transform')];
}

/** Whether a verdict on a function is one on the change in its row, which may be of a part of the profile alone. */
function isWithin({ low, high }: JudgedFunction, change: number): boolean {
  return change >= low && change <= high;
}

function verdictOf({ judgement, moved }: JudgedFunction): string {
  return moved && judgement !== 'noise' ? t('panel.table.moved', 'Only moved') : judgementText(judgement);
}

const getStyles = (theme: GrafanaTheme2) => {
  const number = { textAlign: 'right', whiteSpace: 'nowrap', overflow: 'hidden' } as const;
  return { number: css(number), grey: css({ ...number, color: theme.colors.text.secondary }) };
};
