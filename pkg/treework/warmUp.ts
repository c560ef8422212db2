import { CallTreeBuilder } from '../calltree/build';
import { comparing } from '../calltree/comparison/diff';
import { atOnce } from '../calltree/slices';
import type { CallTree } from '../calltree/tree';
import { treeOfAnswer } from '../pyroscope/flamegraph/answer';
import { writeFlameGraphResponse } from '../pyroscope/flamegraph/flamegraphWriter';
import { levelsFromCallTree } from '../pyroscope/flamegraph/levels';
import { TreeService } from './treeService';

/** So often that engines have compiled what reads answers: a tenth of a second of work in all. */
const READ_TIMES = 60;
/** The same of what compares: half of that. */
const COMPARED_TIMES = 20;

/**
 * Reads a small made-up answer again and again, a millisecond or two at a time, until `wanted` is false: while the
 * server works on the first real one, which is then read in three quarters of the time (a million nodes: 200 ms for
 * 255).
 */
export function warmUp(wanted: () => boolean): void {
  // One of its own: what is made ahead is for real answers.
  const service = new TreeService(Infinity);
  const answer = answerOf(exampleTree(0));
  again(READ_TIMES, wanted, () => service.answer({ ask: 'read', id: 0, answer, outlined: true }, () => undefined));
}

/** Compares two made-up answers in the same way. */
export function warmUpComparing(wanted: () => boolean): void {
  const side = (first: number) => treeOfAnswer(answerOf(exampleTree(first)));
  const [baseline, compared] = [side(0), side(20)];
  const unknown = ({ functions, ...columns }: CallTree) => ({ ...columns, functions: { names: [...functions.names] } });
  // The order of names that were sorted once is known.
  again(COMPARED_TIMES, wanted, () => atOnce(comparing(unknown(baseline), unknown(compared))));
}

function again(most: number, wanted: () => boolean, work: () => void): void {
  let times = 0;
  const next = () => {
    if (wanted() && times++ < most) {
      work();
      setTimeout(next);
    }
  };
  setTimeout(next);
}

/** As languages write them. */
const EXAMPLES = [
  'example.function#',
  'net/http.(*conn).serve#',
  'github.com/example/shop#/cart.(*Cart).Total',
  'encoding/json.Marshal#',
  'com/example/shop#/Cart.total',
  'std::vector<int>::push_back#',
  'handler# /srv/shop/cart.js:12',
  '<module># shop/cart.py',
];

/** Some 5,000 nodes, with numbers as large as those of real ones; the number of its first function tells two apart. */
function exampleTree(first: number): CallTree {
  const builder = new CallTreeBuilder();
  const names = Array.from({ length: 100 }, (_, at) =>
    builder.functions.intern(EXAMPLES[at % EXAMPLES.length].replace('#', String(first + at)))
  );
  for (let stack = 0; stack < 700; stack++) {
    const frames = Array.from({ length: 10 }, (_, depth) => names[(stack * 7 ** depth) % names.length]);
    builder.add(frames, (1 + (stack % 90)) * 10_000_000);
  }
  return builder.finish();
}

function answerOf(tree: CallTree) {
  return { call: '', bytes: new Uint8Array(writeFlameGraphResponse(levelsFromCallTree(tree))), compared: false };
}
