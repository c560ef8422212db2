/**
 * Work that may rest: yields about every tenth of a millisecond to a few milliseconds, and returns what it made. A
 * worker goes through it at once; a page rests in between, so that it stays alive.
 */
export type Steps<T> = Generator<void, T, void>;

const SLICE_MS = 8;
/** Rows between two rests: about a tenth of a millisecond where little is done with each. */
export const ROWS_PER_STEP = 8192;

/** All of the work at once. */
export function atOnce<T>(work: Steps<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) {
      return step.value;
    }
  }
}

/**
 * The work in slices of about 8 ms, between which the event loop runs; of `sliceMs` where steps are long, at 0 each by
 * itself. Rejects with the signal's reason once it is aborted.
 */
export async function inSlices<T>(work: Steps<T>, signal?: AbortSignal, sliceMs = SLICE_MS): Promise<T> {
  signal?.throwIfAborted();
  let sliceEnd = performance.now() + sliceMs;
  for (;;) {
    const step = work.next();
    if (step.done) {
      return step.value;
    }
    if (performance.now() >= sliceEnd) {
      await nextTask();
      signal?.throwIfAborted();
      sliceEnd = performance.now() + sliceMs;
    }
  }
}

/** Calls `work(from, to)` over the rows `from` to `to - 1` in pieces. */
export function* overRows(from: number, to: number, work: (from: number, to: number) => void): Steps<void> {
  for (let row = from; row < to; row += ROWS_PER_STEP) {
    work(row, Math.min(to, row + ROWS_PER_STEP));
    yield;
  }
}

/** A message is delivered at once; a browser holds repeated timeouts back by 4 ms each. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof MessageChannel === 'undefined') {
      setTimeout(resolve, 0);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
