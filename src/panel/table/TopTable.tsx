import { css, cx } from '@emotion/css';
import { useVirtualizer } from '@tanstack/react-virtual';
import React, { useEffect, useMemo, useRef, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import type { TopTable as Table } from '../../../pkg/calltree/operations/operations';
import { NONE, type CallTree, type FunctionIndex, type NodeIndex } from '../../../pkg/calltree/tree';
import { functionBuckets, type ColourBy } from '../../../pkg/flamegraph/colour';
import { createPalette } from '../../../pkg/flamegraph/palette';
import { nextPaint } from '../nextPaint';
import { rowNames } from './rowNames';
import { shareChange, sortedRows } from './tableRows';
import type { ValueFormat } from '../valueFormat';
import { functionText } from '../../wording/functionText';
import { t } from '../../wording/t';
import type { ViewAction } from '../view/viewHistory';
import type { SortColumn, ViewState } from '../view/viewState';

interface Props {
  /** The tree that the table was made of. */
  tree: CallTree;
  table: Table;
  /** What shares are shares of. */
  root: NodeIndex;
  matches: Uint8Array | undefined;
  sort: ViewState['sort'];
  selected: FunctionIndex;
  hovered: FunctionIndex;
  width: number;
  height: number;
  colourBy: ColourBy;
  format: ValueFormat;
  dispatch: React.Dispatch<ViewAction>;
  onHover(name: FunctionIndex): void;
  onSearch(): void;
  onHelp(): void;
}

const ROW_HEIGHT = 28;
const HEADER_HEIGHT = 30;
const ROOMY = 420;
const TIGHT_AMOUNT = 72;
/** A character of the names' fixed-width font, and what stands before a name. */
const CHARACTER = 7.25;
const CHIP_ROOM = 18;
/** Padding, gaps between columns and a scrollbar. */
const AROUND = 44;

interface Column {
  by: SortColumn;
  label: string;
  help?: string;
}

/** Every function of the view with what it costs, once. Rows outside the table's height are not there. */
export const TopTable = React.memo(function TopTable(props: Props) {
  const { tree, table, root, matches, sort, selected, hovered, width, height, colourBy, format } = props;
  const { dispatch, onHover, onSearch, onHelp } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);

  const compared = table.totalRight !== undefined;
  const rows = useMemo(() => sortedRows(tree, table, matches, sort), [tree, table, matches, sort]);
  const palette = useMemo(() => createPalette(theme.isDark ? 'dark' : 'light'), [theme.isDark]);
  const buckets = functionBuckets(tree.functions, colourBy);
  const columns = columnsOf(compared);
  // Names come first: in a narrow table the bars alone show the shares, and the tooltip says them.
  const roomy = width >= ROOMY;
  const nameColumns = Math.floor((nameWidth(width, compared, roomy) - CHIP_ROOM) / CHARACTER);
  const nameOfRow = useMemo(() => {
    const functions = Array.from(rows, (row) => table.function[row]);
    return rowNames(tree.functions, functions, nameColumns);
  }, [tree.functions, table, rows, nameColumns]);
  const rowStyle = compared ? styles.comparedRow : roomy ? styles.row : styles.tightRow;
  const current = Math.min(active, rows.length - 1);

  // This component is not compiled, so it may hold what the library returns.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
    initialRect: { width, height },
    observeElementRect: (_, report) => report({ width, height: height - HEADER_HEIGHT }),
    scrollPaddingStart: HEADER_HEIGHT,
  });

  useEffect(() => virtualizer.measure(), [virtualizer, width, height]);

  // What is chosen in the graph is brought into view here, unless it was chosen here.
  const chosenHere = useRef<FunctionIndex>(NONE);
  useEffect(() => {
    if (selected === NONE || selected === chosenHere.current) {
      return undefined;
    }
    let stale = false;
    void nextPaint().then(() => {
      const at = stale ? -1 : rows.findIndex((row) => table.function[row] === selected);
      if (at >= 0) {
        setActive(at);
        virtualizer.scrollToIndex(at);
      }
    });
    return () => {
      stale = true;
    };
    // Sorting anew must not throw the reader back to the selection.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  const choose = (at: number) => {
    setActive(at);
    const name = table.function[rows[at]];
    chosenHere.current = name;
    dispatch({ type: 'select', name: tree.functions.names[name] });
  };

  const moveTo = (at: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, at));
    setActive(next);
    virtualizer.scrollToIndex(next);
    // The row may have to be rendered before it can be focused.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-at="${next}"]`)?.focus());
  };

  const page = Math.max(1, Math.floor((height - HEADER_HEIGHT) / ROW_HEIGHT) - 1);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(current + 1),
      ArrowUp: () => moveTo(current - 1),
      PageDown: () => moveTo(current + page),
      PageUp: () => moveTo(current - page),
      Home: () => moveTo(0),
      End: () => moveTo(rows.length - 1),
      Enter: () => choose(current),
      ' ': () => choose(current),
      '/': onSearch,
      '?': onHelp,
      Escape: () => dispatch({ type: 'undo' }),
    };
    const move = moves[event.key];
    if (move && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      move();
    }
  };

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ width, height }}
      role="table"
      aria-label={t('panel.table.label', 'Functions')}
      aria-rowcount={rows.length + 1}
      data-testid="hotpath-table"
      onMouseLeave={() => onHover(NONE)}
    >
      <div role="rowgroup" className={styles.header}>
        <div role="row" aria-rowindex={1} className={rowStyle}>
          {columns.map(({ by, label, help }) => (
            <div
              key={by}
              role="columnheader"
              aria-sort={sort.by !== by ? 'none' : sort.descending ? 'descending' : 'ascending'}
            >
              <button
                type="button"
                className={cx(styles.sort, by !== 'name' && styles.number)}
                title={help}
                onClick={() => dispatch({ type: 'sort', by })}
              >
                {label}
                {sort.by === by && <Icon name={sort.descending ? 'arrow-down' : 'arrow-up'} size="sm" />}
              </button>
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }} onKeyDown={onKeyDown}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          const name = table.function[row];
          return (
            <div
              key={name}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={name === selected}
              data-at={index}
              tabIndex={index === current ? 0 : -1}
              className={cx(
                rowStyle,
                styles.clickable,
                name === hovered && styles.hovered,
                name === selected && styles.selected
              )}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => choose(index)}
              onMouseEnter={() => onHover(name)}
            >
              <div role="cell" className={styles.name} title={functionText(tree.functions.names[name])}>
                <span className={styles.chip} style={{ background: palette[buckets(name)].fill }} />
                <span className={styles.nameText}>{nameOfRow(index)}</span>
              </div>
              {compared ? (
                <ComparedCells {...{ tree, table, row, format }} />
              ) : (
                <>
                  <Amount value={table.self[row]} {...{ tree, root, format }} withShare={roomy} />
                  <Amount value={table.total[row]} {...{ tree, root, format }} withShare={roomy} />
                </>
              )}
            </div>
          );
        })}
      </div>
      {rows.length === 0 && (
        <div className={styles.nothing}>
          {matches
            ? t('panel.table.no-match', 'No function of this view matches the search')
            : t('panel.table.nothing', 'No function has been sampled in this view')}
        </div>
      )}
    </div>
  );
});

