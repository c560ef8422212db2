import type { BuildInfo, CallOptions } from '../api';
import type { Server } from './rpc';
import { exchange } from './transport';

const PATH = '/api/v1/status/buildinfo';

/** The server's version; empty strings where it was built without one. */
export async function fetchBuildInfo({ fetch, baseUrl }: Server, options?: CallOptions): Promise<BuildInfo> {
  const body = await exchange(fetch, baseUrl, {
    method: 'GET',
    path: PATH,
    call: PATH,
    headers: { Accept: 'application/json' },
    signal: options?.signal,
    reads: (mediaType) => mediaType !== 'text/html',
  });
  try {
    const { version, revision } = JSON.parse(new TextDecoder().decode(body)).data;
    if (typeof version === 'string') {
      return { version, revision: typeof revision === 'string' ? revision : '' };
    }
  } catch {
    // Not the JSON that is expected: said below, like JSON of another service.
  }
  const { errorFromResponse } = await import(/* webpackChunkName: "problems" */ './errorFromResponse');
  throw errorFromResponse({ status: 200, contentType: 'application/json', body, call: PATH });
}
