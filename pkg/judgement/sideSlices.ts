import { openTree } from '../calltree/operations/openTree';
import type { CallTree } from '../calltree/tree';
import type { TimeRange } from '../pyroscope/api';

/** Profilers send every 10 to 30 seconds: a shorter slice may have one profile more than the next by chance. */
const LEAST_SLICE_MS = 30_000;

/** A range in slices that are equally long and share no profile; fewer than asked for where it is short. */
export function slicesOf({ start, end }: TimeRange, most: number): TimeRange[] {
  const count = Math.min(most, Math.floor((end - start) / LEAST_SLICE_MS));
  const length = Math.floor((end - start) / Math.max(1, count));
  return Array.from({ length: count }, (_, at) => ({
    start: start + at * length,
    end: start + (at + 1) * length - 1,
  }));
}

/** A part that is not much smaller is cut into slices that are no better. */
const SMALLER = 0.75;

/**
 * The part of a range in which all of its profiles are, to be cut into slices of its own; undefined where that is hardly
 * less than the range, or where there are none.
 */
export function partWithProfiles({ start, end }: TimeRange, filled: readonly TimeRange[]): TimeRange | undefined {
  if (filled.length === 0) {
    return undefined;
  }
  const part = {
    start: Math.min(...filled.map((slice) => slice.start)),
    end: Math.max(...filled.map((slice) => slice.end)),
  };
  return part.end - part.start < SMALLER * (end - start) ? part : undefined;
}

/** Functions by name, so that the slices of both sides have the same columns. */
export class FunctionColumns {
  readonly names: string[] = [];
  private readonly columnOf = new Map<string, number>();

  column(name: string): number {
    let column = this.columnOf.get(name);
    if (column === undefined) {
      column = this.names.length;
      this.names.push(name);
      this.columnOf.set(name, column);
    }
    return column;
  }
}

/** The slices of one side, added as they come. A slice without samples says nothing and is left out. */
export class SideSlices {
  readonly trees: CallTree[] = [];
  /** When those are that have samples. */
  readonly filled: TimeRange[] = [];
  readonly totals: number[] = [];
  private readonly self: Array<Map<number, number>> = [];
  private readonly total: Array<Map<number, number>> = [];
  private smallest = Infinity;

  constructor(private readonly columns: FunctionColumns) {}

  async add(tree: CallTree, slice: TimeRange, signal: AbortSignal): Promise<void> {
    const whole = tree.total[0];
    if (!(whole > 0)) {
      return;
    }
    const table = await openTree(tree).topTable(0, signal);
    const self = new Map<number, number>();
    const total = new Map<number, number>();
    for (let row = 0; row < table.length; row++) {
      const column = this.columns.column(tree.functions.names[table.function[row]]);
      this.smallest = table.self[row] > 0 ? Math.min(this.smallest, table.self[row]) : this.smallest;
      self.set(column, table.self[row] / whole);
      total.set(column, table.total[row] / whole);
    }
    this.trees.push(tree);
    this.filled.push(slice);
    this.totals.push(whole);
    this.self.push(self);
    this.total.push(total);
  }

  get count(): number {
    return this.totals.length;
  }

  /** About how many there are at most: the least that any function has is at least one. */
  samples(): number {
    return this.totals.reduce((sum, total) => sum + total, 0) / this.smallest;
  }

  /** Shares of each slice's whole, a row a slice; to be asked for when all have come. */
  rows(of: 'self' | 'total'): Float64Array[] {
    return this[of].map((shares) => {
      const row = new Float64Array(this.columns.names.length);
      for (const [column, share] of shares) {
        row[column] = share;
      }
      return row;
    });
  }
}
