import { useMemo } from 'react';
import { shownCalls } from '../../../pkg/calltree/callgraph/shownCalls';
import type { Calls } from '../../../pkg/calltree/callgraph/callGraph';
import { planBoxes, type BoxPlan, type Size } from '../../../pkg/flamegraph/callgraph/boxPlan';
import { functionBuckets, nodeBuckets, type Amounts } from '../../../pkg/flamegraph/colour';
import { distinctLabels } from '../../../pkg/flamegraph/names/distinctLabels';
import { columns, labelsOf } from '../../../pkg/flamegraph/names/labels';
import { BUCKETS, type Paint } from '../../../pkg/flamegraph/palette';
import { weight } from '../../../pkg/flamegraph/sides';
import { wholeOf } from '../../../pkg/calltree/tree';
import { functionText } from '../../wording/functionText';
import { t } from '../../wording/t';
import { measureOf } from '../view/comparison';
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
const LABEL_FONT = 11;
const THICKEST = 8;

export interface DrawnBox {
  name: string;
  /** Self, where there is any, and total. */
  lines: string[];
  /** The more a function takes itself, the larger. */
  fontSize: number;
  paint: Paint;
}

export interface DrawnCalls extends Calls {
  /** Written on the arrow, where the boxes do not say it already. */
  label?: string;
  thickness: number;
  /** Of a comparison, where it changed. */
  color?: string;
}

/** Smaller than this a graph is not drawn, to be seen as a whole or to be scrolled in one direction alone. */
const SMALLEST_SCALE = 0.75;
/** One that has to be scrolled anyway is drawn large enough to be read with ease. */
const SCROLLED_SCALE = 0.9;

export interface Drawing {
  /** Pixels on screen for one of the plan. */
  scale: number;
  boxes: DrawnBox[];
  calls: DrawnCalls[];
  plan: BoxPlan;
}

/** What is on screen of a call graph, and where. */
export function useDrawing(scene: ProfileScene, graph: MadeGraph, room: Size): Drawing {
  const { look, format, state, judged, matches } = scene;
  const { width, height } = room;
  const { comparison } = state;
  const { tree } = scene;
  const texts = useMemo(
    () => drawnTexts({ tree, format, state: { ...state, comparison }, look }, graph),
    // Of the state only how a comparison is shown.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [tree, format, comparison, look, graph]
  );
  const plan = useMemo(() => {
    const most = Math.max(1, ...texts.calls.map((one) => weight(columnsOf(one), 0)));
    return planBoxes(
      texts.boxes.map(sizeOf),
      texts.calls.map((one) => ({
        from: one.from,
        to: one.to,
        weight: 1 + Math.round((9 * weight(columnsOf(one), 0)) / most),
        ...(one.label && { label: { width: one.label.length * LABEL_FONT * 0.55 + 4, height: LABEL_FONT + 4 } }),
      })),
      { width, height }
    );
  }, [texts, width, height]);
  const colours = useMemo(() => {
    const { functions } = graph;
    const measure = look.colourChanges ? measureOf(graph.tree, comparison, judged) : undefined;
    const whole = wholeOf(graph.tree);
    const ofFunction = functionBuckets(graph.tree.functions, look.colourBy);
    const ofAmounts = (amounts: Amounts) => nodeBuckets({ ...amounts, whole }, look.colourBy, measure);
    const ofBox = ofAmounts(functions) ?? ((at: number) => ofFunction(functions.function[at]));
    return {
      boxes: texts.boxes.map((_, at) => {
        const dimmed = matches && matches.functions[functions.function[at]] !== 1;
        return look.palette[dimmed ? BUCKETS.dimmed : ofBox(at)];
      }),
      calls: texts.calls.map((one) => {
        const amounts = { ...columnsOf(one), function: Uint32Array.of(functions.function[one.to]) };
        return measure && look.palette[ofAmounts(amounts)!(0)].fill;
      }),
    };
  }, [graph, texts, look, comparison, judged, matches]);
  return useMemo(
    () => ({
      plan,
      scale: scaleInto({ width, height }, plan),
      boxes: texts.boxes.map((box, at) => ({ ...box, paint: colours.boxes[at] })),
      calls: texts.calls.map((one, at) => ({ ...one, color: colours.calls[at] })),
    }),
    [plan, texts, colours, width, height]
  );
}

function scaleInto(room: Size, plan: Size): number {
  const [tighter, wider] = [room.width / plan.width, room.height / plan.height].sort((one, other) => one - other);
  if (tighter >= SMALLEST_SCALE) {
    return Math.min(1, tighter);
  }
  return wider >= SMALLEST_SCALE ? Math.min(SCROLLED_SCALE, wider) : SCROLLED_SCALE;
}

function drawnTexts(scene: Pick<ProfileScene, 'tree' | 'format' | 'state' | 'look'>, graph: MadeGraph) {
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
  const calls = kept.map((one): DrawnCalls => {
    const said = one.total === functions.total[one.to] && one.totalRight === functions.totalRight?.[one.to];
    return {
      ...one,
      label: said ? undefined : arrowAmount(scene, one.total, one.totalRight),
      thickness: 1 + (view > 0 ? Math.min(1, weight(columnsOf(one), 0) / view) * (THICKEST - 1) : 0),
    };
  });
  return { boxes, calls };
}

function sizeOf({ name, lines, fontSize }: Omit<DrawnBox, 'paint'>): Size {
  const values = Math.max(...lines.map((line) => columns(line))) * VALUE_FONT * 0.55;
  return {
    width: Math.ceil(Math.max(columns(name) * fontSize * COLUMN, values)) + 2 * PADDING + 2,
    height: Math.ceil(fontSize * LINE + lines.length * VALUE_FONT * LINE) + PADDING + 2,
  };
}

/** A row of columns, for what looks at columns. */
function columnsOf({ total, totalRight }: Calls): Pick<Amounts, 'total' | 'totalRight'> {
  return {
    total: Float64Array.of(total),
    ...(totalRight !== undefined && { totalRight: Float64Array.of(totalRight) }),
  };
}
