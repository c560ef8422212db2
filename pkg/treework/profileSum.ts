import { TreeSum } from '../calltree/operations/merge';
import type { Steps } from '../calltree/slices';
import type { CallTree } from '../calltree/tree';
import type { FlameGraphAnswer } from '../pyroscope/api';
import { readingAnswer } from '../pyroscope/flamegraph/answer';
import { truncatingForFlameGraph } from '../pyroscope/flamegraph/truncate';

/** Answers added up as they come: the pieces of a long range. */
export interface ProfileSum {
  /** The answer's bytes are gone afterwards. One that cannot be read rejects, and nothing is added. */
  add(answer: FlameGraphAnswer): Promise<void>;
  /** The sum so far, cut to `maxNodes` as the server would cut it. */
  tree(maxNodes: number): Promise<CallTree>;
  /** Nothing more is wanted of it. */
  drop(): void;
}

/** Answers added up as they come, whichever thread does it. One piece of work has to end before the next begins. */
export class ProfileSumSteps {
  readonly #sum = new TreeSum();

  /** Adds nothing when the answer cannot be read: rejects with its error. */
  *adding(answer: FlameGraphAnswer): Steps<void> {
    yield* this.#sum.adding(yield* readingAnswer(answer));
  }

  /** The sum so far, cut to `maxNodes` as the server cuts; its columns belong to nobody else. */
  *summing(maxNodes: number): Steps<CallTree> {
    const tree = yield* this.#sum.finishing();
    yield;
    return tree.length - 1 > maxNodes ? yield* truncatingForFlameGraph(tree, maxNodes) : tree;
  }
}