function nameWidth(width: number, compared: boolean, roomy: boolean): number {
  const inside = width - AROUND;
  if (compared) {
    return inside - 3 * Math.max(64, inside * 0.18);
  }
  return inside - 2 * (roomy ? Math.max(96, inside * 0.28) : TIGHT_AMOUNT);
}

interface AmountProps {
  value: number;
  tree: CallTree;
  root: NodeIndex;
  format: ValueFormat;
  withShare: boolean;
}

/** As on the bars of the graph, a share is of the whole profile; the line below compares with the rest of the view. */
const Amount = React.memo(function Amount({ value, tree, root, format, withShare }: AmountProps) {
  const styles = useStyles2(getStyles);
  const view = tree.total[root];
  const share = format.share(value, tree.total[0]);
  const title = [
    format.exact(value),
    ...(root === 0 ? [] : [t('panel.table.of-view', '{{share}} of this view', { share: format.share(value, view) })]),
    t('panel.table.of-whole', '{{share}} of the whole', { share }),
  ].join(' · ');
  return (
    <div role="cell" className={styles.amount} title={title}>
      <span className={styles.shareBar} style={{ width: `${view > 0 ? Math.min(100, (value / view) * 100) : 0}%` }} />
      <span className={styles.amountText}>{format.text(value)}</span>
      {withShare && <span className={styles.share}>{share}</span>}
    </div>
  );
});

