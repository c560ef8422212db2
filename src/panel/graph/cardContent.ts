import type { TopTable } from '../../../pkg/calltree/operations/operations';
import {
  NONE,
  nodeName,
  wholeOf,
  type CallTree,
  type FunctionIndex,
  type FunctionTable,
  type NodeIndex,
} from '../../../pkg/calltree/tree';
import type { BarIndex } from '../../../pkg/flamegraph/geometry';
import type { BarLayout } from '../../../pkg/flamegraph/layout';
import { runTotal } from '../../../pkg/flamegraph/hitTest';
import type { ValueFormat } from '../valueFormat';
import { functionText } from '../../wording/functionText';
import { t } from '../../wording/t';
import { differenceBetween, relativeText, signed, points } from '../compare/change';
import { slopeText } from '../compare/growthText';
import { sureText } from '../compare/verdict';
import { foundOf } from '../view/comparison';
import type { ProfileScene } from '../view/scene';

export interface CardContent {
  name: string;
  /** File, line and module, where known. */
  source?: string;
  note?: string;
  /** Headings of the cells; none where the cells speak for themselves. */
  columns: string[];
  rows: Array<{ label: string; cells: string[] }>;
  /** What else is known of a comparison, a sentence each. */
  found?: string[];
}

export function nodeCard(scene: ProfileScene, node: NodeIndex): CardContent {
  const { tree, focus, isHidden, format, towardsCallers = false, inverted = false } = scene;
  const totalLabel = inverted ? t('panel.card.self', 'Self') : t('panel.card.total', 'Total');
  return {
    name: functionText(nodeName(tree, node)),
    source: sourceOf(tree.functions, tree.function[node]),
    note: isHidden(node)
      ? t('panel.card.hidden', 'Not a function: what the server left out here to stay within the node limit')
      : (callerNote(scene, node) ?? foldNote(scene, node)),
    ...(tree.totalRight && tree.selfRight
      ? comparison(scene, tree, node, !towardsCallers, totalLabel)
      : {
          columns: [],
          rows: [
            ...(towardsCallers ? [] : [row(t('panel.card.self', 'Self'), tree.self[node], format)]),
            row(totalLabel, tree.total[node], format),
            ...shares(tree, tree.total[node], focus, format),
          ],
        }),
  };
}

/** All calls of a function together, recursion counted once. */
export function functionCard(scene: ProfileScene, table: TopTable, at: number): CardContent {
  const { tree, focus, format } = scene;
  const fn = table.function[at];
  return {
    name: functionText(tree.functions.names[fn]),
    source: sourceOf(tree.functions, fn),
    ...(table.totalRight
      ? comparison(scene, table, at, true, t('panel.card.total', 'Total'))
      : {
          columns: [],
          rows: [
            row(t('panel.card.self', 'Self'), table.self[at], format),
            row(t('panel.card.total', 'Total'), table.total[at], format),
            ...shares(tree, table.total[at], focus, format),
          ],
        }),
  };
}

/** Whose amount it is, where a bar stands for a caller. */
function callerNote({ tree, towardsCallers, inverted }: ProfileScene, node: NodeIndex): string | undefined {
  if (inverted) {
    return tree.depth[node] > 1
      ? t('panel.card.inverted', 'What {{name}} takes itself when it is called this way', {
          name: functionText(nodeName(tree, calledAt(tree, node))),
        })
      : undefined;
  }
  // An inverted profile stands below a root that is no function.
  return towardsCallers && tree.depth[node] > (tree.upright ? 1 : 0)
    ? t('panel.card.caller', 'What {{name}} takes when it is called this way', {
        name: functionText(nodeName(tree, tree.upright ? calledAt(tree, node) : 0)),
      })
    : undefined;
}

/** The function that a caller in an inverted tree calls, however indirectly. */
function calledAt(tree: CallTree, node: NodeIndex): NodeIndex {
  let at = node;
  while (tree.depth[at] > 1) {
    at = tree.parent[at];
  }
  return at;
}

export function runCard(scene: ProfileScene, layout: BarLayout, bar: BarIndex): CardContent {
  const { tree, format } = scene;
  const { total, totalRight } = runTotal(layout, tree, bar);
  const label = t('panel.card.together', 'Combined');
  return {
    name: t('panel.card.run', '{{count}} calls too narrow to draw', {
      count: layout.merged[bar],
      defaultValue_one: 'One call too narrow to draw',
    }),
    note: t('panel.card.run-help', 'Click to zoom into the largest'),
    ...(tree.totalRight
      ? {
          columns: sideColumns(),
          rows: [sidesRow(scene, label, total, totalRight), sharesRow(scene, total, totalRight)],
        }
      : { columns: [], rows: [row(label, total, format), ...shares(tree, total, layout.focus, format)] }),
  };
}

