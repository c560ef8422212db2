import type { Box, Towards } from './boxPlan';

/** What an arrow key leads to: along the heaviest arrow from or to a box, or to the box beside it. */
export type BoxMove = 'callee' | 'caller' | 'next' | 'previous';

interface Calls {
  readonly from: number;
  readonly to: number;
}

/** What an arrow key means where callees stand in this direction; undefined for other keys. */
export function moveOfKey(key: string, towards: Towards): BoxMove | undefined {
  const down = towards === 'down';
  switch (key) {
    case 'ArrowDown':
      return down ? 'callee' : 'next';
    case 'ArrowUp':
      return down ? 'caller' : 'previous';
    case 'ArrowRight':
      return down ? 'next' : 'callee';
    case 'ArrowLeft':
      return down ? 'previous' : 'caller';
    default:
      return undefined;
  }
}

/**
 * The box that a move leads to, or the one where it began. `calls` are the arrows, heaviest first. Beside is first in the
 * same layer, then in the next one, so that every box can be reached.
 */
export function moveFrom(
  at: number,
  move: BoxMove,
  boxes: readonly Box[],
  calls: readonly Calls[],
  towards: Towards
): number {
  switch (move) {
    case 'callee':
      return calls.find(({ from, to }) => from === at && to !== at)?.to ?? at;
    case 'caller':
      return calls.find(({ from, to }) => to === at && from !== at)?.from ?? at;
    case 'next':
    case 'previous': {
      const order = inLayers(boxes, towards);
      return order[order.indexOf(at) + (move === 'next' ? 1 : -1)] ?? at;
    }
  }
}

/** Layer by layer, as one reads. Boxes of a layer have their middles in one line. */
function inLayers(boxes: readonly Box[], towards: Towards): number[] {
  const layer = ({ x, y, width, height }: Box) => (towards === 'down' ? y + height / 2 : x + width / 2);
  const along = ({ x, y }: Box) => (towards === 'down' ? x : y);
  return boxes
    .map((_, at) => at)
    .sort((one, other) => {
      const apart = layer(boxes[one]) - layer(boxes[other]);
      return Math.abs(apart) > 1 ? apart : along(boxes[one]) - along(boxes[other]);
    });
}
