import { isDeepStrictEqual } from 'node:util';
import {
  equals,
  fromBinary,
  fromJsonString,
  toBinary,
  type DescMessage,
  type Message,
  type MessageShape,
} from '@bufbuild/protobuf';
import type { LevelColumns } from '../../pkg/pyroscope/flamegraph/levelColumns';
import { callTreeFromLevels, levelsFromCallTree } from '../../pkg/pyroscope/flamegraph/levels';
import { readPprof } from '../../pkg/formats/pprof';
import { treeDifferences } from '../../pkg/profile-server/testing/compareTrees';
import { createPyroscopeClient, type FetchLike } from '../../pkg/pyroscope/client/client';
import { PyroscopeError } from '../../pkg/pyroscope/errors';
import { errorFromResponse } from '../../pkg/pyroscope/client/errorFromResponse';
import { diffFromJson, flameGraphFromJson } from '../../pkg/pyroscope/flamegraph/flamegraph';
import { ProfileSchema } from '../../pkg/pyroscope/gen/google/v1/profile_pb';
import {
  DiffResponseSchema,
  SelectHeatmapResponseSchema,
  SelectMergeSpanProfileResponseSchema,
  SelectMergeStacktracesResponseSchema,
  SelectSeriesResponseSchema,
} from '../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { errorText } from '../../src/wording/errorText';
import { askFor, methodAt, sameQuestion, type Ask, type Method } from './calls';
import type { Exchange, Recording } from './recording';
import { treeFaults } from './treeFaults';

/** What one recording was held to, and where it disagreed. */
export interface Outcome {
  /** A word for each thing that was checked. */
  checked: string[];
  /** Why something was not, where it might have been. */
  passedOver: string[];
  disagreements: string[];
}

const HAVE_FLAME_GRAPHS = new Set(['SelectMergeStacktraces', 'SelectMergeSpanProfile', 'Diff']);

/** Everything that must hold of a recorded question and answer. */
export async function check(recording: Recording): Promise<Outcome> {
  const outcome: Outcome = { checked: [], passedOver: [], disagreements: [] };
  const method = methodAt(recording.path);
  const { proto, json } = recording;
  let ask: Ask | undefined;
  if (method && proto?.request) {
    const how = askFor(method, proto.request);
    if (typeof how === 'string') {
      outcome.passedOver.push(how);
    } else {
      ask = how;
      await checkQuestion(outcome, method, ask, proto.request);
    }
    if (json?.request) {
      checkQuestionForms(outcome, method, json.request, proto.request);
    }
  } else if (recording.path === '/api/v1/status/buildinfo') {
    ask = (client) => client.buildInfo();
  } else if (succeeded(recording)) {
    outcome.passedOver.push('not one of our calls');
  }
  if (recording.noAnswer !== undefined) {
    await checkNoAnswer(outcome, ask ?? ((client) => client.profileTypes({ start: 0, end: 1 })), recording.noAnswer);
  }
  for (const exchange of [proto, json, recording.plain]) {
    if (exchange && exchange.status !== 200) {
      await checkFailure(outcome, recording, exchange, ask);
    }
  }
  if (proto?.status === 200 && method && ask) {
    await checkAnswer(outcome, recording, method, ask, proto, json);
  } else if (recording.plain?.status === 200 && ask) {
    await answered(outcome, ask, recording.plain);
  } else if (proto?.status === 200 && json && method) {
    checkMessages(outcome, recording, method, proto, json);
  }
  return outcome;
}

function succeeded({ json, proto, plain, noAnswer }: Recording): boolean {
  return noAnswer === undefined && [json, proto, plain].every((exchange) => !exchange || exchange.status === 200);
}

async function checkQuestion(outcome: Outcome, method: Method, ask: Ask, recorded: Uint8Array): Promise<void> {
  const sent: Array<{ url: string; body: Uint8Array }> = [];
  const client = createPyroscopeClient({
    baseUrl: 'http://server',
    fetch: async (url, { body }) => {
      sent.push({ url, body: new Uint8Array(await (body as Blob).arrayBuffer()) });
      throw new TypeError('only the question matters');
    },
  });
  await ask(client).catch(() => undefined);
  const same =
    sent.length === 1 && sent[0].url === `http://server${method.path}` && sameQuestion(method, sent[0].body, recorded);
  note(outcome, 'question', same, 'our client asks something else');
}

function checkQuestionForms(outcome: Outcome, { input }: Method, json: Uint8Array, proto: Uint8Array): void {
  const same = equals(input, parseJson(input, json), fromBinary(input, proto));
  note(outcome, 'question in JSON', same, 'the question in JSON is not the one in protobuf');
}