function ComparedCells({
  tree,
  table,
  row,
  format,
}: {
  tree: CallTree;
  table: Table;
  row: number;
  format: ValueFormat;
}) {
  const styles = useStyles2(getStyles);
  const points = shareChange(tree, table, row) * 100;
  const right = table.totalRight?.[row] ?? 0;
  return (
    <>
      <div role="cell" className={styles.number} title={format.exact(table.total[row])}>
        {format.text(table.total[row])}
      </div>
      <div role="cell" className={styles.number} title={format.exact(right)}>
        {format.text(right)}
      </div>
      <div role="cell" className={styles.number}>
        {t('panel.table.points', '{{points}} pp', {
          points: `${points > 0 ? '+' : points < 0 ? '−' : ''}${Number(Math.abs(points).toPrecision(3))}`,
        })}
      </div>
    </>
  );
}

function columnsOf(compared: boolean): Column[] {
  const name: Column = { by: 'name', label: t('panel.table.function', 'Function') };
  const total = t('panel.table.total-help', 'In the function and what it calls; recursion counted once');
  return compared
    ? [
        name,
        { by: 'total', label: t('panel.table.before', 'Before'), help: total },
        { by: 'totalRight', label: t('panel.table.after', 'After'), help: total },
        {
          by: 'change',
          label: t('panel.table.change', 'Change'),
          help: t('panel.table.change-help', 'Percentage points of each side’s own whole'),
        },
      ]
    : [
        name,
        {
          by: 'self',
          label: t('panel.table.self', 'Self'),
          help: t('panel.table.self-help', 'In the function, not in what it calls'),
        },
        { by: 'total', label: t('panel.table.total', 'Total'), help: total },
      ];
}

const getStyles = (theme: GrafanaTheme2) => {
  const row = {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(96px, 28%) minmax(96px, 28%)',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    width: '100%',
    padding: theme.spacing(0, 1),
  };
  return {
    scroller: css({
      overflowX: 'hidden',
      overflowY: 'auto',
      scrollbarWidth: 'thin',
      flexShrink: 0,
      fontSize: theme.typography.bodySmall.fontSize,
      fontVariantNumeric: 'tabular-nums',
    }),
    header: css({
      position: 'sticky',
      top: 0,
      zIndex: 1,
      height: HEADER_HEIGHT,
      background: theme.colors.background.primary,
      borderBottom: `1px solid ${theme.colors.border.medium}`,
      '& > div': { height: '100%' },
    }),
    body: css({ position: 'relative' }),
    row: css(row),
    tightRow: css({ ...row, gridTemplateColumns: `minmax(0, 1fr) ${TIGHT_AMOUNT}px ${TIGHT_AMOUNT}px` }),
    comparedRow: css({ ...row, gridTemplateColumns: 'minmax(0, 1fr) repeat(3, minmax(64px, 18%))' }),
    clickable: css({
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
    name: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
    nameText: css({
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'pre',
      unicodeBidi: 'isolate',
      fontFamily: theme.typography.fontFamilyMonospace,
    }),
    chip: css({ width: 10, height: 10, flexShrink: 0, borderRadius: 2 }),
    amount: css({
      position: 'relative',
      display: 'flex',
      justifyContent: 'flex-end',
      gap: theme.spacing(1),
      height: ROW_HEIGHT - 1,
      alignItems: 'center',
      whiteSpace: 'nowrap',
    }),
    amountText: css({ position: 'relative' }),
    share: css({ position: 'relative', color: theme.colors.text.secondary, minWidth: 44, textAlign: 'right' }),
    shareBar: css({
      position: 'absolute',
      right: 0,
      bottom: 2,
      height: 3,
      borderRadius: 1,
      background: theme.colors.primary.border,
    }),
    number: css({ textAlign: 'right', justifyContent: 'flex-end' }),
    sort: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      width: '100%',
      padding: 0,
      background: 'none',
      border: 'none',
      fontWeight: theme.typography.fontWeightMedium,
      color: theme.colors.text.primary,
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
    }),
    nothing: css({ padding: theme.spacing(2), color: theme.colors.text.secondary }),
  };
};
