import { css, cx } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { OpenRows } from '../../../pkg/calltree/rows/openRows';
import { nodeName, wholeOf, type NodeIndex } from '../../../pkg/calltree/tree';
import { functionText, nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import { changeText, differenceBetween, sideText } from '../compare/change';
import { RowMenuButton } from '../menu/RowMenuButton';
import type { ProfileScene } from '../view/scene';
import { rowGrid } from '../table/rowGrid';
import { AmountCell, ChangeCell } from './TreeCells';
import { ROW_HEIGHT, type TreeColumns } from './treeColumns';

interface Props {
  scene: ProfileScene;
  rows: OpenRows;
  row: number;
  columns: TreeColumns;
  /** The function's name, as far as there is room. */
  label: string;
  fill: string;
  /** Whether it has the keys, is what is selected, is of a function that is marked everywhere, and matches. */
  active: boolean;
  selected: boolean;
  marked: boolean;
  matches: boolean;
  /** Whether opening it gets it its children. */
  canGrow: boolean;
  onToggle(node: NodeIndex): void;
  onSelect(node: NodeIndex): void;
  onMenu(node: NodeIndex, x: number, y: number): void;
  onHover(node: NodeIndex): void;
  /** It, or something in it, got the keys. */
  onFocus(): void;
}

export function TreeRow(props: Props) {
  const { scene, rows, row, columns, label, fill, active, selected, marked, matches } = props;
  const { tree, format, isHidden, focus, inverted } = scene;
  const styles = useStyles2(getStyles);
  const node = rows.nodeAt(row);
  const level = rows.levelOf(node);
  const { at, of } = rows.placeOf(node);
  const open = rows.isOpen(node);
  const canOpen = open || rows.canOpen(node) || props.canGrow;
  const whole = wholeOf(tree);
  const name = functionText(nodeName(tree, node));
  const total = tree.total[node];
  const totalRight = tree.totalRight?.[node];
  const share = format.share(total, whole.total);
  const values = {
    name: nameInSentence(nodeName(tree, node)),
    self: format.text(tree.self[node]),
    total: format.text(total),
    share,
  };
  return (
    <div
      role="row"
      aria-level={level}
      aria-posinset={at}
      aria-setsize={of}
      aria-rowindex={row + 2}
      aria-expanded={canOpen ? open : undefined}
      aria-selected={selected}
      aria-label={
        totalRight === undefined
          ? inverted
            ? t('panel.status.caller', '{{name}}: {{total}}, {{share}} of the profile', values)
            : t('panel.status.bar', '{{name}}: self {{self}}, total {{total}}, {{share}} of the profile', values)
          : t('panel.tree.compared', '{{name}}: {{share}} in the baseline, {{after}} in the comparison', {
              ...values,
              after: format.share(totalRight, whole.totalRight),
            })
      }
      data-at={row}
      tabIndex={active ? 0 : -1}
      className={cx(styles.row, marked && styles.marked, selected && styles.selected)}
      style={{ gridTemplateColumns: columns.template, transform: `translateY(${row * ROW_HEIGHT}px)` }}
      onClick={() => props.onSelect(node)}
      onMouseEnter={() => props.onHover(node)}
      onFocus={props.onFocus}
      onContextMenu={(event) => {
        event.preventDefault();
        props.onMenu(node, event.clientX, event.clientY);
      }}
    >
      <div role="gridcell" className={styles.name} style={{ paddingLeft: columns.indent(level) }} title={name}>
        {canOpen ? (
          <button
            type="button"
            tabIndex={-1}
            className={styles.toggle}
            aria-label={open ? t('panel.tree.close', 'Close') : t('panel.tree.open', 'Open')}
            onClick={(event) => {
              event.stopPropagation();
              props.onToggle(node);
            }}
          >
            <svg className={styles.angle} viewBox="0 0 24 24" aria-hidden>
              <path d={open ? 'M7 9.5l5 5l5 -5' : 'M9.5 7l5 5l-5 5'} />
            </svg>
          </button>
        ) : (
          <span className={styles.toggle} />
        )}
        {level > columns.lastIndented && (
          <span className={styles.depth} title={t('panel.tree.depth', 'Level {{level}}', { level })}>
            {level.toLocaleString()}
          </span>
        )}
        <span className={styles.chip} style={{ background: fill }} />
        <span className={cx(styles.text, matches && styles.match, isHidden(node) && styles.hidden)}>{label}</span>
        <RowMenuButton name={nodeName(tree, node)} onMenu={(x, y) => props.onMenu(node, x, y)} />
      </div>
      {totalRight === undefined ? (
        <>
          {!inverted && (
            <AmountCell value={tree.self[node]} {...{ tree, root: focus, format }} withShare={columns.withShares} />
          )}
          <AmountCell value={total} {...{ tree, root: focus, format }} withShare={columns.withShares} />
        </>
      ) : (
        <ChangeCells {...{ scene, total, totalRight }} />
      )}
    </div>
  );
}

function ChangeCells({ scene, total, totalRight }: { scene: ProfileScene; total: number; totalRight: number }) {
  const { tree, format, hidden, state } = scene;
  const { by } = state.comparison;
  const whole = wholeOf(tree);
  const difference = differenceBetween(total, totalRight, whole, by, hidden);
  return [
    sideText(total, whole.total, by, format),
    sideText(totalRight, whole.totalRight, by, format),
    changeText(difference, by, format),
  ].map(([text, title], at) => <ChangeCell key={at} {...{ text, title }} />);
}

interface MoreProps {
  rows: OpenRows;
  row: number;
  columns: TreeColumns;
  active: boolean;
  onMore(node: NodeIndex): void;
  onFocus(): void;
}

/** Stands for the callees of a function that are not listed. */
export function MoreRow({ rows, row, columns, active, onMore, onFocus }: MoreProps) {
  const styles = useStyles2(getStyles);
  const node = rows.nodeAt(row);
  const level = rows.levelOf(node) + 1;
  return (
    <div
      role="row"
      aria-level={level}
      aria-rowindex={row + 2}
      data-at={row}
      tabIndex={active ? 0 : -1}
      className={cx(styles.row, styles.more)}
      style={{ transform: `translateY(${row * ROW_HEIGHT}px)` }}
      onClick={() => onMore(node)}
      onFocus={onFocus}
    >
      <div role="gridcell" style={{ paddingLeft: columns.indent(level) + 20 }}>
        <Icon name="angle-double-down" size="sm" />{' '}
        {t('panel.tree.more', '{{number}} more', { number: rows.unlisted(node).toLocaleString() })}
      </div>
    </div>
  );
}

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
  marked: css({ background: theme.colors.action.hover }),
  selected: css({ background: theme.colors.action.selected }),
  more: css({ gridTemplateColumns: 'minmax(0, 1fr)', color: theme.colors.text.link }),
  name: css({ position: 'relative', display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), minWidth: 0 }),
  toggle: css({
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: 20,
    height: ROW_HEIGHT - 2,
    padding: 0,
    flexShrink: 0,
    background: 'none',
    border: 'none',
    color: theme.colors.text.secondary,
    '&:hover': { color: theme.colors.text.primary },
  }),
  // Grafana's icons each read their picture from a text, which takes longest of a row.
  angle: css({ width: 16, height: 16, fill: 'none', stroke: 'currentColor', strokeWidth: 2, strokeLinecap: 'round' }),
  depth: css({
    flexShrink: 0,
    padding: theme.spacing(0, 0.5),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.colors.border.medium}`,
    color: theme.colors.text.secondary,
    lineHeight: '14px',
  }),
  chip: css({ width: 10, height: 10, flexShrink: 0, borderRadius: 2 }),
  text: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'pre',
    unicodeBidi: 'isolate',
    fontFamily: theme.typography.fontFamilyMonospace,
  }),
  match: css({
    fontWeight: theme.typography.fontWeightBold,
    textDecoration: 'underline',
    textDecorationColor: theme.colors.warning.border,
    textDecorationThickness: 2,
    textUnderlineOffset: 3,
  }),
  hidden: css({ fontStyle: 'italic', color: theme.colors.text.secondary }),
});
