import { Graph, layout } from '@dagrejs/dagre';
import type { Steps } from '../../calltree/slices';
import type { Px } from '../geometry';

export interface Size {
  readonly width: Px;
  readonly height: Px;
}

export interface Point {
  readonly x: Px;
  readonly y: Px;
}

/** A box by its left top corner. */
export type Box = Point & Size;

/** From one box to another, by their numbers. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  /** The more it has, the straighter it is drawn: a whole number above 0. */
  readonly weight: number;
  /** What is written on it, where something is. */
  readonly label?: Size;
}

/** Where callers stand: above what they call, or left of it. */
export type Towards = 'down' | 'right';

export interface BoxPlan extends Size {
  readonly towards: Towards;
  readonly boxes: readonly Box[];
  /** The points that an arrow goes through, its ends on the edges of boxes, and the middle of its label. */
  readonly arrows: ReadonlyArray<{ readonly points: readonly Point[]; readonly label?: Point }>;
}

const MARGIN: Px = 8;
const BETWEEN_BOXES: Px = 16;
const BETWEEN_ARROWS: Px = 8;
/** A layer to the next one, where arrows have room for their heads. */
const BETWEEN_LAYERS: Px = 28;

/** Boxes in layers, callers first, in the direction of which more is seen in a room of this size. */
export function* planningBoxes(sizes: readonly Size[], arrows: readonly Arrow[], room: Size): Steps<BoxPlan> {
  const down = planTowards(sizes, arrows, 'down');
  yield;
  const right = planTowards(sizes, arrows, 'right');
  yield;
  return partSeen(right, room) > partSeen(down, room) ? right : down;
}

function partSeen({ width, height }: Size, room: Size): number {
  return Math.min(1, room.width / width) * Math.min(1, room.height / height);
}

function planTowards(sizes: readonly Size[], arrows: readonly Arrow[], towards: Towards): BoxPlan {
  const graph = new Graph();
  graph.setGraph({
    rankdir: towards === 'down' ? 'TB' : 'LR',
    // The way back of a recursion is the lighter one.
    acyclicer: 'greedy',
    nodesep: BETWEEN_BOXES,
    edgesep: BETWEEN_ARROWS,
    ranksep: BETWEEN_LAYERS,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  sizes.forEach(({ width, height }, at) => graph.setNode(String(at), { width, height }));
  arrows.forEach(({ from, to, weight, label }) =>
    graph.setEdge(String(from), String(to), {
      weight,
      labelpos: 'c',
      width: label?.width ?? 0,
      height: label?.height ?? 0,
    })
  );
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    towards,
    width: Math.max(width, 1),
    height: Math.max(height, 1),
    boxes: sizes.map((size, at) => {
      const { x, y } = graph.node(String(at));
      return { x: x - size.width / 2, y: y - size.height / 2, width: size.width, height: size.height };
    }),
    arrows: arrows.map(({ from, to, label }) => {
      const edge = graph.edge(String(from), String(to));
      return { points: edge.points, ...(label && { label: { x: edge.x, y: edge.y } }) };
    }),
  };
}