async function checkAnswer(
  outcome: Outcome,
  recording: Recording,
  method: Method,
  ask: Ask,
  proto: Exchange,
  json: Exchange | undefined
): Promise<void> {
  const message = attempt(outcome, 'answer', () => fromBinary(method.output, proto.response));
  if (!message) {
    return;
  }
  const isFlameGraph = (message as { flamegraph?: unknown }).flamegraph !== undefined;
  let answer: unknown;
  if (HAVE_FLAME_GRAPHS.has(method.name) && !isFlameGraph) {
    outcome.passedOver.push('a form of profile that we do not ask for');
  } else {
    answer = await answered(outcome, ask, proto);
    if (isFlameGraph) {
      checkFlameGraph(outcome, 'protobuf', answer);
    } else if (answer instanceof Uint8Array && answer.length > 0) {
      checkPprofTrees(outcome, answer);
    }
  }
  if (!json) {
    return;
  }
  checkMessages(outcome, recording, method, proto, json);
  if (isFlameGraph) {
    const read = method.name === 'Diff' ? diffFromJson : flameGraphFromJson;
    const columns = attempt(outcome, 'JSON', () => read(JSON.parse(new TextDecoder().decode(json.response))));
    checkFlameGraph(outcome, 'JSON', columns);
    if (columns && recording.sameMessage) {
      const same = isDeepStrictEqual(columns, answer);
      note(outcome, 'same columns', same, 'JSON and bytes of one flame graph give other columns');
    }
  }
}

/** The two answers as messages. */
function checkMessages(outcome: Outcome, recording: Recording, method: Method, proto: Exchange, json: Exchange): void {
  const { output } = method;
  const messages = attempt(outcome, 'both forms', () => [
    fromBinary(output, proto.response),
    parseJson(output, json.response),
  ]);
  if (!messages) {
    return;
  }
  const [a, b] = messages;
  if (recording.sameMessage) {
    note(outcome, 'both forms', equals(output, a, b), 'JSON and protobuf hold different messages');
  } else {
    note(outcome, 'both forms, as far as two calls agree', agree(output, a, b), 'JSON and protobuf disagree');
  }
}

/** Two calls of one question: equal but for exemplars, order, and what `max_nodes` cut away. */
function agree(schema: DescMessage, a: Message, b: Message): boolean {
  const is = <S extends DescMessage>(wanted: S, message: Message): message is MessageShape<S> => schema === wanted;
  if (is(SelectSeriesResponseSchema, a) && is(SelectSeriesResponseSchema, b)) {
    for (const { points } of [...a.series, ...b.series]) {
      points.forEach((point) => (point.exemplars = []));
    }
    return equals(SelectSeriesResponseSchema, a, b);
  }
  if (is(SelectHeatmapResponseSchema, a) && is(SelectHeatmapResponseSchema, b)) {
    for (const { slots } of [...a.series, ...b.series]) {
      slots.forEach((slot) => (slot.exemplars = []));
    }
    return equals(SelectHeatmapResponseSchema, a, b);
  }
  if (is(ProfileSchema, a) && is(ProfileSchema, b)) {
    return samePprof(toBinary(ProfileSchema, a), toBinary(ProfileSchema, b));
  }
  if (is(SelectMergeStacktracesResponseSchema, a) && is(SelectMergeStacktracesResponseSchema, b)) {
    const [left, right] = [a.pprof?.profile, b.pprof?.profile];
    return left && right
      ? samePprof(toBinary(ProfileSchema, left), toBinary(ProfileSchema, right))
      : a.flamegraph?.total === b.flamegraph?.total && a.tree.length > 0 === b.tree.length > 0;
  }
  if (is(SelectMergeSpanProfileResponseSchema, a) && is(SelectMergeSpanProfileResponseSchema, b)) {
    return a.flamegraph?.total === b.flamegraph?.total;
  }
  if (is(DiffResponseSchema, a) && is(DiffResponseSchema, b)) {
    return a.flamegraph?.leftTicks === b.flamegraph?.leftTicks && a.flamegraph?.rightTicks === b.flamegraph?.rightTicks;
  }
  return false;
}

function samePprof(a: Uint8Array, b: Uint8Array): boolean {
  const [left, right] = [a, b].map((bytes) => readPprof(bytes));
  return (
    isDeepStrictEqual(left.sampleTypes, right.sampleTypes) &&
    left.sampleTypes.every((_, i) => treeDifferences(left.callTree(i).tree, right.callTree(i).tree).length === 0)
  );
}

