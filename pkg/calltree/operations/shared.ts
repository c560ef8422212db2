import type { CallTree } from '../tree';

/** So many answers are kept of a tree: of the whole, and of the part or function looked at. */
const KEPT = 2;

/** What is asked of a tree, told from other questions of its kind. */
type Question = string | number;

/**
 * What is asked of trees, each answer worked out once for all who wait for it at the same time, and kept for who asks
 * next: screens come and go while their profile stays. Work that nobody waits for any more is given up.
 */
export class SharedAnswers<T> {
  readonly #byTree = new WeakMap<CallTree, Map<Question, SharedAnswer<T>>>();

  ask(tree: CallTree, question: Question, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const answers = this.#byTree.get(tree) ?? new Map<Question, SharedAnswer<T>>();
    this.#byTree.set(tree, answers);
    const answer =
      answers.get(question) ??
      new SharedAnswer(work, (failed) => answers.get(question) === failed && answers.delete(question));
    // The one asked for last comes last.
    answers.delete(question);
    answers.set(question, answer);
    for (const oldest of answers.keys()) {
      if (answers.size > KEPT) {
        answers.delete(oldest);
      }
    }
    return answer.wait(signal);
  }
}

class SharedAnswer<T> {
  readonly #giveUp = new AbortController();
  readonly #answer: Promise<T>;
  #waiting = 0;

  constructor(
    work: (signal: AbortSignal) => Promise<T>,
    private readonly forget: (failed: SharedAnswer<T>) => unknown
  ) {
    this.#answer = work(this.#giveUp.signal);
    this.#answer.catch(() => forget(this));
  }

  wait(signal: AbortSignal | undefined): Promise<T> {
    this.#waiting++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal?.reason);
        this.#waiting--;
        if (this.#waiting === 0) {
          // At once: who asks now must not wait for what is given up.
          this.forget(this);
          this.#giveUp.abort(signal?.reason);
        }
      };
      if (signal?.aborted) {
        leave();
        return;
      }
      signal?.addEventListener('abort', leave, { once: true });
      this.#answer.finally(() => signal?.removeEventListener('abort', leave)).then(resolve, reject);
    });
  }
}
