import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { acceptsUtf8LabelNames } from './http/acceptHeader';
import { ConnectError } from './errors/connectError';
import { hostGuard, type HostGuard, refusalText } from './http/hostGuard';
import { decodeBody, readBody, sendBody, sendEmpty, sendText, TooLargeError } from './http/httpBody';
import { Ingest } from './ingest/ingest';
import { UnprocessableError } from './ingest/ingestForm';
import { ingestHttp } from './ingest/ingestHttp';
import { type Limits, pyroscopeLimits } from './limits';
import { ProfileQueries } from './query/profiles';
import { MetadataQueries } from './query/metadata';
import { rpcRoutes, VERSION_PATH } from './http/routes';
import type { Encoding, Rpc } from './http/rpc';
import { ProfileStore } from './storage/store';
import { onlyTenant, tenantsOf } from './http/tenant';

export interface ProfileServerOptions {
  /** Loopback by default. */
  host?: string;
  /** A free one by default. */
  port?: number;
  /** Names besides loopback's and `host` that requests may be sent to, and pages that send them may be from. */
  allowedHosts?: readonly string[];
  /** Kept over restarts; without one profiles live in a temporary folder until `close`. */
  dataDir?: string;
  /** What differs from Pyroscope's. */
  limits?: Partial<Limits>;
  /** Reads tenants from X-Scope-OrgID, and refuses requests without. */
  multitenancy?: boolean;
  /** Profiles the process the server runs in, as service `hotpath-profile-server`. At most one server of a process can. */
  selfProfile?: boolean;
  /** Runs a small busy program that pushes its profile every ten seconds, as service `demo-node`. */
  sampleService?: boolean;
}

export interface ProfileServer {
  url: string;
  port: number;
  close(): Promise<void>;
}

const CONTENT_TYPES: Record<string, Encoding> = { 'application/json': 'json', 'application/proto': 'proto' };
const INGEST_PATHS = new Set(['/ingest', '/pyroscope/ingest']);
const HEADER_LIMIT = 64 * 1024;
/** Pyroscope's default of `server.http-idle-timeout`: Node's 5 s would close under SDKs that push every 10 or 15 s. */
const KEEP_ALIVE_MS = 120_000;

/** Starts the server; resolves when it accepts requests, rejects when it cannot listen or open its data. */
export async function startProfileServer(options: ProfileServerOptions = {}): Promise<ProfileServer> {
  const { host = '127.0.0.1', port = 0, dataDir, multitenancy = false } = options;
  const limits: Limits = { ...pyroscopeLimits, ...options.limits };
  const store = await ProfileStore.open(dataDir);
  const ingest = new Ingest(store, limits);
  const handler = new Handler(
    ingest,
    rpcRoutes(new MetadataQueries(store, limits), new ProfileQueries(store, limits), ingest),
    limits,
    multitenancy,
    hostGuard([host, ...(options.allowedHosts ?? [])])
  );
  const server = createServer(
    { maxHeaderSize: HEADER_LIMIT, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => void handler.handle(request, response)
  );
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    await store.close();
    throw error;
  }
  const address = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  const live: LiveSource[] = [];
  const close = async () => {
    await Promise.all(live.map((source) => source.stop()));
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await handler.idle();
    await store.close();
  };
  try {
    await startLive(`http://${reachable(host)}:${address.port}`, options, live);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, port: address.port, close };
}

/** A server that listens on every address is reached on loopback. */
function reachable(host: string): string {
  const anywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };
  return anywhere[host] ?? (host.includes(':') ? `[${host}]` : host);
}

/** What pushes profiles while the server runs. */
interface LiveSource {
  stop(): Promise<void>;
}

/** The modules are loaded only here: the profiler is a native one. */
async function startLive(url: string, options: ProfileServerOptions, live: LiveSource[]): Promise<void> {
  if (options.selfProfile) {
    live.push((await import('./samples/live/selfProfile')).startSelfProfile(url));
  }
  if (options.sampleService) {
    live.push(await (await import('./samples/live/sampleService')).startSampleService(url));
  }
}

