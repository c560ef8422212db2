import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProfileInput, Profile, StringTable } from 'pprof-format';
import { type ProfileServer, startProfileServer } from '../server';
import { callJson, flameGraph, post, type Reply } from './calls';
import { withoutLimits } from './recordedServer';

let running: ProfileServer | undefined;

/** The server of this file's tests. */
export const server = (): ProfileServer => running!;

/** For the tests of a file: a server that takes what clients send. */
export function serveClients(): void {
  // Starting a server takes a while on a busy machine.
  jest.setTimeout(60_000);
  beforeAll(async () => {
    running = await startProfileServer({ limits: withoutLimits });
  });
  afterAll(() => running?.close());
}

export type Bytes = Uint8Array<ArrayBuffer>;

export const recorded = (name: string): Bytes =>
  new Uint8Array(readFileSync(join(__dirname, '../ingest/testdata', `${name}.bin`)));
export const RANGE = { start: BigInt(1), end: BigInt(4e12) };
export const BOUNDARY = '----bnd7f3a';
export const FORM = `multipart/form-data; boundary=${BOUNDARY}`;
export const CPU = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds';

export function ingest(query: string, body: string | Bytes, type = 'application/octet-stream'): Promise<Reply> {
  return post(`${server().url}/ingest?${query}`, { 'Content-Type': type }, body);
}

export async function seriesOf(service: string): Promise<Array<Record<string, string>>> {
  const request = { matchers: [`{service_name=${JSON.stringify(service)}}`], start: 1, end: 4e12 };
  const reply = await callJson(server().url, 'Series', request, { Accept: '*/*;allow-utf8-labelnames=true' });
  const { labelsSet = [] } = JSON.parse(reply.text) as {
    labelsSet?: Array<{ labels: Array<{ name: string; value: string }> }>;
  };
  return labelsSet.map(({ labels }) => Object.fromEntries(labels.map(({ name, value }) => [name, value])));
}

export const typesOf = async (service: string) =>
  [...new Set((await seriesOf(service)).map((s) => s.__profile_type__))].sort();
export const treeOf = (service: string, profileTypeID: string) =>
  flameGraph(server().url, { ...RANGE, profileTypeID, labelSelector: `{service_name="${service}"}` });

/** `main` in each of these sample types with 5. */
export function pprof(
  types: string[],
  change: (input: ProfileInput, text: (value: string) => number) => void = () => undefined
): Bytes {
  const stringTable = new StringTable();
  const text = (value: string) => stringTable.dedup(value);
  const input: ProfileInput = {
    stringTable,
    sampleType: types.map((type) => ({ type: text(type), unit: text('count') })),
    function: [{ id: 1, name: text('main'), filename: text('shop/main.py') }],
    location: [{ id: 1, line: [{ functionId: 1 }] }],
    sample: [{ locationId: [1], value: types.map(() => 5) }],
  };
  change(input, text);
  return new Uint8Array(new Profile(input).encode());
}

/** A form as clients write it by hand: header lines and contents of each part. */
export function form(
  parts: Array<[headers: string, content: string | Uint8Array]>,
  newline = '\r\n',
  boundary = BOUNDARY
): Bytes {
  const chunks = parts.flatMap(([headers, content]) => [
    Buffer.from(`--${boundary}${newline}${headers}${newline}${newline}`),
    Buffer.from(content as string),
    Buffer.from(newline),
  ]);
  return new Uint8Array(Buffer.concat([...chunks, Buffer.from(`--${boundary}--${newline}`)]));
}
