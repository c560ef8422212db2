import { rowColumns, type RowColumns } from '../calltree/rowColumns';

/** More rows than this are not made ahead: 64 MB. */
const MOST_ROWS = 2_000_000;
/** Of columns that are handed over, so much may be room that nobody needs. */
const MOST_UNUSED = 1 / 16;
/** Systems give memory page by page, each when something is first written to it. */
const BYTES_PER_PAGE = 4096;
const PAGES_PER_STEP = 256;
/** An answer that is not here by then may never come. */
const KEPT_MS = 60_000;
/** Both sides of a comparison. */
const MOST_TREES = 2;

/**
 * Columns for trees whose answers are awaited. To write to memory for the first time takes long: on a virtual machine
 * 1 to 3 ms a megabyte, a quarter of what reading an answer takes. While the server works there is time for that.
 */
export class ColumnsAhead {
  #made: RowColumns[] = [];
  /** Answers that were announced and have not come. */
  #awaited = 0;
  #drop: ReturnType<typeof setTimeout> | undefined;

  /** Makes columns for an answer of about so many nodes, about a millisecond at a time, until `wanted` is false. */
  make(nodes: number, wanted: () => boolean): void {
    this.#awaited++;
    if (nodes > MOST_ROWS || this.#made.length === MOST_TREES) {
      return;
    }
    this.#made.push(rowColumns(nodes));
    clearTimeout(this.#drop);
    this.#drop = setTimeout(() => {
      this.#made = [];
      this.#awaited = 0;
    }, KEPT_MS);
    this.#touch(this.#made.at(-1)!, wanted);
  }

  /** A function of its own: closures of one function share what they hold, and the timer that drops would keep these. */
  #touch(columns: RowColumns, wanted: () => boolean): void {
    const steps = touching(columns);
    const next = () => {
      // What was taken belongs to somebody else.
      if (wanted() && this.#made.includes(columns) && !steps.next().done) {
        setTimeout(next);
      }
    };
    setTimeout(next);
  }

  /** An answer has come that needs none: more than are still awaited are let go. */
  release(): void {
    this.#awaited = Math.max(0, this.#awaited - 1);
    this.#made.length = Math.min(this.#made.length, this.#awaited);
    if (this.#made.length === 0) {
      clearTimeout(this.#drop);
    }
  }

  /** Columns of so many rows, all 0: those made first, where they have about the size; others are gone then. */
  take(length: number): RowColumns {
    this.#awaited = Math.max(0, this.#awaited - 1);
    const made = this.#made.shift();
    if (this.#made.length === 0) {
      clearTimeout(this.#drop);
    }
    if (!made || length > made.function.length || length < made.function.length * (1 - MOST_UNUSED)) {
      return rowColumns(length);
    }
    return {
      function: made.function.subarray(0, length),
      parent: made.parent.subarray(0, length),
      depth: made.depth.subarray(0, length),
      subtreeEnd: made.subtreeEnd.subarray(0, length),
      self: made.self.subarray(0, length),
      total: made.total.subarray(0, length),
    };
  }
}

function* touching(columns: RowColumns): Generator<void, void, void> {
  let pages = 0;
  for (const column of Object.values(columns)) {
    const step = BYTES_PER_PAGE / column.BYTES_PER_ELEMENT;
    for (let at = 0; at < column.length; at += step) {
      column[at] = 0;
      if (++pages % PAGES_PER_STEP === 0) {
        yield;
      }
    }
  }
}
