import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { ConnectError } from '../errors/connectError';

const gunzipAsync = promisify(gunzip);
const gzipAsync = promisify(gzip);

/** A request longer than the limit. */
export class TooLargeError extends Error {}

/** The body as it came, still encoded. `maxBytes` of 0 is no limit. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (maxBytes > 0 && length > maxBytes) {
      throw new TooLargeError(`the request is larger than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws ConnectError unimplemented for an encoding other than gzip, invalid_argument for what is no gzip. */
export async function decodeBody(body: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  if (encoding === undefined || encoding === '' || encoding === 'identity') {
    return body;
  }
  if (encoding !== 'gzip') {
    throw new ConnectError(
      'unimplemented',
      `unknown compression ${JSON.stringify(encoding)}: supported encodings are gzip`
    );
  }
  try {
    return await gunzipAsync(body, maxBytes > 0 ? { maxOutputLength: maxBytes } : {});
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new TooLargeError(`the request is larger than ${maxBytes} bytes`);
    }
    throw new ConnectError('invalid_argument', `gzip: ${(error as Error).message}`, { cause: error });
  }
}

/** Sends an answer, compressed when the caller takes gzip. */
export async function sendBody(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  contentType: string,
  body: Uint8Array
): Promise<void> {
  const headers: Record<string, string | number> = { 'Accept-Encoding': 'gzip', 'Content-Type': contentType };
  let sent = body;
  if (body.length > 0 && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
    // A fast level: most callers are on the same machine.
    sent = await gzipAsync(body, { level: 1 });
    headers['Content-Encoding'] = 'gzip';
  }
  response.writeHead(status, { ...headers, 'Content-Length': sent.length });
  response.end(sent);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

export function sendEmpty(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, 'Content-Length': 0 });
  response.end();
}