class Handler {
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly ingest: Ingest,
    private readonly rpcs: Map<string, Rpc>,
    private readonly limits: Limits,
    private readonly multitenancy: boolean,
    private readonly refuses: HostGuard
  ) {}

  /** Never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answered = this.answer(request, response).catch((error: unknown) => fail(response, error));
    this.running.add(answered);
    await answered;
    this.running.delete(answered);
  }

  /** Resolves when no request is being worked on. */
  async idle(): Promise<void> {
    await Promise.all(this.running);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = this.refuses(request);
    if (refused) {
      return sendText(response, 403, `${refusalText(refused, '--allow-host')}\n`);
    }
    const [path, query = ''] = splitOnce(request.url ?? '/', '?');
    const rpc = this.rpcs.get(path);
    if (rpc) {
      await this.answerRpc(path, rpc, request, response);
    } else if (INGEST_PATHS.has(path)) {
      await this.answerIngest(new URLSearchParams(query), request, response);
    } else if (path === '/ready') {
      sendText(response, 200, 'ready');
    } else if (path === '/api/v1/status/buildinfo') {
      await sendBody(request, response, 200, 'application/json', Buffer.from(buildInfo()));
    } else {
      sendText(response, 404, '404 page not found\n');
    }
  }

  private async answerRpc(path: string, rpc: Rpc, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') {
      return sendEmpty(response, 405, { Allow: 'POST' });
    }
    const contentType = request.headers['content-type'] ?? '';
    const [mediaType, ...parameters] = contentType
      .toLowerCase()
      .split(';')
      .map((part) => part.trim());
    const encoding = Object.hasOwn(CONTENT_TYPES, mediaType) ? CONTENT_TYPES[mediaType] : undefined;
    if (!encoding || (parameters.length > 0 && !(encoding === 'json' && parameters.join() === 'charset=utf-8'))) {
      return sendEmpty(response, 415, {
        'Accept-Post': 'application/json, application/json; charset=utf-8, application/proto',
      });
    }
    const utf8LabelNames = acceptsUtf8LabelNames(request.headers.accept);
    if (utf8LabelNames === undefined) {
      return sendText(response, 400, 'Invalid header format: mime: invalid media parameter\n');
    }
    try {
      const tenants = path === VERSION_PATH ? [] : tenantsOf(headerOf(request, 'x-scope-orgid'), this.multitenancy);
      const { maxBodyBytes } = this.limits;
      const raw = await readBody(request, maxBodyBytes);
      const body = await decodeBody(raw, request.headers['content-encoding'], maxBodyBytes);
      await sendBody(request, response, 200, contentType, await rpc(body, encoding, { tenants, utf8LabelNames }));
    } catch (error) {
      if (!(error instanceof ConnectError)) {
        throw error;
      }
      // Errors are JSON whatever the request was.
      await sendBody(request, response, error.status, 'application/json', Buffer.from(error.body()));
    }
  }

  private async answerIngest(
    query: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse
  ): Promise<void> {
    if (request.method !== 'POST') {
      return sendEmpty(response, 405, { Allow: 'POST' });
    }
    const tenant = onlyTenant(tenantsOf(headerOf(request, 'x-scope-orgid'), this.multitenancy));
    const { maxBodyBytes } = this.limits;
    const raw = await readBody(request, maxBodyBytes);
    const body = await decodeBody(raw, request.headers['content-encoding'], maxBodyBytes);
    const contentType = request.headers['content-type'] ?? '';
    await ingestHttp(this.ingest, { tenant, query, contentType, body });
    sendEmpty(response, 200);
  }
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const message = `${error instanceof Error ? error.message : String(error)}\n`;
  if (error instanceof ConnectError) {
    sendText(response, error.status, message);
  } else if (error instanceof TooLargeError) {
    response.setHeader('Connection', 'close');
    sendText(response, 413, message);
  } else if (error instanceof UnprocessableError) {
    sendText(response, 422, message);
  } else {
    sendText(response, 500, message);
  }
}

function splitOnce(text: string, at: string): [before: string, after?: string] {
  const index = text.indexOf(at);
  return index === -1 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join('|') : value;
}

function buildInfo(): string {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
  const data = { version: `hotpath-${version}`, revision: '', branch: '', buildUser: '', buildDate: '', goVersion: '' };
  return JSON.stringify({ status: 'success', data });
}
