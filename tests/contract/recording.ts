import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One request to a server and its answer. */
export interface Exchange {
  status: number;
  requestHeaders: Record<string, string>;
  /** Absent where it was not kept, as for what was pushed. */
  request?: Uint8Array;
  contentType: string | null;
  response: Uint8Array;
}

/** One question, as it was asked of a real server, and what it answered. */
export interface Recording {
  /** Its place in the folder it was recorded in: storage mode first. */
  name: string;
  method: string;
  /** With the query string. */
  path: string;
  /** The question in JSON and in protobuf; what is no call of a service is `plain`. */
  json?: Exchange;
  proto?: Exchange;
  plain?: Exchange;
  /**
   * Whether the two answers held the same message. Two calls are two answers: with other exemplars among equal ones,
   * another order, or another cut at `max_nodes`.
   */
  sameMessage: boolean;
  /** Why nothing answered at all. */
  noAnswer?: string;
}

interface StoredExchange {
  status: number;
  requestHeaders?: Record<string, string>;
  responseHeaders: Record<string, string>;
  requestFile?: string;
  responseFile?: string;
}

interface Meta {
  method: string;
  path: string;
  json?: StoredExchange;
  proto?: StoredExchange;
  http?: StoredExchange;
  jsonEqualsProto?: boolean;
  error?: string;
}

/** The recordings below a folder, in the order of their names. */
export function readFolder(folder: string): Recording[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.meta.json'))
    .sort()
    .map((file) => readRecording(folder, file.slice(0, -'.meta.json'.length)));
}

function readRecording(folder: string, name: string): Recording {
  const base = join(folder, name);
  const meta = JSON.parse(readFileSync(`${base}.meta.json`, 'utf8')) as Meta;
  const exchange = (stored: StoredExchange | undefined, response: string): Exchange | undefined => {
    if (!stored) {
      return undefined;
    }
    const beside = (file: string) => readMaybeGzip(join(base, '..', file));
    return {
      status: stored.status,
      requestHeaders: stored.requestHeaders ?? {},
      ...(stored.requestFile && { request: beside(stored.requestFile) }),
      contentType: stored.responseHeaders['Content-Type'] ?? null,
      response: stored.responseFile ? beside(stored.responseFile) : readMaybeGzip(`${base}.${response}`),
    };
  };
  return {
    name,
    method: meta.method,
    path: meta.path,
    json: exchange(meta.json, 'response.json'),
    // What was pushed is answered in JSON whatever it came as.
    proto: exchange(meta.proto, 'response.json'),
    plain: exchange(meta.http, 'response.json'),
    sameMessage: meta.jsonEqualsProto ?? true,
    noAnswer: meta.error,
  };
}

/** Large ones are kept compressed; not all are named so where they are spoken of. */
function readMaybeGzip(path: string): Uint8Array {
  const file = existsSync(path) ? path : `${path}.gz`;
  return new Uint8Array(file.endsWith('.gz') ? gunzipSync(readFileSync(file)) : readFileSync(file));
}
