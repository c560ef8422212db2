import { css } from '@emotion/css';
import React, { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import type { RowFilter } from '../../../pkg/calltree/rows/openRows';
import { isSyntheticRoot } from '../../../pkg/calltree/root';
import { NONE, type NodeIndex } from '../../../pkg/calltree/tree';
import { functionBuckets, nodeBuckets } from '../../../pkg/flamegraph/colour';
import { BUCKETS } from '../../../pkg/flamegraph/palette';
import { t } from '../../wording/t';
import { nextPaint } from '../nextPaint';
import { rowGrid } from '../table/rowGrid';
import { WidthHandle } from '../table/WidthHandle';
import { useRowWindow } from '../table/useRowWindow';
import { useStable } from '../../useStable';
import type { ScreenProps } from '../view/scene';
import { rowLabels } from './rowLabels';
import { HEADER_HEIGHT, ROW_HEIGHT, treeColumns } from './treeColumns';
import { MoreRow, TreeRow } from './TreeRow';
import { useOpenRows } from './useOpenRows';
import { useTreeKeys, type Growth, type RowKey } from './useTreeKeys';

interface Props extends ScreenProps {
  /** What it shows, for who does not see it. */
  label: string;
  testId: string;
  /** What is searched for, once it is found. */
  filter: RowFilter | undefined;
  growth?: Growth;
}

/** A tree of calls as rows that open. Rows outside its height are not on the page. */
export function TreeTable({ scene, width, height, act, label, testId, filter, growth }: Props) {
  const { tree, focus, selected, selectedFunction, hoveredFunction, look, inverted = false } = scene;
  const { palette, colourBy, shown } = look;
  const by = tree.totalRight && scene.state.comparison.by;
  const styles = useStyles2(getStyles);
  const [rows, setRows] = useOpenRows(tree, focus, filter, selected, look.minShare);
  const [wanted, setActive] = useState<RowKey>({ node: focus, more: false });
  const [goal, setGoal] = useState<{ key: RowKey; focus: boolean }>();
  const columns = useMemo(() => treeColumns(width, by, inverted), [width, by, inverted]);
  const labelOf = useMemo(() => rowLabels(rows, columns, shown), [rows, columns, shown]);
  const buckets = functionBuckets(tree.functions, colourBy);
  // What changed has a column of its own.
  const ofNodes = nodeBuckets(tree, colourBy, undefined);
  // As on the bars: what is no function has no function's colour.
  const bucketOf = (node: NodeIndex) =>
    node === 0 && isSyntheticRoot(tree)
      ? BUCKETS.root
      : scene.isHidden(node)
        ? BUCKETS.hidden
        : (ofNodes?.(node) ?? buckets(tree.function[node]));
  const { scroller, first, end, scrollTo } = useRowWindow({
    count: rows.length,
    rowHeight: ROW_HEIGHT,
    height: height - HEADER_HEIGHT,
  });

  // A row that is no longer listed passes the keys on to the root.
  const active = rows.rowOf(wanted.node, wanted.more) === NONE ? { node: rows.root, more: false } : wanted;
  const toFocus = useRef<number>(NONE);
  // Only after they are listed are rows of their place, and only after that on the page.
  useLayoutEffect(() => {
    const row = goal ? rows.rowOf(goal.key.node, goal.key.more) : NONE;
    if (goal && row !== NONE) {
      scrollTo(row);
      toFocus.current = goal.focus ? row : NONE;
    }
    // Where it is later is the user's.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [goal]);
  // As soon as it is on the page: a key that comes before would go to the row before, or to none.
  useLayoutEffect(() => {
    const element =
      toFocus.current === NONE
        ? undefined
        : scroller.current?.querySelector<HTMLElement>(`[data-at="${toFocus.current}"]`);
    if (element) {
      toFocus.current = NONE;
      element.focus({ preventScroll: true });
    }
  });
  const chosenHere = useRef<{ node: NodeIndex; filter?: RowFilter }>({ node: NONE });
  const keys = useTreeKeys({
    scene,
    rows,
    setRows,
    growth,
    active,
    setActive,
    rowsPerPage: Math.max(1, Math.floor((height - HEADER_HEIGHT) / ROW_HEIGHT) - 1),
    scroller,
    goTo: (key) => {
      setActive(key);
      setGoal({ key, focus: true });
    },
    onSelect: (node) => {
      chosenHere.current = { node, filter };
    },
    act,
  });

  const reveal = useStable((node: NodeIndex) => {
    const revealed = rows.reveal(node);
    if (revealed.rowOf(node) !== NONE) {
      setRows(revealed);
      setActive({ node, more: false });
      setGoal({ key: { node, more: false }, focus: false });
    }
  });
  // What is selected elsewhere, or the first that is found, is brought into view, its callers open.
  const seen = useRef(tree);
  const from = growth?.from;
  useEffect(() => {
    const hasGrown = seen.current !== tree && seen.current === from;
    seen.current = tree;
    if (hasGrown) {
      chosenHere.current = { node: selected, filter };
    }
    const { node, filter: then } = chosenHere.current;
    if (selected === NONE || (selected === node && filter === then)) {
      return undefined;
    }
    let stale = false;
    void nextPaint().then(() => !stale && reveal(selected));
    return () => {
      stale = true;
    };
  }, [selected, filter, focus, tree, from, reveal]);

  const inWindow = rows.rowOf(active.node, active.more);
  // Where the row with the keys is not on the page, the first one in view takes them.
  const keyRow = inWindow >= first && inWindow < end ? inWindow : first;
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ width, height }}
      role="treegrid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.headings.length}
      data-testid={testId}
      onMouseLeave={() => act({ type: 'hover', name: NONE })}
    >
      <div role="rowgroup" className={styles.header}>
        <div role="row" aria-rowindex={1} className={styles.headings} style={{ gridTemplateColumns: columns.template }}>
          {columns.headings.map(({ label: heading, help }, at) => (
            <div key={heading} role="columnheader" className={at > 0 ? styles.number : styles.first} title={help}>
              {heading}
              {at === 0 && (
                <>
                  <WidthHandle tableWidth={width} act={act} />
                  <IconButton
                    name="angle-double-down"
                    size="md"
                    tooltip={t('panel.tree.heaviest', 'Open the heaviest path (h)')}
                    onClick={() => keys.openHeaviest(active.node)}
                  />
                  <IconButton
                    name="minus"
                    size="md"
                    tooltip={t('panel.tree.close-all', 'Close all')}
                    onClick={() => setRows(rows.closeAll())}
                  />
                </>
              )}
            </div>
          ))}
        </div>
      </div>
      <div
        role="rowgroup"
        className={styles.body}
        style={{ height: rows.length * ROW_HEIGHT }}
        onKeyDown={keys.onKeyDown}
      >
        {Array.from({ length: Math.max(0, end - first) }, (_, at) => {
          const row = first + at;
          const node = rows.nodeAt(row);
          const name = tree.function[node];
          return rows.isMore(row) ? (
            <MoreRow
              key={~node}
              {...{ rows, row, columns }}
              active={row === keyRow}
              onMore={keys.listMore}
              onFocus={() => setActive({ node, more: true })}
            />
          ) : (
            <TreeRow
              key={node}
              {...{ scene, rows, row, columns }}
              label={labelOf(node)}
              fill={palette[bucketOf(node)].fill}
              active={row === keyRow}
              selected={node === selected}
              marked={name === hoveredFunction || name === selectedFunction}
              matches={filter?.functions[name] === 1}
              canGrow={growth?.canGrow(node) ?? false}
              onToggle={keys.toggle}
              onSelect={keys.select}
              onMenu={keys.openMenu}
              onHover={() => act({ type: 'hover', name })}
              onFocus={() => setActive({ node, more: false })}
            />
          );
        })}
      </div>
      {filter && filter.nodes.length === 0 && (
        <div className={styles.nothing}>{t('panel.table.no-match', 'No matching function in this view')}</div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
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
  }),
  headings: css({
    ...rowGrid(theme),
    height: '100%',
    fontWeight: theme.typography.fontWeightMedium,
  }),
  first: css({ position: 'relative', display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
  number: css({ textAlign: 'right', whiteSpace: 'nowrap' }),
  body: css({ position: 'relative' }),
  nothing: css({ padding: theme.spacing(2), color: theme.colors.text.secondary }),
});
