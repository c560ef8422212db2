import { shownCalls } from '../../../pkg/calltree/callgraph/shownCalls';
import type { Calls } from '../../../pkg/calltree/callgraph/callGraph';
import { wholeOf } from '../../../pkg/calltree/tree';
import type { Size } from '../../../pkg/flamegraph/callgraph/boxPlan';
import type { Amounts } from '../../../pkg/flamegraph/colour';
import { distinctLabels } from '../../../pkg/flamegraph/names/distinctLabels';
import { columns, labelsOf } from '../../../pkg/flamegraph/names/labels';
import { weight } from '../../../pkg/flamegraph/sides';
import { functionText } from '../../wording/functionText';
import { t } from '../../wording/t';
import type { ProfileScene } from '../view/scene';
import { arrowAmount, boxAmount } from './boxText';
import type { MadeGraph } from './useCallGraph';

/** Calls of less of the view are not drawn, unless the panel's settings say otherwise. */
const LEAST_CALLS = 0.001;
/** Columns of a name. */
const NAME_ROOM = 24;
const SMALLEST_FONT = 13;
/** What the largest self, all of the profile, adds to that. */
const MORE_FONT = 8;
export const VALUE_FONT = 12;
export const LINE = 1.3;
export const PADDING = 6;
/** Of a fixed-width font, a column of its size. */
const COLUMN = 0.602;
const THICKEST = 8;

export interface WrittenBox {
  name: string;
  /** Self, where there is any, and total. */
  lines: string[];
  /** The more a function takes itself, the larger. */
  fontSize: number;
}

export interface WrittenCalls extends Calls {
  /** Written on the arrow, where the boxes do not say it already. */
  label?: string;
  thickness: number;
}

export interface Texts {
  boxes: WrittenBox[];
  calls: WrittenCalls[];
}

type TextsOf = Pick<ProfileScene, 'tree' | 'format' | 'state' | 'look'>;

/** What is written on boxes and arrows, and which arrows there are. */
export function drawnTexts(scene: TextsOf, graph: MadeGraph): Texts {
  const { functions, tree, root } = graph;
  const { shown, minShare } = scene.look;
  const whole = wholeOf(tree);
  const wholeWeight = whole.total + whole.totalRight;
  const labels = labelsOf(tree.functions, shown);
  const names = distinctLabels(
    Array.from(functions.function, (fn) => functionText(tree.functions.names[fn])),
    NAME_ROOM,
    (at) => labels(functions.function[at])
  );
  const boxes = names.map((name, at) => {
    const self = functions.self[at] + (functions.selfRight?.[at] ?? 0);
    const amounts = {
      self: boxAmount(scene, functions.self[at], functions.selfRight?.[at]),
      total: boxAmount(scene, functions.total[at], functions.totalRight?.[at]),
    };
    return {
      name,
      lines: [
        ...(self > 0 ? [t('panel.call-graph.self', 'Self {{self}}', amounts)] : []),
        t('panel.call-graph.total', 'Total {{total}}', amounts),
      ],
      fontSize: SMALLEST_FONT + Math.round(MORE_FONT * Math.sqrt(wholeWeight > 0 ? self / wholeWeight : 0)),
    };
  });
  const view = weight(tree, root);
  const kept = shownCalls(graph.calls, Math.max(LEAST_CALLS, minShare) * view);
  const calls = kept.map((one): WrittenCalls => {
    const said = one.total === functions.total[one.to] && one.totalRight === functions.totalRight?.[one.to];
    return {
      ...one,
      label: said ? undefined : arrowAmount(scene, one.total, one.totalRight),
      thickness: 1 + (view > 0 ? Math.min(1, weight(columnsOf(one), 0) / view) * (THICKEST - 1) : 0),
    };
  });
  return { boxes, calls };
}

/** How large a box has to be for what is written on it. */
export function boxSize({ name, lines, fontSize }: WrittenBox): Size {
  const values = Math.max(...lines.map((line) => columns(line))) * VALUE_FONT * 0.55;
  return {
    width: Math.ceil(Math.max(columns(name) * fontSize * COLUMN, values)) + 2 * PADDING + 2,
    height: Math.ceil(fontSize * LINE + lines.length * VALUE_FONT * LINE) + PADDING + 2,
  };
}

/** A row of columns, for what looks at columns. */
export function columnsOf({ total, totalRight }: Calls): Pick<Amounts, 'total' | 'totalRight'> {
  return {
    total: Float64Array.of(total),
    ...(totalRight !== undefined && { totalRight: Float64Array.of(totalRight) }),
  };
}
