import { css } from '@emotion/css';
import React, { useMemo } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { TopTable } from '../../../pkg/calltree/operations/operations';
import { NONE, type CallTree, type FunctionIndex, type NodeIndex } from '../../../pkg/calltree/tree';
import { functionBuckets, type ColourBy } from '../../../pkg/flamegraph/colour';
import { createPalette } from '../../../pkg/flamegraph/palette';
import { t } from '../../wording/t';
import type { ValueFormat } from '../valueFormat';
import type { ScreenAction } from '../view/scene';
import type { ViewState } from '../view/viewState';
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
  /** What stands in a row after the name; of a profile by itself, self and total. */
  cells?(row: number): React.ReactNode;
  selected: FunctionIndex;
  hovered: FunctionIndex;
  width: number;
  height: number;
  colourBy: ColourBy;
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
    cells,
    selected,
    hovered,
    width,
    height,
    colourBy,
    format,
    act,
  } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();

  const palette = useMemo(() => createPalette(theme.isDark ? 'dark' : 'light'), [theme.isDark]);
  const buckets = functionBuckets(tree.functions, colourBy);
  const nameOfRow = useMemo(() => {
    const functions = Array.from(rows, (row) => table.function[row]);
    return rowNames(tree.functions, functions, layout.nameColumns);
  }, [tree.functions, table, rows, layout.nameColumns]);

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
              fill={palette[buckets(name)].fill}
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
      {rows.length === 0 && (
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
