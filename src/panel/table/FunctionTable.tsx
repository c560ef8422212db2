import { css } from '@emotion/css';
import React, { useMemo } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { TopTable } from '../../../pkg/calltree/operations/operations';
import { NONE, wholeOf, type CallTree, type FunctionIndex, type NodeIndex } from '../../../pkg/calltree/tree';
import { functionBuckets, heatBucket } from '../../../pkg/flamegraph/colour';
import { t } from '../../wording/t';
import type { Look } from '../look/useLook';
import type { ValueFormat } from '../valueFormat';
import type { ScreenAction } from '../view/scene';
import type { ViewState } from '../view/viewState';
import type { Listed } from './shownTable';
import { HEADER_HEIGHT, ROW_HEIGHT, type ColumnLayout } from './columns';
import { FunctionRow } from './FunctionRow';
import { TableHeader } from './TableHeader';
import { rowNames } from './rowNames';
import { useRowKeys } from './useRowKeys';
import { useRowWindow } from './useRowWindow';

interface Props {
  /** The tree that the table was made of. */
  tree: CallTree;
  table: TopTable;
  /** What shares are shares of. */
  root: NodeIndex;
  /** Of the table, in order. */
  rows: Uint32Array;
  layout: ColumnLayout;
  /** Whether only what a search found is in it. */
  searched: boolean;
  sort: ViewState['sort'];
  listed: Listed;
  /** What stands in a row after the name; of a profile by itself, self and total. */
  cells?(row: number): React.ReactNode;
  selected: FunctionIndex;
  hovered: FunctionIndex;
  width: number;
  height: number;
  look: Look;
  format: ValueFormat;
  act(action: ScreenAction): void;
}

/** A sorted table of functions. Rows outside its height are not on the page. */
export const FunctionTable = React.memo(function FunctionTable(props: Props) {
  const {
    tree,
    table,
    root,
    rows,
    layout,
    searched,
    sort,
    listed,
    cells,
    selected,
    hovered,
    width,
    height,
    look,
    format,
    act,
  } = props;
  const styles = useStyles2(getStyles);

  const { palette, colourBy, shown, minShare } = look;
  const left = searched ? 0 : table.length - rows.length;
  const buckets = functionBuckets(tree.functions, colourBy);
  const whole = wholeOf(tree);
  const bucketOf = (row: number) =>
    colourBy === 'value'
      ? heatBucket(table.total[row] + (table.totalRight?.[row] ?? 0), whole.total + whole.totalRight)
      : buckets(table.function[row]);
  const nameOfRow = useMemo(() => {
    const listed = { length: rows.length, functionAt: (at: number) => table.function[rows[at]] };
    return rowNames(tree.functions, listed, layout.nameColumns, shown);
  }, [tree.functions, table, rows, layout.nameColumns, shown]);

  const { scroller, first, end, scrollTo } = useRowWindow({
    count: rows.length,
    rowHeight: ROW_HEIGHT,
    height: height - HEADER_HEIGHT,
  });

  const { active, choose, openMenu, onKeyDown } = useRowKeys({
    names: tree.functions.names,
    functionAt: (at) => table.function[rows[at]],
    count: rows.length,
    rowsPerPage: Math.max(1, Math.floor((height - HEADER_HEIGHT) / ROW_HEIGHT) - 1),
    selected,
    listed,
    scroller,
    scrollTo,
    act,
  });

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ width, height }}
      role="table"
      aria-label={t('panel.table.label', 'Functions')}
      aria-rowcount={rows.length + 1}
      data-testid="hotpath-table"
      onMouseLeave={() => act({ type: 'hover', name: NONE })}
    >
      <TableHeader layout={layout} sort={sort} tableWidth={width} act={act} />
      <div role="rowgroup" className={styles.body} style={{ height: rows.length * ROW_HEIGHT }} onKeyDown={onKeyDown}>
        {Array.from({ length: Math.max(0, end - first) }, (_, at) => {
          const index = first + at;
          const row = rows[index];
          const name = table.function[row];
          return (
            <FunctionRow
              key={name}
              {...{ tree, table, root, row, index, layout, format }}
              cells={cells?.(row)}
              top={index * ROW_HEIGHT}
              label={nameOfRow(index)}
              fill={palette[bucketOf(row)].fill}
              active={index === active}
              selected={name === selected}
              hovered={name === hovered}
              onChoose={() => choose(index)}
              onMenu={(x, y) => openMenu(index, x, y)}
              onHover={() => act({ type: 'hover', name })}
            />
          );
        })}
      </div>
      {left > 0 && (
        <div className={styles.nothing} data-testid="hotpath-not-listed">
          {t('panel.table.not-listed', '{{count}} functions below {{share}} of this view are not listed', {
            count: left,
            share: format.share(minShare, 1),
            defaultValue_one: '1 function below {{share}} of this view is not listed',
          })}
        </div>
      )}
      {rows.length === 0 && left === 0 && (
        <div className={styles.nothing}>
          {searched
            ? t('panel.table.no-match', 'No matching function in this view')
            : t('panel.table.nothing', 'No functions in this view')}
        </div>
      )}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  scroller: css({
    overflowX: 'hidden',
    overflowY: 'auto',
    scrollbarWidth: 'thin',
    flexShrink: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  body: css({ position: 'relative' }),
  nothing: css({ padding: theme.spacing(2), color: theme.colors.text.secondary }),
});
