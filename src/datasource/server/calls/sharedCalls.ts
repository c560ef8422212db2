interface Entry<T = unknown> {
  promise: Promise<T>;
  controller: AbortController;
  /** How many callers still wait for it. */
  waiting: number;
  /** When the answer came; undefined while it is under way. */
  answeredAt?: number;
}

/**
 * One call per question: callers that ask the same thing at once share the call, and its answer is kept for a while;
 * with a lifetime of 0 only until it is there. A call is aborted when all who wait for it have left; a failed one is
 * forgotten, so that the next asks again.
 */
export class SharedCalls {
  readonly #entries = new Map<string, Entry>();

  constructor(
    private readonly lifetimeMs: number,
    private readonly now: () => number = Date.now
  ) {}

  /**
   * Asks nothing for one who has left already. Where callers may use an answer up, and none is kept, `copy` gives each
   * of those who wait for the same one an answer of their own.
   */
  get<T>(
    key: string,
    call: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
    copy: (answer: T) => T = (answer) => answer
  ): Promise<T> {
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    this.#forgetOld();
    const entry = this.#entries.get(key) ?? this.#start(key, call);
    return this.#join(key, entry as Entry<T>, signal, copy);
  }

  #start(key: string, call: (signal: AbortSignal) => Promise<unknown>): Entry {
    const controller = new AbortController();
    const entry: Entry = { promise: call(controller.signal), controller, waiting: 0 };
    this.#entries.set(key, entry);
    entry.promise.then(
      () => {
        entry.answeredAt = this.now();
        if (this.lifetimeMs === 0) {
          this.#forget(key, entry);
        }
      },
      () => this.#forget(key, entry)
    );
    return entry;
  }

  #join<T>(key: string, entry: Entry<T>, signal: AbortSignal | undefined, copy: (answer: T) => T): Promise<T> {
    entry.waiting++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        entry.waiting--;
        if (entry.waiting === 0 && entry.answeredAt === undefined) {
          this.#forget(key, entry);
          entry.controller.abort();
        }
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      entry.promise
        .then((answer) => {
          if (!signal?.aborted) {
            entry.waiting--;
            resolve(entry.waiting > 0 ? copy(answer) : answer);
          }
        }, reject)
        .finally(() => signal?.removeEventListener('abort', leave));
    });
  }

  #forget(key: string, entry: Entry) {
    if (this.#entries.get(key) === entry) {
      this.#entries.delete(key);
    }
  }

  #forgetOld() {
    const oldest = this.now() - this.lifetimeMs;
    for (const [key, entry] of this.#entries) {
      if (entry.answeredAt !== undefined && entry.answeredAt < oldest) {
        this.#entries.delete(key);
      }
    }
  }
}
