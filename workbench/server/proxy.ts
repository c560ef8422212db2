import * as http from 'node:http';
import * as https from 'node:https';
import { sendJson } from './http';
import { type PluginRoute, interpolate, matchRoute } from './proxyRoutes';

/** What the proxy needs to know of a data source. Secrets stay on this side. */
export interface ProxyTarget {
  url: string;
  basicAuth?: boolean;
  basicAuthUser?: string;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
}

export interface ProxyOptions {
  target: ProxyTarget;
  routes: PluginRoute[];
  /** Still escaped, without a leading slash: what follows `/api/datasources/proxy/uid/<uid>/`. */
  path: string;
  /** With its `?`, or empty. */
  search: string;
  /** Used when the data source sets no timeout of its own. Milliseconds. */
  defaultTimeoutMs?: number;
  userAgent?: string;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const CLIENT_CLOSED_REQUEST = 499;

const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const NEVER_SENT = new Set([
  'authorization',
  'cookie',
  'host',
  'origin',
  'referer',
  'x-ds-authorization',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** Forwards one request to a data source by the rules of Grafana's data source proxy. */
export function proxyRequest(req: http.IncomingMessage, res: http.ServerResponse, options: ProxyOptions): void {
  const { target } = options;
  if (leadsNowhere(target.url)) {
    req.resume();
    endEmpty(res, 502);
    return;
  }
  const base = parseTargetUrl(target.url);
  if (!base) {
    req.resume();
    sendJson(res, 400, { message: `Invalid data source URL: ${JSON.stringify(target.url)}` });
    return;
  }

  let url: URL;
  let headers: http.OutgoingHttpHeaders;
  try {
    ({ url, headers } = upstreamRequest(req, options, base));
  } catch (error) {
    req.resume();
    sendJson(res, 500, { message: error instanceof Error ? error.message : 'Failed creating data source proxy' });
    return;
  }

  const timeoutMs = timeoutOf(target) ?? options.defaultTimeoutMs ?? DEFAULT_TIMEOUT_MS;
  const upstream = (url.protocol === 'https:' ? https : http).request(url, {
    method: req.method,
    headers,
    agent: false,
    ...(url.protocol === 'https:' ? tlsOptions(target) : {}),
  });

  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    upstream.destroy(new Error('timeout'));
  }, timeoutMs);

  const endWith = (status: number) => {
    clearTimeout(timer);
    req.unpipe(upstream);
    req.resume();
    if (res.headersSent) {
      res.destroy();
    } else {
      endEmpty(res, status);
    }
  };

  res.on('close', () => {
    clearTimeout(timer);
    upstream.destroy();
  });

  upstream.on('error', () => endWith(timedOut ? 504 : res.destroyed ? CLIENT_CLOSED_REQUEST : 502));
  upstream.on('response', (response) => {
    // The timeout is one for the head of an answer: its body may take as long as it takes.
    clearTimeout(timer);
    if (response.statusCode === 401) {
      response.resume();
      const message = 'Authentication to data source failed';
      res.writeHead(400, { 'content-length': message.length, 'content-security-policy': 'sandbox' });
      res.end(message);
      return;
    }
    res.writeHead(response.statusCode ?? 502, response.statusMessage, responseHeaders(response.headers));
    res.flushHeaders();
    response.on('error', () => endWith(502));
    response.pipe(res);
  });
  req.pipe(upstream);
}

function upstreamRequest(
  req: http.IncomingMessage,
  { target, routes, path, search, userAgent }: ProxyOptions,
  base: URL
): { url: URL; headers: http.OutgoingHttpHeaders } {
  const route = matchRoute(routes, req.method ?? 'GET', path);
  const headers = requestHeaders(req, target, userAgent);

  let url = withPath(base, path);
  if (route) {
    const data = { URL: target.url, JsonData: target.jsonData, SecureJsonData: target.secureJsonData };
    if (route.url) {
      // The matched part is cut off before the rest is joined: '/api' keeps a following 'api2/x' as '2/x'.
      const rest = path.startsWith(route.path) ? path.slice(route.path.length) : path;
      url = withPath(new URL(interpolate(route.url, data)), rest);
    }
    url.search = search;
    for (const { name, content } of route.urlParams ?? []) {
      url.searchParams.set(name, interpolate(content, data));
    }
    for (const { name, content } of route.headers ?? []) {
      headers[name.toLowerCase()] = interpolate(content, data);
    }
  } else {
    url.search = search;
  }
  return { url, headers };
}

function requestHeaders(
  req: http.IncomingMessage,
  target: ProxyTarget,
  userAgent = 'Grafana/13.2.2'
): http.OutgoingHttpHeaders {
  const named = new Set(
    String(req.headers.connection ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
  );
  const headers: http.OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(req.headers)) {
    if (!HOP_BY_HOP.has(name) && !NEVER_SENT.has(name) && !named.has(name)) {
      headers[name] = value;
    }
  }
  headers['user-agent'] = userAgent;
  const remote = req.socket.remoteAddress;
  if (remote) {
    const before = req.headers['x-forwarded-for'];
    headers['x-forwarded-for'] = before ? `${before}, ${remote}` : remote;
  }
  const cookies = keptCookies(req.headers.cookie, target.jsonData.keepCookies);
  if (cookies) {
    headers.cookie = cookies;
  }

  if (target.basicAuth) {
    const credentials = `${target.basicAuthUser ?? ''}:${target.secureJsonData.basicAuthPassword ?? ''}`;
    headers.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  }
  // A browser that sends its own authorization to the data source is taken at its word.
  const own = req.headers['x-ds-authorization'];
  if (own) {
    headers.authorization = [own].flat()[0];
  }
  Object.assign(headers, customHeaders(target));
  return headers;
}

/** The first header without a name ends the list; one without a saved value is not sent. */
function customHeaders({ jsonData, secureJsonData }: ProxyTarget): http.OutgoingHttpHeaders {
  const headers: http.OutgoingHttpHeaders = {};
  for (let i = 1; jsonData[`httpHeaderName${i}`]; i++) {
    const value = secureJsonData[`httpHeaderValue${i}`];
    if (value !== undefined) {
      headers[String(jsonData[`httpHeaderName${i}`]).toLowerCase()] = value;
    }
  }
  return headers;
}

function responseHeaders(from: http.IncomingHttpHeaders): http.OutgoingHttpHeaders {
  const headers: http.OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(from)) {
    if (!HOP_BY_HOP.has(name) && name !== 'set-cookie') {
      headers[name] = value;
    }
  }
  headers['content-security-policy'] = 'sandbox';
  return headers;
}

