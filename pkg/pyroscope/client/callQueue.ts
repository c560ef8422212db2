interface Waiting {
  start: () => void;
}

/** Lets a number of calls run at once; the others wait for their turn, first come first served, or leave the queue. */
export class CallQueue {
  #running = 0;
  readonly #waiting: Waiting[] = [];

  constructor(private readonly most: number) {}

  /** Rejects with the signal's reason, without having called, when the signal aborts before the call has begun. */
  run<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        reject(signal?.reason);
      };
      const entry: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', leave);
          this.#running++;
          call()
            .then(resolve, reject)
            .finally(() => {
              this.#running--;
              this.#waiting.shift()?.start();
            });
        },
      };
      if (this.#running < this.most) {
        entry.start();
        return;
      }
      this.#waiting.push(entry);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}
