import type { Subscription } from 'rxjs';
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import type { FetchLike } from '../../../pkg/pyroscope/client/client';

let requests = 0;

/**
 * `fetch` through Grafana's backend service, so that requests take part in its queue, its inspector and its
 * authentication. The body stays a Blob (anything else would be turned into a form), the answer comes as bytes, and a
 * status that is no success is an answer like any other.
 */
export const backendFetch: FetchLike = (url, { method, headers, body, signal }) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError());
      return;
    }
    let subscription: Subscription | undefined = undefined;
    const abort = () => {
      subscription?.unsubscribe();
      reject(abortError());
    };
    signal?.addEventListener('abort', abort, { once: true });
    const settled = () => signal?.removeEventListener('abort', abort);
    subscription = getBackendSrv()
      .fetch<ArrayBuffer>({
        url,
        method,
        headers,
        data: body,
        responseType: 'arraybuffer',
        showErrorAlert: false,
        showSuccessAlert: false,
        // Two requests of one id cancel each other, so each has its own.
        requestId: `hotpath-${++requests}`,
      })
      .subscribe({
        next: (response) => resolve(answer(response.status, response.headers, response.data)),
        error: (error) => {
          settled();
          if (error?.cancelled) {
            reject(abortError());
          } else if (isFetchError(error) && error.status >= 400) {
            resolve(answer(error.status, undefined, error.data));
          } else if (error instanceof TypeError && BROKEN_OFF.test(error.message)) {
            resolve({ status: 200, headers: { get: () => null }, arrayBuffer: () => Promise.reject(error) });
          } else {
            reject(error instanceof Error ? error : new Error(error?.statusText || error?.message || String(error)));
          }
        },
        complete: () => {
          settled();
          reject(abortError());
        },
      });
  });

function answer(status: number, headers: Headers | undefined, data: unknown): Awaited<ReturnType<FetchLike>> {
  return {
    status,
    headers: { get: (name: string) => headers?.get(name) ?? null },
    arrayBuffer: async () => bytesOf(data),
  };
}

/** What browsers say when an answer begins and then breaks off; Grafana reports that like a server that never answered. */
const BROKEN_OFF = /^network error$|body stream|connection was lost/i;

/** Bodies of errors come as bytes, as text, or already read as JSON, depending on what went wrong where. */
function bytesOf(data: unknown): ArrayBuffer {
  if (data instanceof ArrayBuffer || Object.prototype.toString.call(data) === '[object ArrayBuffer]') {
    return data as ArrayBuffer;
  }
  if (data === undefined || data === null) {
    return new ArrayBuffer(0);
  }
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const bytes = new TextEncoder().encode(text);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

function abortError(): Error {
  return new DOMException('The request was aborted', 'AbortError');
}
