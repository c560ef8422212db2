import { useMemo } from 'react';
import { wholeOf } from '../../../pkg/calltree/tree';
import type { BoxPlan, Size } from '../../../pkg/flamegraph/callgraph/boxPlan';
import { functionBuckets, nodeBuckets, type Amounts } from '../../../pkg/flamegraph/colour';
import { BUCKETS, type Paint } from '../../../pkg/flamegraph/palette';
import { measureOf } from '../view/comparison';
import type { ProfileScene } from '../view/scene';
import { columnsOf, type WrittenBox, type WrittenCalls } from './drawnTexts';
import type { Planned } from './usePlanned';

interface DrawnBox extends WrittenBox {
  paint: Paint;
}

interface DrawnCalls extends WrittenCalls {
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
export function useDrawing(scene: ProfileScene, { graph, texts, plan }: Planned, room: Size): Drawing {
  const { look, state, matches, judged } = scene;
  const { width, height } = room;
  const { comparison } = state;
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