function keptCookies(header: string | undefined, keep: unknown): string {
  if (!header || !Array.isArray(keep)) {
    return '';
  }
  return header
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => keep.includes(cookie.split('=', 1)[0]))
    .join('; ');
}

function timeoutOf(target: ProxyTarget): number | undefined {
  const seconds = Number(target.jsonData.timeout);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}

function tlsOptions({ jsonData, secureJsonData }: ProxyTarget): https.RequestOptions & { servername?: string } {
  return {
    rejectUnauthorized: jsonData.tlsSkipVerify !== true,
    ...(jsonData.serverName ? { servername: String(jsonData.serverName) } : {}),
    ...(jsonData.tlsAuthWithCACert ? { ca: secureJsonData.tlsCACert } : {}),
    ...(jsonData.tlsAuth ? { cert: secureJsonData.tlsClientCert, key: secureJsonData.tlsClientKey } : {}),
  };
}

function endEmpty(res: http.ServerResponse, status: number): void {
  res.writeHead(status, { 'content-length': 0 });
  res.end();
}

/**
 * Whether Grafana takes a URL for an address and then has no way there: a missing one is read as `http://`, and of
 * schemes it can speak but two.
 */
function leadsNowhere(url: string | undefined): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url ?? '')?.[1].toLowerCase();
  return !url || (scheme !== undefined && scheme !== 'http' && scheme !== 'https');
}

/** A URL without a scheme is read as http, as Grafana does. */
export function parseTargetUrl(text: string): URL | undefined {
  const trimmed = (text ?? '').trim();
  if (!trimmed) {
    return undefined;
  }
  try {
    const url = new URL(/^[^:]*:\/\//.test(trimmed) ? trimmed : `http://${trimmed}`);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
  } catch {
    return undefined;
  }
}

function withPath(base: URL, path: string): URL {
  const url = new URL(base);
  url.hash = '';
  url.search = '';
  url.pathname = joinUrlFragments(base.pathname, path);
  return url;
}

export function joinUrlFragments(a: string, b: string): string {
  if (!b) {
    return a;
  }
  return `${a.replace(/\/$/, '')}/${b.replace(/^\//, '')}`;
}
