import { LengthLimit } from '../longrange/lengthLimit';
import { CallQueue } from '../pyroscope/client/callQueue';
import { createPyroscopeClient } from '../pyroscope/client/client';
import type { FetchLike } from '../pyroscope/client/transport';
import type { PyroscopeClient } from '../pyroscope/api';
import { UsageError } from './usage';

/** How a server is reached: itself, or through the data source of a Grafana. */
export interface ConnectionOptions {
  url: string;
  /** `X-Scope-OrgID`. */
  tenant?: string;
  /** Sent as a bearer token; to a Grafana it is a service account's. */
  token?: string;
  /** `user:password`. */
  user?: string;
  /** The uid of a Pyroscope data source, where `url` is a Grafana's. */
  datasource?: string;
}

/** As many calls at once as a browser makes. */
const PARALLEL = 6;

export interface Connection {
  client: PyroscopeClient;
  /** What is known of how long a range the server takes. */
  lengthLimit: LengthLimit;
  /** Where paths of the server begin. */
  baseUrl: string;
  headers: Record<string, string>;
}

/** @throws UsageError for a URL that is none, or credentials that contradict each other. */
export function connect(options: ConnectionOptions): Connection {
  const { url, tenant, token, user, datasource } = options;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new UsageError(`"${url}" is not a valid URL. Write one such as http://localhost:4040.`);
  }
  if (token !== undefined && user !== undefined) {
    throw new UsageError('Give either --token or --user.');
  }
  const server = url.replace(/\/+$/, '');
  const baseUrl =
    datasource === undefined ? server : `${server}/api/datasources/proxy/uid/${encodeURIComponent(datasource)}`;
  const headers = {
    ...(tenant === undefined ? {} : { 'X-Scope-OrgID': tenant }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    ...(user === undefined ? {} : { Authorization: `Basic ${Buffer.from(user).toString('base64')}` }),
  };
  const queue = new CallQueue(PARALLEL);
  const send: FetchLike = (address, init) =>
    queue.run(() => fetch(address, { ...init, headers: { ...init.headers, ...headers } }), init.signal ?? undefined);
  return { client: createPyroscopeClient({ fetch: send, baseUrl }), lengthLimit: new LengthLimit(), baseUrl, headers };
}
