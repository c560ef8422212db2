import { unpackTree } from './packedTree';
import { unpackError, type Question, type Reply } from './protocol';
import type { WorkerLike } from './startWorker';
import type { CallTree } from '../calltree/tree';

/** The worker ended, or never answered, with work that had been handed to it. It can be asked for again, and is done here. */
export class WorkLost extends Error {
  constructor() {
    super('the worker ended before it had answered');
    this.name = 'WorkLost';
  }
}

export interface Patience {
  /** How long a worker may take to start before work is done without it, in milliseconds. One that starts later is used. */
  startMs: number;
  /** How long it may say nothing while it has work, in milliseconds: many times what a large profile takes. */
  silenceMs: number;
}

type ShowOutline = (outline: CallTree) => void;

interface Waiting {
  showOutline?: ShowOutline;
  resolve(tree: CallTree | undefined): void;
  reject(error: Error): void;
}

/** The page's end of the connection to the worker, which starts when it is first needed. */
export class WorkerLine {
  readonly #start: () => WorkerLike;
  readonly #patience: Patience;
  readonly #waiting = new Map<number, Waiting>();
  #worker: WorkerLike | undefined;
  #ready: Promise<boolean> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #runs = false;
  #lost = false;
  #lastId = 0;

  constructor(start: () => WorkerLike, patience: Patience) {
    this.#start = start;
    this.#patience = patience;
  }

  /** Whether it has started, and can be asked at once. */
  get runs(): boolean {
    return this.#runs && !this.#lost;
  }

  /** Starts the worker unless it runs; tells whether it can be asked. */
  async ready(): Promise<boolean> {
    this.#ready ??= this.#started();
    let late: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<boolean>((resolve) => {
      late = setTimeout(resolve, this.#patience.startMs, false);
    });
    const ready = await Promise.race([this.#ready, patience]);
    clearTimeout(late);
    return ready && !this.#lost;
  }

  /**
   * Asks the worker, which must be {@link ready}, and hands memory over to it. Rejects with what it failed with, or with
   * {@link WorkLost}. `showOutline` gets the outline that comes before the tree, where one is asked for.
   */
  ask(question: Question, memory: ArrayBuffer[] = [], showOutline?: ShowOutline): Promise<CallTree | undefined> {
    return new Promise((resolve, reject) => {
      if (!this.#worker || this.#lost) {
        reject(new WorkLost());
        return;
      }
      const id = ++this.#lastId;
      this.#waiting.set(id, { resolve, reject, showOutline });
      try {
        this.#worker.postMessage({ ...question, id }, memory);
        this.#listen();
      } catch {
        // Memory that cannot be handed over: that of a sandbox, or of an answer that was handed on already.
        this.#lose();
      }
    });
  }

  /** Tells the worker what needs no answer. */
  tell(question: Question): void {
    if (!this.#lost) {
      this.#worker?.postMessage({ ...question, id: 0 }, []);
    }
  }

  #started(): Promise<boolean> {
    return new Promise((resolve) => {
      const lose = () => {
        this.#lose();
        resolve(false);
      };
      try {
        const worker = this.#start();
        this.#worker = worker;
        worker.addEventListener('error', lose);
        worker.addEventListener('messageerror', lose);
        worker.addEventListener('message', ({ data }) => {
          const reply = data as Reply;
          if ('ready' in reply) {
            this.#runs = true;
            resolve(true);
          } else {
            this.#settle(reply);
          }
        });
      } catch {
        lose();
      }
    });
  }

  #settle(reply: Exclude<Reply, { ready: true }>): void {
    const waiting = this.#waiting.get(reply.id);
    if ('outline' in reply) {
      waiting?.showOutline?.(unpackTree(reply.outline));
      return;
    }
    this.#waiting.delete(reply.id);
    this.#listen();
    if ('error' in reply) {
      waiting?.reject(unpackError(reply.error));
    } else {
      waiting?.resolve(reply.tree && unpackTree(reply.tree));
    }
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = this.#waiting.size > 0 ? setTimeout(() => this.#lose(), this.#patience.silenceMs) : undefined;
  }

  /** A worker that failed once is not asked again. */
  #lose(): void {
    this.#lost = true;
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    for (const { reject } of this.#waiting.values()) {
      reject(new WorkLost());
    }
    this.#waiting.clear();
  }
}
