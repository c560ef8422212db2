import {
  create,
  type DescMessage,
  fromBinary,
  fromJson,
  type JsonValue,
  type MessageInitShape,
  type MessageShape,
  toBinary,
  toJsonString,
} from '@bufbuild/protobuf';
import { invalid } from '../errors/connectError';
import { checkJsonParts, checkMessageParts } from './requestParts';
import type { Answer } from '../query/answers/flameGraphAnswer';
import type { Caller } from '../query/caller';

export type Encoding = 'json' | 'proto';

/** One call: request bytes in, answer bytes out. */
export type Rpc = (body: Uint8Array, encoding: Encoding, caller: Caller) => Promise<Uint8Array>;

/** A call whose answer is a message. */
export function messageRpc<I extends DescMessage, O extends DescMessage>(
  input: I,
  output: O,
  handle: (request: MessageShape<I>, caller: Caller) => MessageInitShape<O> | Promise<MessageInitShape<O>>
): Rpc {
  return answerRpc(input, async (request, caller) => {
    const message = create(output, await handle(request, caller));
    return { toBinary: () => toBinary(output, message), toJson: () => toJsonString(output, message) };
  });
}

/** A call that writes its own answer. */
export function answerRpc<I extends DescMessage>(
  input: I,
  handle: (request: MessageShape<I>, caller: Caller) => Answer | Promise<Answer>
): Rpc {
  return async (body, encoding, caller) => {
    const answer = await handle(decode(input, body, encoding), caller);
    return encoding === 'proto' ? answer.toBinary() : Buffer.from(answer.toJson());
  };
}

function decode<I extends DescMessage>(schema: I, body: Uint8Array, encoding: Encoding): MessageShape<I> {
  if (encoding === 'json' && body.length === 0) {
    throw invalid('unmarshal message: zero-length payload is not a valid JSON object');
  }
  try {
    if (encoding === 'proto') {
      checkMessageParts(schema, body);
      return fromBinary(schema, body, { readUnknownFields: false });
    }
    checkJsonParts(body);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return fromJson(schema, JSON.parse(text) as JsonValue, { ignoreUnknownFields: true });
  } catch (error) {
    throw invalid(`unmarshal message: ${(error as Error).message}`);
  }
}
