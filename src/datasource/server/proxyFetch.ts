import { lastValueFrom } from 'rxjs';
import { getBackendSrv } from '@grafana/runtime';
import type { FetchLike } from '../../../pkg/pyroscope/client/client';
import { PyroscopeError } from '../../../pkg/pyroscope/errors';
import { backendFetch } from './transport';

const BAD_GATEWAY = 502;

/**
 * `backendFetch` to the data source of this uid. Grafana's proxy takes a missing URL for an address like any other and
 * says 502, so at a 502 the data source's settings are asked whether there is one. A user who may not see them is
 * told of the 502.
 */
export function proxyFetch(uid: string): FetchLike {
  return async (url, init) => {
    const response = await backendFetch(url, init);
    if (response.status === BAD_GATEWAY && (await hasNoUrl(uid))) {
      throw new PyroscopeError('no-url');
    }
    return response;
  };
}

async function hasNoUrl(uid: string): Promise<boolean> {
  try {
    const { data } = await lastValueFrom(
      getBackendSrv().fetch<{ url?: unknown }>({ url: `/api/datasources/uid/${uid}`, showErrorAlert: false })
    );
    return typeof data?.url === 'string' && data.url.trim() === '';
  } catch {
    return false;
  }
}
