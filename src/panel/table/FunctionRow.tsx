import { css, cx } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { TopTable } from '../../../pkg/calltree/operations/operations';
import { wholeOf, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import { functionText } from '../../wording/functionText';
import { t } from '../../wording/t';
import { RowMenuButton } from '../menu/RowMenuButton';
import type { ValueFormat } from '../valueFormat';
import { ROW_HEIGHT, type ColumnLayout } from './columns';
import { rowGrid } from './rowGrid';

interface CellProps {
  tree: CallTree;
  format: ValueFormat;
}

interface Props extends CellProps {
  table: TopTable;
  root: NodeIndex;
  /** Of the table. */
  row: number;
  /** From the top, as sorted. */
  index: number;
  layout: ColumnLayout;
  cells: React.ReactNode;
  top: number;
  /** The function's name, as far as there is room. */
  label: string;
  /** The colour of the function's bars. */
  fill: string;
  active: boolean;
  selected: boolean;
  hovered: boolean;
  onChoose(): void;
  onMenu(x: number, y: number): void;
  onHover(): void;
}

export function FunctionRow(props: Props) {
  const { tree, table, root, row, index, layout, format, cells, top, label, fill, active, selected, hovered } = props;
  const styles = useStyles2(getStyles);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-at={index}
      tabIndex={active ? 0 : -1}
      className={cx(styles.row, hovered && styles.hovered, selected && styles.selected)}
      style={{ gridTemplateColumns: layout.template, transform: `translateY(${top}px)` }}
      onClick={props.onChoose}
      onMouseEnter={props.onHover}
      onContextMenu={(event) => {
        event.preventDefault();
        props.onMenu(event.clientX, event.clientY);
      }}
    >
      <div role="cell" className={styles.name} title={functionText(tree.functions.names[table.function[row]])}>
        <span className={styles.chip} style={{ background: fill }} />
        <span className={styles.nameText}>{label}</span>
        <RowMenuButton name={tree.functions.names[table.function[row]]} onMenu={props.onMenu} />
      </div>
      {cells ??
        layout.columns
          .slice(1)
          .map(({ by }) => (
            <ValueCell
              key={by}
              value={(by === 'self' ? table.self : table.total)[row]}
              {...{ tree, root, format }}
              withShare={layout.withShares}
            />
          ))}
    </div>
  );
}

interface ValueCellProps extends CellProps {
  value: number;
  root: NodeIndex;
  withShare: boolean;
}

/** As on the bars of the graph, a share is of the whole profile; the line below compares with the rest of the view. */
const ValueCell = React.memo(function ValueCell({ value, tree, root, format, withShare }: ValueCellProps) {
  const styles = useStyles2(getStyles);
  const view = tree.total[root];
  const share = format.share(value, wholeOf(tree).total);
  const title = [
    format.exact(value),
    ...(root === 0 ? [] : [t('panel.table.of-view', '{{share}} of this view', { share: format.share(value, view) })]),
    t('panel.table.of-whole', '{{share}} of the profile', { share }),
  ].join(' · ');
  return (
    <div role="cell" className={styles.value} title={title}>
      <span className={styles.shareBar} style={{ width: `${view > 0 ? Math.min(100, (value / view) * 100) : 0}%` }} />
      <span className={styles.valueText}>{format.text(value)}</span>
      {withShare && format.kind !== 'summed' && <span className={styles.share}>{share}</span>}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    ...rowGrid(theme),
    position: 'absolute',
    top: 0,
    left: 0,
    height: ROW_HEIGHT,
    cursor: 'pointer',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  hovered: css({ background: theme.colors.action.hover }),
  selected: css({ background: theme.colors.action.selected }),
  name: css({ position: 'relative', display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
  nameText: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'pre',
    unicodeBidi: 'isolate',
    fontFamily: theme.typography.fontFamilyMonospace,
  }),
  chip: css({ width: 10, height: 10, flexShrink: 0, borderRadius: 2 }),
  value: css({
    position: 'relative',
    display: 'flex',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
    height: ROW_HEIGHT - 1,
    alignItems: 'center',
    whiteSpace: 'nowrap',
  }),
  valueText: css({ position: 'relative' }),
  share: css({ position: 'relative', color: theme.colors.text.secondary, minWidth: 44, textAlign: 'right' }),
  shareBar: css({
    position: 'absolute',
    right: 0,
    bottom: 2,
    height: 3,
    borderRadius: 1,
    background: theme.colors.primary.border,
  }),
});