/** So many names of a fold are listed from either end: the last are the nearest to what follows. */
const NAMES_FROM_EITHER_END = 3;

/** What shares the row of a node. */
function foldNote({ tree, folds }: ProfileScene, node: NodeIndex): string | undefined {
  const barNode = folds.barNodeOf(node);
  if (barNode !== node) {
    return t('panel.card.folded-into', 'In the row of {{name}}. Press o to open it.', {
      name: functionText(nodeName(tree, barNode)),
    });
  }
  const folded = folds.foldedInto(node);
  if (folded.length === 0) {
    return undefined;
  }
  const names = folded.map((one) => functionText(nodeName(tree, one)));
  const listed =
    names.length <= 2 * NAMES_FROM_EITHER_END
      ? names
      : [...names.slice(0, NAMES_FROM_EITHER_END), '…', ...names.slice(-NAMES_FROM_EITHER_END)];
  const values = { count: folded.length, names: listed.join(' › ') };
  // A click on the root has nowhere to zoom to.
  return node === 0
    ? t('panel.card.folded-root', '+{{count}} in this row: {{names}}. Press o to open.', values)
    : t('panel.card.folded', '+{{count}} in this row: {{names}}. Click or press o to open.', values);
}

function row(label: string, value: number, format: ValueFormat) {
  return { label, cells: [format.text(value), format.exact(value)] };
}

function shares(tree: CallTree, value: number, focus: NodeIndex, format: ValueFormat) {
  const whole = {
    label: t('panel.card.of-whole', '% of total'),
    cells: [format.share(value, wholeOf(tree).total), ''],
  };
  return focus === 0 || value > tree.total[focus]
    ? [whole]
    : [{ label: t('panel.card.of-view', '% of view'), cells: [format.share(value, tree.total[focus]), ''] }, whole];
}

/** Both sides and the change from one to the other; what is known of the function beyond that. */
function comparison(
  scene: ProfileScene,
  amounts: Pick<CallTree, 'function' | 'self' | 'total' | 'selfRight' | 'totalRight'>,
  at: number,
  withSelf: boolean,
  totalLabel: string
): Pick<CardContent, 'columns' | 'rows' | 'found'> {
  const { tree, format, judged, grown } = scene;
  const { self, total, selfRight = self, totalRight = total } = amounts;
  const fn = amounts.function[at];
  const [change, growth] = [foundOf(judged, tree.functions, fn), foundOf(grown, tree.functions, fn)];
  return {
    columns: sideColumns(),
    rows: [
      ...(withSelf ? [sidesRow(scene, t('panel.card.self', 'Self'), self[at], selfRight[at])] : []),
      sidesRow(scene, totalLabel, total[at], totalRight[at]),
      sharesRow(scene, total[at], totalRight[at]),
    ],
    found: [
      // Both are of the function wherever it stands, and not of this bar alone.
      ...(change ? [t('panel.card.judged', 'The function in all: {{verdict}}', { verdict: sureText(change) })] : []),
      ...(growth ? [slopeText(growth, format)] : []),
    ],
  };
}

function sideColumns(): string[] {
  return [
    t('panel.table.baseline', 'Baseline'),
    t('panel.table.compared', 'Comparison'),
    t('panel.table.change', 'Change'),
    t('panel.table.relative', 'Relative'),
  ];
}

function sidesRow({ tree, format, hidden }: ProfileScene, label: string, before: number, after: number) {
  const difference = differenceBetween(before, after, wholeOf(tree), 'totals', hidden);
  return {
    label,
    cells: [
      format.text(before),
      format.text(after),
      signed(difference.amount, format.text),
      relativeText(difference)[0],
    ],
  };
}

function sharesRow({ tree, format, hidden }: ProfileScene, before: number, after: number) {
  const whole = wholeOf(tree);
  const difference = differenceBetween(before, after, whole, 'shares', hidden);
  return {
    label: t('panel.card.of-whole', '% of total'),
    cells: [
      format.share(before, whole.total),
      format.share(after, whole.totalRight),
      points(difference.share),
      relativeText(difference)[0],
    ],
  };
}

function sourceOf({ files, lines, modules }: FunctionTable, fn: FunctionIndex): string | undefined {
  const file = files?.[fn] ?? '';
  const line = lines?.[fn] ?? NONE;
  const place = file && line > 0 ? `${file}:${line}` : file;
  return [place, modules?.[fn]].filter(Boolean).join(' · ') || undefined;
}
