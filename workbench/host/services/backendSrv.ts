import { isObject, isString } from 'lodash';
import { Observable, lastValueFrom } from 'rxjs';
import { map } from 'rxjs/operators';
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { Semaphore } from './semaphore';

/** Where messages for the reader go. */
export interface Notify {
  success(message: string): void;
  error(message: string): void;
}

const MAX_PARALLEL_DATA_REQUESTS = 5;
const ORG_ID = '1';

/**
 * Grafana's HTTP client as plugins see it: which bodies are sent as they are, when a request is cancelled, what an
 * error looks like, and that only five requests for data are in flight at a time.
 */
export class WorkbenchBackendSrv implements BackendSrv {
  private readonly inFlight = new Map<string, AbortController>();
  private readonly dataRequests = new Semaphore(MAX_PARALLEL_DATA_REQUESTS);

  constructor(private readonly notify: Notify) {}

  fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    return new Observable<FetchResponse<T>>((subscriber) => {
      const controller = new AbortController();
      const { requestId, abortSignal } = options;
      const onAbort = () => controller.abort();
      let settled = false;

      if (requestId) {
        this.inFlight.get(requestId)?.abort();
        this.inFlight.set(requestId, controller);
      }
      abortSignal?.addEventListener('abort', onAbort);
      if (abortSignal?.aborted) {
        controller.abort();
      }

      const finish = () => {
        settled = true;
        abortSignal?.removeEventListener('abort', onAbort);
        if (requestId && this.inFlight.get(requestId) === controller) {
          this.inFlight.delete(requestId);
        }
      };
      const wait = isDataRequest(options.url) ? this.dataRequests.acquire(controller.signal) : Promise.resolve(noop);
      wait
        .then((release) => send<T>(options, controller.signal).finally(release))
        .then(
          (response) => {
            finish();
            if (response.ok) {
              this.showSuccess(options, response);
              subscriber.next(response);
              subscriber.complete();
            } else {
              subscriber.error(this.toError(options, response));
            }
          },
          (cause: unknown) => {
            finish();
            subscriber.error(controller.signal.aborted ? cancelledError(options) : withData(cause as Error));
          }
        );
      return () => {
        if (!settled) {
          finish();
          controller.abort();
        }
      };
    });
  }

  /** The body piece by piece, as it arrives; the last emission has no data. */
  chunked(options: BackendSrvRequest): Observable<FetchResponse<Uint8Array | undefined>> {
    return new Observable((subscriber) => {
      const controller = new AbortController();
      const onAbort = () => controller.abort();
      options.abortSignal?.addEventListener('abort', onAbort);
      const read = async () => {
        const response = await fetch(absolute(options), requestInit(options, controller.signal));
        const head = describe(response, options);
        if (!response.ok) {
          throw this.toError(options, { ...head, data: await readBody(response, options.responseType) });
        }
        const reader = response.body!.getReader();
        for (;;) {
          const { done, value } = await reader.read();
          subscriber.next({ ...head, data: value });
          if (done) {
            subscriber.complete();
            return;
          }
        }
      };
      read().catch((error) => subscriber.error(controller.signal.aborted ? cancelledError(options) : error));
      return () => {
        options.abortSignal?.removeEventListener('abort', onAbort);
        controller.abort();
      };
    });
  }

  /** Cancels what is in flight under this id. Not in the public interface; the query runner uses it. */
  resolveCancelerIfExists(requestId: string): void {
    this.inFlight.get(requestId)?.abort();
  }

  async request<T = unknown>(options: BackendSrvRequest): Promise<T> {
    return lastValueFrom(this.fetch<T>(options).pipe(map((response) => response.data)));
  }

  datasourceRequest<T = unknown>(options: BackendSrvRequest): Promise<FetchResponse<T>> {
    return lastValueFrom(this.fetch<T>(options));
  }

  get<T>(url: string, params?: Record<string, unknown>, requestId?: string, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'GET', url, params, requestId });
  }
  delete<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'DELETE', url, data });
  }
  post<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'POST', url, data });
  }
  patch<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'PATCH', url, data });
  }
  put<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'PUT', url, data });
  }

  private toError<T>(options: BackendSrvRequest, response: FetchResponse<T>): FetchError {
    // An error whose body is text is told as `{ message }`.
    const data: object = isString(response.data)
      ? { message: response.data, error: response.statusText, response: response.data }
      : ((response.data as object | null) ?? { message: 'Unexpected error' });
    const error: FetchError = {
      status: response.status,
      statusText: response.statusText,
      data,
      config: options,
      traceId: response.traceId,
    };
    const quiet = options.showErrorAlert === false || (options.showErrorAlert !== true && isDataRequest(options.url));
    if (!quiet) {
      // A caller that deals with the error marks it as handled at once.
      setTimeout(() => {
        if (!error.isHandled) {
          const message = 'message' in data ? String(data.message) : response.statusText;
          this.notify.error(message);
        }
      }, 50);
    }
    return error;
  }

  private showSuccess<T>(options: BackendSrvRequest, { data }: FetchResponse<T>): void {
    const changing = options.method && options.method !== 'GET';
    const message = isObject(data) && 'message' in data ? data.message : undefined;
    if (message && options.showSuccessAlert !== false && changing && !isDataRequest(options.url)) {
      this.notify.success(String(message));
    }
  }
}

