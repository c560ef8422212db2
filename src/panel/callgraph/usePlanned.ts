import { useCallback } from 'react';
import { inSlices, type Steps } from '../../../pkg/calltree/slices';
import { planningBoxes, type BoxPlan, type Size } from '../../../pkg/flamegraph/callgraph/boxPlan';
import { weight } from '../../../pkg/flamegraph/sides';
import { useTreeOperation } from '../useTreeOperation';
import type { ProfileScene } from '../view/scene';
import { boxSize, columnsOf, drawnTexts, type Texts } from './drawnTexts';
import type { MadeGraph } from './useCallGraph';

const LABEL_FONT = 11;

/** A call graph with what is written in it, and where. */
export interface Planned {
  graph: MadeGraph;
  texts: Texts;
  plan: BoxPlan;
}

/** Where boxes and arrows go. It takes longer than a frame, so it comes when it is there; until then the one before is. */
export function usePlanned(scene: ProfileScene, graph: MadeGraph | undefined, room: Size): Planned | undefined {
  const { look, format, state, tree } = scene;
  const { width, height } = room;
  const { comparison } = state;
  const ask = useCallback(
    async (signal: AbortSignal): Promise<Planned | undefined> =>
      graph &&
      inSlices(planning({ tree, format, state: { ...state, comparison }, look }, graph, { width, height }), signal, 0),
    // Of the state only how a comparison is shown.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [tree, format, comparison, look, graph, width, height]
  );
  return useTreeOperation(graph && ask, 'with rests');
}

function* planning(scene: Parameters<typeof drawnTexts>[0], graph: MadeGraph, room: Size): Steps<Planned> {
  // Not in the task that found the graph.
  yield;
  const texts = drawnTexts(scene, graph);
  yield;
  const most = Math.max(1, ...texts.calls.map((one) => weight(columnsOf(one), 0)));
  const arrows = texts.calls.map((one) => ({
    from: one.from,
    to: one.to,
    weight: 1 + Math.round((9 * weight(columnsOf(one), 0)) / most),
    ...(one.label && { label: { width: one.label.length * LABEL_FONT * 0.55 + 4, height: LABEL_FONT + 4 } }),
  }));
  return { graph, texts, plan: yield* planningBoxes(texts.boxes.map(boxSize), arrows, room) };
}
