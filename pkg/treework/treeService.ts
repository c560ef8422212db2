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

type Post = (reply: Reply, memory: ArrayBuffer[]) => void;

/** The worker's side of the protocol: a question at a time, each answered at once. */
export class TreeService {
  readonly #columns = new ColumnsAhead();
  readonly #sums = new Map<number, ProfileSumSteps>();

  /** Makes columns for an answer of about so many nodes, in small steps, until `wanted` is false; of 0, lets them go. */
  expect(nodes: number, wanted: () => boolean): void {
    if (nodes === 0) {
      this.#columns.release();
    } else {
      this.#columns.make(nodes, wanted);
    }
  }

  /** Posts the reply, with the memory that is to be handed over with it. */
  answer(question: NumberedQuestion, post: Post): void {
    const { id } = question;
    try {
      const tree = this.#treeFor(question, post);
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

  #treeFor(question: NumberedQuestion, post: Post) {
    switch (question.ask) {
      case 'read': {
        const outline = question.outlined && outlineOf(question.answer.bytes, FINEST_OUTLINE);
        if (outline) {
          const { packed, memory } = packTree({ ...outline, origins: packedOrigins(outline) });
          post({ id: question.id, outline: packed }, memory);
        }
        return treeOfAnswer(question.answer, (length) => this.#columns.take(length));
      }
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
