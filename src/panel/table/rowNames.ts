import type { FunctionIndex, FunctionTable } from '../../../pkg/calltree/tree';
import { distinctLabels } from '../../../pkg/flamegraph/names/distinctLabels';
import { labelsOf } from '../../../pkg/flamegraph/names/labels';
import { functionText } from '../../wording/functionText';

/** So many rows have names of which no two read the same: a few milliseconds of work, and many screens. */
const BLOCK = 500;

/**
 * What stands in the rows of a table, by their place in it, in at most `room` columns: names as `shown` where no two
 * rows of a block of `BLOCK` then read the same. A block is worked out when one of its rows comes on screen.
 */
export function rowNames(
  functions: FunctionTable,
  rows: { length: number; functionAt(at: number): FunctionIndex },
  room: number,
  shown: (name: string) => string
): (at: number) => string {
  const labels = labelsOf(functions, shown);
  const blocks: string[][] = [];
  return (at) => {
    const block = Math.floor(at / BLOCK);
    if (!blocks[block]) {
      const from = block * BLOCK;
      const own = Array.from({ length: Math.min(BLOCK, rows.length - from) }, (_, next) =>
        rows.functionAt(from + next)
      );
      blocks[block] = distinctLabels(
        own.map((fn) => functionText(functions.names[fn])),
        room,
        (next) => labels(own[next])
      );
    }
    return blocks[block][at % BLOCK];
  };
}
