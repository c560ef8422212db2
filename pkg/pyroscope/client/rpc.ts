import { PyroscopeError } from '../errors';
import { exchange, type FetchLike } from './transport';

export interface Server {
  fetch: FetchLike;
  baseUrl: string;
}

/** A call of a method in binary form. */
export interface Call {
  service: string;
  name: string;
  /** Throws for what the message cannot hold. */
  message: () => Uint8Array;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Without it servers leave out labels whose names are not `[a-zA-Z_][a-zA-Z0-9_]*`. */
export const ALL_LABEL_NAMES = { Accept: '*/*;allow-utf8-labelnames=true' };

const PROTO = 'application/proto';
/** The same under its other names, and as it arrives through proxies that know it by none. */
const PROTO_TYPES = new Set([PROTO, 'application/protobuf', 'application/x-protobuf', 'application/octet-stream', '']);

/** The answer as it came. Rejects with a `PyroscopeError` and nothing else. */
export async function post(server: Server, { service, name, message, headers, signal }: Call) {
  let body: Blob;
  try {
    body = new Blob([message() as BlobPart], { type: PROTO });
  } catch (cause) {
    // A time or a limit that is no whole number, mostly.
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new PyroscopeError('invalid-request', { call: name, message: text }, { cause });
  }
  return exchange(server.fetch, server.baseUrl, {
    method: 'POST',
    path: `/${service}/${name}`,
    call: name,
    headers: { 'Content-Type': PROTO, ...headers },
    body,
    signal,
    reads: (mediaType) => PROTO_TYPES.has(mediaType),
  });
}
