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
 * itself. Works that are under way together take turns. Rejects with the signal's reason once it is aborted.
 */
export async function inSlices<T>(work: Steps<T>, signal?: AbortSignal, sliceMs = SLICE_MS): Promise<T> {
  signal?.throwIfAborted();
  // What begins beside others, or follows them in one task, has what is left of the slice and soon waits for its turn.
  const now = performance.now();
  if (now >= turnEnd) {
    turnEnd = now + SLICE_MS / (1 + resting.length);
  }
  let sliceEnd = Math.min(turnEnd, now + sliceMs);
  for (;;) {
    const step = work.next();
    if (step.done) {
      return step.value;
    }
    if (performance.now() >= sliceEnd) {
      await turn();
      signal?.throwIfAborted();
      turnEnd = performance.now() + SLICE_MS;
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

/** What goes on with each work that rests. */
const resting: Array<() => void> = [];
/** When the slice that began last is over. */
let turnEnd = 0;

/** Resolves in a task in which no other work has a slice: a timer or a click never waits for more than one of them. */
function turn(): Promise<void> {
  return new Promise((goOn) => {
    if (resting.push(goOn) === 1) {
      void takeTurns();
    }
  });
}

async function takeTurns(): Promise<void> {
  while (resting.length > 0) {
    await nextTask();
    resting[0]();
    // The slice comes before what follows this, and what came up meanwhile before the next slice.
    await undefined;
    resting.shift();
  }
}

/** A message is delivered at once; a browser holds repeated timeouts back by 4 ms each. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    if (!globalThis.MessageChannel) {
      setTimeout(resolve);
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
