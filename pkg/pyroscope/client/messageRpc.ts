import {
  create,
  fromBinary,
  toBinary,
  type DescMessage,
  type DescMethod,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import type { CallOptions } from '../api';
import { PyroscopeError } from '../errors';
import { malformed } from '../messageReader';
import { post, type Server } from './rpc';

/** A method of a generated service. */
export type Method<I extends DescMessage, O extends DescMessage> = DescMethod & { input: I; output: O };

/** Calls a method in binary form; the answer as a message. */
export async function call<I extends DescMessage, O extends DescMessage>(
  server: Server,
  method: Method<I, O>,
  request: () => MessageInitShape<I>,
  options?: CallOptions,
  headers?: Record<string, string>
): Promise<MessageShape<O>> {
  const bytes = await callForBytes(server, method, request, options, headers);
  try {
    return fromBinary(method.output, bytes);
  } catch (cause) {
    // The library's word for bytes that end too early.
    throw cause instanceof RangeError
      ? new PyroscopeError('cut-answer', { call: method.name, status: 200 }, { cause })
      : malformed();
  }
}

/** Calls a method in binary form; the answer as it came, for those that are read without making messages of it. */
export function callForBytes<I extends DescMessage, O extends DescMessage>(
  server: Server,
  method: Method<I, O>,
  request: () => MessageInitShape<I>,
  options?: CallOptions,
  headers?: Record<string, string>
): Promise<Uint8Array<ArrayBuffer>> {
  return post(server, {
    service: method.parent.typeName,
    name: method.name,
    message: () => toBinary(method.input, create(method.input, request())),
    headers,
    signal: options?.signal,
  });
}
