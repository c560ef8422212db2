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
import { exchange, type FetchLike } from './transport';

export interface Server {
  fetch: FetchLike;
  baseUrl: string;
}

/** A method of a generated service. */
export type Method<I extends DescMessage, O extends DescMessage> = DescMethod & { input: I; output: O };

/** Without it servers leave out labels whose names are not `[a-zA-Z_][a-zA-Z0-9_]*`. */
export const ALL_LABEL_NAMES = { Accept: '*/*;allow-utf8-labelnames=true' };

const PROTO = 'application/proto';
/** The same under its other names, and as it arrives through proxies that know it by none. */
const PROTO_TYPES = new Set([PROTO, 'application/protobuf', 'application/x-protobuf', 'application/octet-stream', '']);

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
export async function callForBytes<I extends DescMessage, O extends DescMessage>(
  server: Server,
  method: Method<I, O>,
  request: () => MessageInitShape<I>,
  options?: CallOptions,
  headers?: Record<string, string>
): Promise<Uint8Array<ArrayBuffer>> {
  let body: Blob;
  try {
    body = new Blob([toBinary(method.input, create(method.input, request())) as BlobPart], { type: PROTO });
  } catch (cause) {
    // A time or a limit that is no whole number, mostly.
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new PyroscopeError('invalid-request', { call: method.name, message }, { cause });
  }
  return exchange(server.fetch, server.baseUrl, {
    method: 'POST',
    path: `/${method.parent.typeName}/${method.name}`,
    call: method.name,
    headers: { 'Content-Type': PROTO, ...headers },
    body,
    signal: options?.signal,
    reads: (mediaType) => PROTO_TYPES.has(mediaType),
  });
}
