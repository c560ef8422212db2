import { PyroscopeError } from '../errors';

/** The part of `fetch` that is used. A rejection means that no answer came; a `PyroscopeError` says why. */
export type FetchLike = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: Blob | string; signal?: AbortSignal }
) => Promise<{
  status: number;
  headers: { get(name: string): string | null };
  arrayBuffer(): Promise<ArrayBuffer>;
}>;

export interface Exchange {
  method: 'GET' | 'POST';
  /** After the base URL, with a slash at its start. */
  path: string;
  /** Stands in errors. */
  call: string;
  headers: Record<string, string>;
  body?: Blob;
  signal?: AbortSignal;
  /** Whether a successful answer of this type can be read. Types are lower case and without parameters; '' for none. */
  reads: (mediaType: string) => boolean;
}

/** One request and the bytes of its successful answer. Rejects with a `PyroscopeError` and nothing else. */
export async function exchange(fetch: FetchLike, baseUrl: string, request: Exchange): Promise<Uint8Array<ArrayBuffer>> {
  const { method, path, call, headers, body, signal } = request;
  if (baseUrl === '') {
    throw new PyroscopeError('no-url', { call });
  }
  const failed = (code: 'unreachable' | 'cut-answer', cause: unknown) =>
    signal?.aborted || nameOf(cause) === 'AbortError'
      ? new PyroscopeError('cancelled', { call }, { cause })
      : new PyroscopeError(code, { call, message: cause instanceof Error ? cause.message : String(cause) }, { cause });

  let response: Awaited<ReturnType<FetchLike>>;
  try {
    response = await fetch(baseUrl + path, { method, headers, ...(body && { body }), ...(signal && { signal }) });
  } catch (cause) {
    throw cause instanceof PyroscopeError
      ? new PyroscopeError(cause.code, { call, ...cause.params }, { cause })
      : failed('unreachable', cause);
  }
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw failed('cut-answer', cause);
  }
  const { status } = response;
  const contentType = response.headers.get('content-type');
  const mediaType = (contentType ?? '').split(';')[0].trim().toLowerCase();
  if (status !== 200 || !request.reads(mediaType) || (mediaType === '' && method === 'POST' && looksLikeText(bytes))) {
    // Most pages never see one. Where its code cannot be fetched, neither would another answer be.
    const { errorFromResponse } = await import(/* webpackChunkName: "problems" */ './errorFromResponse').catch(
      (cause) => {
        throw failed('unreachable', cause);
      }
    );
    throw errorFromResponse({ status, contentType, body: bytes, call });
  }
  if (bytes.length < declaredLength(response.headers)) {
    throw new PyroscopeError('cut-answer', { call, status });
  }
  return bytes;
}

/** Without `instanceof`, which fails for an error of another window or frame. */
function nameOf(cause: unknown): unknown {
  return typeof cause === 'object' && cause !== null && 'name' in cause ? cause.name : undefined;
}

/** Not known for a compressed answer, whose length is that of the compressed bytes. */
function declaredLength(headers: { get(name: string): string | null }): number {
  const length = headers.get('content-length');
  const encoding = headers.get('content-encoding');
  return length !== null && /^\d+$/.test(length) && (encoding === null || encoding === 'identity') ? Number(length) : 0;
}

function looksLikeText(bytes: Uint8Array): boolean {
  return bytes.length === 0 || bytes[0] === 0x3c || bytes[0] === 0x7b;
}
