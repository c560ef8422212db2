import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import type { CallTree } from '../../calltree/tree';
import { callTreeFromLevels } from '../../pyroscope/flamegraph/levels';
import { readFlameGraphResponse } from '../../pyroscope/flamegraph/flamegraph';
import {
  SelectMergeSpanProfileRequestSchema,
  SelectMergeStacktracesRequestSchema,
} from '../../pyroscope/gen/querier/v1/querier_pb';
import { PushRequestSchema } from '../../pyroscope/gen/push/v1/push_pb';

export interface Reply {
  status: number;
  headers: Headers;
  bytes: Uint8Array;
  text: string;
}

const QUERIER = 'querier.v1.QuerierService';

async function reply(response: Response): Promise<Reply> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: Buffer.from(bytes).toString() };
}

export async function post(
  url: string,
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer>
): Promise<Reply> {
  return reply(await fetch(url, { method: 'POST', headers, body }));
}

/** Calls a method of the querier (or of the service named in front of it) in JSON. */
export function callJson(
  url: string,
  method: string,
  request: unknown,
  headers: Record<string, string> = {}
): Promise<Reply> {
  const path = method.includes('/') ? method : `${QUERIER}/${method}`;
  return post(`${url}/${path}`, { 'Content-Type': 'application/json', ...headers }, JSON.stringify(request));
}

/** Pushes one pprof file with these labels; `headers` for a tenant. */
export function pushPprof(
  url: string,
  labels: Record<string, string>,
  rawProfile: Uint8Array,
  headers: Record<string, string> = {}
): Promise<Reply> {
  const pairs = Object.entries(labels).map(([name, value]) => ({ name, value }));
  const request = create(PushRequestSchema, { series: [{ labels: pairs, samples: [{ rawProfile }] }] });
  const body = new Uint8Array(toBinary(PushRequestSchema, request));
  return post(`${url}/push.v1.PusherService/Push`, { 'Content-Type': 'application/proto', ...headers }, body);
}

/** The tree that a query of the merged stacks is answered with as `application/proto`. */
export async function flameGraph(
  url: string,
  request: MessageInitShape<typeof SelectMergeStacktracesRequestSchema>,
  headers: Record<string, string> = {}
): Promise<CallTree> {
  const body = new Uint8Array(
    toBinary(SelectMergeStacktracesRequestSchema, create(SelectMergeStacktracesRequestSchema, request))
  );
  const path = `${url}/${QUERIER}/SelectMergeStacktraces`;
  return treeOf(await post(path, { 'Content-Type': 'application/proto', ...headers }, body));
}

/** The tree of the samples of these spans. */
export async function spanProfile(
  url: string,
  request: MessageInitShape<typeof SelectMergeSpanProfileRequestSchema>
): Promise<CallTree> {
  const body = new Uint8Array(
    toBinary(SelectMergeSpanProfileRequestSchema, create(SelectMergeSpanProfileRequestSchema, request))
  );
  return treeOf(await post(`${url}/${QUERIER}/SelectMergeSpanProfile`, { 'Content-Type': 'application/proto' }, body));
}

function treeOf(answer: Reply): CallTree {
  if (answer.status !== 200) {
    throw new Error(`${answer.status} ${answer.text}`);
  }
  return callTreeFromLevels(readFlameGraphResponse(answer.bytes));
}

/** A file, decompressed if its name ends in .gz. */
export function readMaybeGzip(path: string): Uint8Array<ArrayBuffer> {
  const bytes = readFileSync(path);
  return new Uint8Array(path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
}