function checkFlameGraph(outcome: Outcome, form: string, answer: unknown): void {
  if (answer === undefined) {
    return;
  }
  const levels = answer as LevelColumns;
  const tree = attempt(outcome, 'tree', () => callTreeFromLevels(levels));
  if (tree) {
    const faults = treeFaults(tree);
    note(outcome, 'children and self make the total', faults.length === 0, `${form}: ${faults.slice(0, 3).join(', ')}`);
    const back = levelsFromCallTree(tree);
    note(outcome, 'levels again', isDeepStrictEqual(back, levels), `${form}: the tree makes other levels`);
  }
}

function checkPprofTrees(outcome: Outcome, bytes: Uint8Array): void {
  const profile = attempt(outcome, 'pprof', () => readPprof(bytes));
  for (let type = 0; profile && type < profile.sampleTypes.length; type++) {
    const { tree, withoutStack, negative } = profile.callTree(type);
    const faults = treeFaults(tree);
    const sum = profile.samples.reduce((total, { values }) => total + values[type], 0);
    if (tree.total[0] + withoutStack + negative !== sum) {
      faults.push(`the tree has ${tree.total[0]} of ${sum}`);
    }
    note(outcome, 'children and self make the total', faults.length === 0, `pprof: ${faults.slice(0, 3).join(', ')}`);
  }
}

async function answered(outcome: Outcome, ask: Ask, exchange: Exchange): Promise<unknown> {
  try {
    const answer = await ask(createPyroscopeClient({ baseUrl: 'http://server', fetch: replaying(exchange) }));
    outcome.checked.push('answer');
    return answer;
  } catch (error) {
    outcome.disagreements.push(`our client does not read the answer: ${String(error)}`);
    return undefined;
  }
}

async function checkFailure(
  outcome: Outcome,
  { path, proto }: Recording,
  exchange: Exchange,
  ask: Ask | undefined
): Promise<void> {
  const { status, contentType, response: body } = exchange;
  const call = path.split('?')[0].split('/').pop();
  const error = errorFromResponse({ status, contentType, body, call });
  checkSentence(outcome, error, proto?.request);
  if (ask) {
    const thrown = await ask(createPyroscopeClient({ baseUrl: 'http://server', fetch: replaying(exchange) })).then(
      () => undefined,
      (reason) => reason
    );
    const same = thrown instanceof PyroscopeError && isDeepStrictEqual(thrown.params, { ...error.params, call });
    note(outcome, 'failure', same && thrown.code === error.code, `our client fails with ${String(thrown)}`);
  }
}

async function checkNoAnswer(outcome: Outcome, ask: Ask, reason: string): Promise<void> {
  const fetch: FetchLike = async () => {
    throw new TypeError(reason);
  };
  const error: unknown = await ask(createPyroscopeClient({ baseUrl: 'http://server', fetch })).catch(
    (thrown) => thrown
  );
  const unreachable = error instanceof PyroscopeError && error.code === 'unreachable';
  note(outcome, 'failure', unreachable, `our client fails with ${String(error)}`);
  if (unreachable) {
    checkSentence(outcome, error);
  }
}

/** Every error is told in a sentence that says what happened, and one that says what to do. */
function checkSentence(outcome: Outcome, error: PyroscopeError, request?: Uint8Array): void {
  const { title, remedy, detail } = errorText(error, { labelSelector: '{a="b"}', profileTypeId: 'a:b:c:d:e' });
  const bad = [title, remedy].some((text) => !/^[A-Z“].{9,}[.0]$/s.test(text));
  const holes = /undefined|\[object|\{\{|&quot;|NaN/.test(`${title} ${remedy} ${detail}`);
  note(
    outcome,
    'sentence',
    error.code !== 'unknown' && !bad && !holes && detail !== '',
    `${error.code}: “${title}” “${remedy}” “${detail}” (${request?.length ?? 0} bytes asked)`
  );
}

function replaying({ status, contentType, response }: Exchange): FetchLike {
  return async () => ({
    status,
    headers: { get: (name) => (name.toLowerCase() === 'content-type' ? contentType : null) },
    arrayBuffer: async () => response.slice().buffer,
  });
}

/** Servers add fields that we have no use for. */
function parseJson<S extends DescMessage>(schema: S, bytes: Uint8Array): MessageShape<S> {
  return fromJsonString(schema, new TextDecoder().decode(bytes), { ignoreUnknownFields: true });
}

function attempt<T>(outcome: Outcome, what: string, act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    outcome.disagreements.push(`${what}: ${String(error)}`);
    return undefined;
  }
}

function note(outcome: Outcome, what: string, holds: boolean, otherwise: string): void {
  if (holds) {
    outcome.checked.push(what);
  } else {
    outcome.disagreements.push(`${what}: ${otherwise}`);
  }
}
