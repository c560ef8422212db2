import type { IncomingMessage } from 'node:http';

/** Why a request is not answered, and by which name: that of a page it comes from, or the one it was sent to. */
export interface RefusedRequest {
  header: 'Host' | 'Origin';
  value: string;
}

/** Undefined for a request that may be answered. */
export type HostGuard = (request: IncomingMessage) => RefusedRequest | undefined;

/**
 * Keeps other people's pages out of a server on one's own machine: a name of theirs that leads here (DNS rebinding),
 * and a form or `fetch` of theirs, which browsers send without asking where its type is a simple one. Loopback names
 * and `allowed` ones pass, and the address itself that the request came to, since nobody can make that mean another.
 * What is no browser sends no Origin, and passes as before. A name covers all its ports.
 */
export function hostGuard(allowed: readonly string[]): HostGuard {
  const names = new Set(allowed.map((name) => hostnameOf(name) ?? name.toLowerCase()));
  const passes = (name: string | undefined, request: IncomingMessage) =>
    name !== undefined && (isLoopback(name) || names.has(name) || name === addressOf(request));
  return (request) => {
    const { host, origin } = request.headers;
    if (host !== undefined && !passes(hostnameOf(host), request)) {
      return { header: 'Host', value: host };
    }
    if (origin !== undefined && !passes(originName(origin), request)) {
      return { header: 'Origin', value: origin };
    }
    return undefined;
  };
}

/** What a server says to a request that the guard refuses; `flag` is what would let it in. */
export function refusalText({ header, value }: RefusedRequest, flag: string): string {
  const name = JSON.stringify(value.slice(0, 200));
  return header === 'Host'
    ? `not a name of this server: ${name}. Started with ${flag} NAME it answers to NAME as well.`
    : `not for pages of another site: ${name}. Started with ${flag} NAME this server answers those of NAME as well.`;
}

/** `localhost` of `LOCALHOST.:4040`, `[::1]` of `[0:0::1]:80`; undefined for what is no host. */
function hostnameOf(host: string): string | undefined {
  if (/[^\w.:[\]-]/.test(host)) {
    return undefined;
  }
  try {
    const { hostname } = new URL(`http://${host}`);
    return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  } catch {
    return undefined;
  }
}

/** Undefined for `null`, which pages in a sandbox and files send, and for what browsers do not send. */
function originName(origin: string): string | undefined {
  const scheme = ['http://', 'https://'].find((start) => origin.startsWith(start));
  return scheme && hostnameOf(origin.slice(scheme.length));
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** As a host in an address: `192.168.1.5`, `[fe80::1]`. */
function addressOf({ socket }: IncomingMessage): string | undefined {
  const address = socket.localAddress?.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  return address && hostnameOf(address.includes(':') ? `[${address}]` : address);
}
