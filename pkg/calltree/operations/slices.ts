const SLICE_MS = 8;
/** Rows between two looks at the clock: about a tenth of a millisecond. */
const ROWS_PER_LOOK = 8192;

/**
 * Calls `work(from, to)` over the rows `from` to `to - 1` in pieces, and lets the event loop run about every 8 ms, so
 * that a page stays alive. Rejects with the signal's reason once it is aborted.
 */
export async function inSlices(
  from: number,
  to: number,
  work: (from: number, to: number) => void,
  signal?: AbortSignal
): Promise<void> {
  signal?.throwIfAborted();
  let sliceEnd = performance.now() + SLICE_MS;
  for (let row = from; row < to; row += ROWS_PER_LOOK) {
    if (performance.now() > sliceEnd) {
      await nextTask();
      signal?.throwIfAborted();
      sliceEnd = performance.now() + SLICE_MS;
    }
    work(row, Math.min(to, row + ROWS_PER_LOOK));
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