const noop = () => {};

function isDataRequest(url: string): boolean {
  return url.includes('api/datasources/proxy/') || url.includes('api/ds/query');
}

async function send<T>(options: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
  const response = await fetch(absolute(options), requestInit(options, signal));
  return { ...describe(response, options), data: (await readBody(response, options.responseType)) as T };
}

function describe(response: Response, config: BackendSrvRequest) {
  const { status, statusText, ok, headers, redirected, type, url } = response;
  return { status, statusText, ok, headers, redirected, type, url, config };
}

function absolute({ url, params }: BackendSrvRequest): string {
  const address = /^https?:\/\//.test(url) || url.startsWith('/') ? url : `/${url}`;
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params ?? {})) {
    if (value !== undefined && value !== null) {
      (Array.isArray(value) ? value : [value]).forEach((one) => search.append(key, String(one)));
    }
  }
  const query = search.toString();
  return query ? `${address}${address.includes('?') ? '&' : '?'}${query}` : address;
}

function requestInit(options: BackendSrvRequest, signal?: AbortSignal): RequestInit {
  const method = (options.method ?? 'GET').toUpperCase();
  const headers = new Headers(options.headers);
  if (!headers.has('accept')) {
    headers.set('accept', 'application/json, text/plain, */*');
  }
  if (!headers.has('content-type') && ['POST', 'PUT', 'PATCH'].includes(method)) {
    headers.set('content-type', 'application/json');
  }
  headers.set('x-grafana-org-id', ORG_ID);
  const authorization = headers.get('authorization');
  if (authorization && !/^https?:\/\//.test(options.url)) {
    headers.delete('authorization');
    headers.set('x-ds-authorization', authorization);
  }
  return {
    method,
    headers,
    signal,
    body: requestBody(options.data, headers.get('content-type') ?? ''),
    credentials: options.credentials ?? (options.withCredentials ? 'include' : 'same-origin'),
  };
}

/** Text and Blobs go as they are; anything else as JSON or as a form, whatever the content type says. */
function requestBody(data: unknown, contentType: string): BodyInit | undefined {
  if (data === undefined || data === null) {
    return undefined;
  }
  if (isString(data) || data instanceof Blob) {
    return data;
  }
  return contentType.includes('json') ? JSON.stringify(data) : new URLSearchParams(data as Record<string, string>);
}

async function readBody(response: Response, responseType: BackendSrvRequest['responseType']): Promise<unknown> {
  switch (responseType) {
    case 'arraybuffer':
      return response.arrayBuffer();
    case 'blob':
      return response.blob();
    case 'json':
      return response.json().catch(() => ({}));
  }
  const text = await response.text();
  if (responseType === 'text') {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function cancelledError(config: BackendSrvRequest): FetchError {
  return { status: -1, statusText: 'Request was aborted', data: null, cancelled: true, config };
}

/** Grafana passes on what `fetch` or the reading of its answer rejected with, and gives it a body. */
function withData(cause: Error): Error & { data: { message: string } } {
  return Object.assign(cause, { data: { message: 'Unexpected error' } });
}
