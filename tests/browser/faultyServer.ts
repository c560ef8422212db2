import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What each fault answers to every call; a data source reaches it at `{url}/{fault}`. */
const FAULTS: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '401': connectError(401, 'unauthenticated', 'no org id'),
  '403': connectError(403, 'permission_denied', 'not for you'),
  '404': (_, response) => response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n'),
  '413': (_, response) => response.writeHead(413, { 'content-type': 'text/plain' }).end('request body too large'),
  '429': connectError(429, 'resource_exhausted', 'too many outstanding requests'),
  '500': connectError(500, 'unknown', 'index out of range [3] with length 2'),
  '501': connectError(501, 'unimplemented', 'this endpoint is not available in v1 frontend'),
  '504': connectError(504, 'deadline_exceeded', 'request timed out, decrease the duration of the request'),
  html: (_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><title>Sign in</title><h1>Sign in</h1>'),
  empty: (_, response) => response.writeHead(200).end(),
  // A message that nothing is in has no bytes: servers of the same API say so that there is no data.
  'no-data': (_, response) => response.writeHead(200, { 'content-type': 'application/proto' }).end(),
  // The connection goes while more is still to come.
  dropped: (_, response) => {
    response.writeHead(200, { 'content-type': 'application/proto', 'content-length': 1000 });
    response.write('half', () => response.destroy());
  },
  hang: () => {},
};

function connectError(status: number, code: string, message: string) {
  return (_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code, message }));
}

export interface FaultyServer {
  url: string;
  /** Served under `{url}/cut`: this answer, ending in the middle. */
  cutAnswer(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** A server that fails in one way per path, so that a data source can be pointed at a fault. */
export async function startFaultyServer(): Promise<FaultyServer> {
  let cut: Uint8Array = new Uint8Array();
  const server = createServer((request, response) => {
    const fault = (request.url ?? '').split('/')[1];
    request.resume();
    request.on('end', () => {
      if (fault === 'cut') {
        response.writeHead(200, { 'content-type': 'application/proto' }).end(cut);
      } else if (fault in FAULTS) {
        FAULTS[fault](request, response);
      } else {
        FAULTS['404'](request, response);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAnswer: (bytes) => {
      cut = bytes;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
