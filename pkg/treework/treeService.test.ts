import { treeOf } from '../calltree/testing/trees';
import { writeFlameGraphResponse } from '../pyroscope/flamegraph/flamegraph';
import { levelsFromCallTree } from '../pyroscope/flamegraph/levels';
import type { NumberedQuestion, Reply } from './protocol';
import { TreeService } from './treeService';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const answer = (bytes: Uint8Array = writeFlameGraphResponse(levelsFromCallTree(treeOf([['main', 'a'], 3])))) => ({
  call: 'SelectMergeStacktraces',
  bytes: new Uint8Array(bytes),
  compared: false,
});

/** What a worker on so many cores has said of its questions, by the names of what it says. */
function saying(cores: number) {
  const service = new TreeService(cores);
  const said: string[] = [];
  const say = (reply: Reply) =>
    'id' in reply && said.push(`${reply.id} ${['outline', 'tree', 'error'].find((what) => what in reply)}`);
  return { said, ask: (question: NumberedQuestion) => service.answer(question, say) };
}

it('lets an outline be drawn before it makes the tree, where there are few cores, and answers others meanwhile', () => {
  const { said, ask } = saying(2);
  ask({ id: 1, ask: 'read', answer: answer(), outlined: true });
  ask({ id: 2, ask: 'read', answer: answer() });
  jest.advanceTimersByTime(100);
  expect(said).toEqual(['1 outline', '2 tree']);
  jest.advanceTimersByTime(100);
  expect(said).toEqual(['1 outline', '2 tree', '1 tree']);
});

it('makes it at once where there are more, and where there is no outline to be drawn', () => {
  const { said, ask } = saying(8);
  ask({ id: 1, ask: 'read', answer: answer(), outlined: true });
  jest.advanceTimersByTime(0);
  expect(said).toEqual(['1 outline', '1 tree']);

  const few = saying(2);
  few.ask({ id: 1, ask: 'read', answer: answer(Uint8Array.of(1, 2, 3)), outlined: true });
  expect(few.said).toEqual(['1 error']);
});
