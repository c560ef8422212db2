import { callPathOf, stepName } from '../../../../pkg/calltree/callPath';
import { nodeName, type CallTree } from '../../../../pkg/calltree/tree';
import { askAgainOf } from '../../../frames/askAgain';
import { rememberedTree } from '../../../frames/frameTree';
import {
  answerTo,
  dataSource,
  fakeBackend,
  frameOf,
  queryRequest,
  recorded,
  stacktracesSent,
  type FakeAnswer,
} from '../../testing/fakeHost';

const SELECTOR = '{service_name="order-service"}';
const COARSE = { body: recorded('profile-python-cpu-64.response.bin') };
const WHOLE = { body: recorded('profile-python-cpu.response.bin') };
const refused = (limit: number): FakeAnswer => ({
  status: 400,
  contentType: 'application/json',
  body: JSON.stringify({
    code: 'invalid_argument',
    message: `max flamegraph nodes limit ${limit} is greater than allowed ${limit}`,
  }),
});
const never = () => undefined;
const { signal } = new AbortController();

async function shown(answers: FakeAnswer[]) {
  let next = 0;
  const sent = fakeBackend({ SelectMergeStacktraces: () => answers[Math.min(next++, answers.length - 1)] });
  const frame = frameOf(await answerTo(dataSource(), queryRequest([{ labelSelector: SELECTOR, maxNodes: 64 }])));
  return { sent, frame, tree: rememberedTree(frame.fields)!, again: askAgainOf(frame)! };
}

const hasOther = (tree: CallTree) => Array.from(tree.function.keys()).some((node) => nodeName(tree, node) === 'other');

it('asks the same question for all that the server allows', async () => {
  const { sent, tree, again } = await shown([COARSE, WHOLE]);
  expect(hasOther(tree)).toBe(true);
  const finer = await again.most(signal, never);
  expect(finer.maxNodes).toBe(1_048_576);
  expect(hasOther(finer.tree)).toBe(false);
  expect(finer.tree.total[0]).toBe(tree.total[0]);
  const [first, second] = stacktracesSent(sent);
  expect(second).toEqual({ ...first, maxNodes: BigInt(1_048_576) });
});

it('asks once more where the server allows less', async () => {
  const { sent, again } = await shown([COARSE, refused(4096), WHOLE]);
  expect((await again.most(signal, never)).maxNodes).toBe(4096);
  expect(stacktracesSent(sent).map(({ maxNodes }) => maxNodes)).toEqual([BigInt(64), BigInt(1_048_576), BigInt(4096)]);
});

it('asks for one call path, and notices where the server answers with all', async () => {
  const { sent, tree, again } = await shown([COARSE, WHOLE]);
  const path = callPathOf(tree, 3).map(stepName);
  const { pathIgnored } = await again.below(path, signal);
  const { stackTraceSelector, maxNodes } = stacktracesSent(sent)[1];
  expect(stackTraceSelector?.callSite.map(({ name }) => name)).toEqual(path);
  expect(maxNodes).toBe(BigInt(64));
  // Of a server of storage mode v1: all stacks, not those of the path alone.
  expect(pathIgnored).toBe(tree.total[3] !== tree.total[0] ? true : undefined);
});

it('fails in words', async () => {
  const { again } = await shown([COARSE, { status: 502, body: '' }]);
  await expect(again.most(signal, never)).rejects.toThrow(/Pyroscope/);
});

it('offers nothing where there is no profile', async () => {
  const { frame } = await shown([{ body: recorded('profile-empty.response.bin') }]);
  expect(askAgainOf(frame)).toBeUndefined();
});
