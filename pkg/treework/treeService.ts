import { comparing } from '../calltree/comparison/diff';
import { atOnce } from '../calltree/slices';
import { treeOfAnswer } from '../pyroscope/flamegraph/answer';
import { outlineOf } from '../pyroscope/flamegraph/outline';
import { unpackTree } from './packedTree';
import { packedOrigins } from './packedOrigins';
import { packTree } from './packTree';
import { ProfileSumSteps } from './profileSum';
import { ColumnsAhead } from './columnsAhead';
import { packError, type NumberedQuestion, type Reply } from './protocol';

/** A pixel of a graph beside a table; it is shown for a fifth of a second. */
const FINEST_OUTLINE = 1 / 1024;

/**
 * So long the tree is put off after its outline, in milliseconds: where the page, what draws it on screen and this thread
 * share few cores, the picture of a million nodes comes 40 ms later beside a thread that works.
 */
const UNTIL_IT_IS_DRAWN = 130;
const FEW_CORES = 4;

type Post = (reply: Reply, memory: ArrayBuffer[]) => void;

/** The worker's side of the protocol: a question at a time, each answered at once but for what has an outline. */
export class TreeService {
  readonly #columns = new ColumnsAhead();
  readonly #sums = new Map<number, ProfileSumSteps>();
  readonly #cores: number;

  /** `cores`: how many threads of the page, and of the browser, can run at the same time. */
  constructor(cores: number) {
    this.#cores = cores;
  }

  /** Makes columns for an answer of about so many nodes, in small steps, until `wanted` is false; of 0, lets them go. */
  expect(nodes: number, wanted: () => boolean): void {
    if (nodes === 0) {
      this.#columns.release();
    } else {
      this.#columns.make(nodes, wanted);
    }
  }

  /** Posts the reply, with the memory that is to be handed over with it; of what is outlined, the outline first. */
  answer(question: NumberedQuestion, post: Post): void {
    if (question.ask === 'read' && question.outlined && this.#postOutline(question, post)) {
      const { id, ask, answer } = question;
      setTimeout(() => this.answer({ id, ask, answer }, post), this.#cores > FEW_CORES ? 0 : UNTIL_IT_IS_DRAWN);
      return;
    }
    const { id } = question;
    try {
      const tree = this.#treeFor(question);
      if (!tree) {
        post({ id }, []);
        return;
      }
      const { packed, memory } = packTree(tree);
      post({ id, tree: packed }, memory);
    } catch (error) {
      post({ id, error: packError(error) }, []);
    }
  }

  /** False where it has none. */
  #postOutline({ id, answer }: NumberedQuestion & { ask: 'read' }, post: Post): boolean {
    const outline = outlineOf(answer.bytes, FINEST_OUTLINE);
    if (outline) {
      const { packed, memory } = packTree({ ...outline, origins: packedOrigins(outline) });
      post({ id, outline: packed }, memory);
    }
    return outline !== undefined;
  }

  #treeFor(question: NumberedQuestion) {
    switch (question.ask) {
      case 'read':
        return treeOfAnswer(question.answer, (length) => this.#columns.take(length));
      case 'add': {
        const sum = this.#sums.get(question.sum) ?? new ProfileSumSteps();
        this.#sums.set(question.sum, sum);
        return void atOnce(sum.adding(question.answer));
      }
      case 'sum':
        return atOnce((this.#sums.get(question.sum) ?? new ProfileSumSteps()).summing(question.maxNodes));
      case 'drop':
        return void this.#sums.delete(question.sum);
      case 'compare':
        return atOnce(comparing(unpackTree(question.baseline), unpackTree(question.compared)));
      case 'expect':
      case 'practise':
        // Nothing to answer: the worker does them when it has nothing else to do.
        return undefined;
    }
  }
}
