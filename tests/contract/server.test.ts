import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { recordedProfiles } from '../../pkg/profile-server/samples/feed';
import { pyroscopeLimits } from '../../pkg/profile-server/limits';
import { startProfileServer, type ProfileServer } from '../../pkg/profile-server/server';
import { post, pushPprof } from '../../pkg/profile-server/testing/calls';
import { withoutLimits } from '../../pkg/profile-server/testing/recordedServer';
import { methodAt } from './calls';
import { readPacked } from './packed';
import type { Exchange, Recording } from './recording';

// Starting a server with a profile takes a while on a busy machine.
jest.setTimeout(60_000);

interface Refusal {
  status: number;
  code?: unknown;
}

/** Where the embedded server refuses otherwise than Pyroscope's v2, and why. */
const OTHERWISE: Array<{ path: RegExp; refusal: Refusal; why: string }> = [
  {
    path: /^\/pyroscope\/(?:render|render-diff|label-values)\b/,
    refusal: { status: 404 },
    why: 'the endpoints from before there were calls are not served',
  },
];
const UNSERVED: Refusal = { status: 501, code: 'unimplemented' };

let plain: ProfileServer;
let limited: ProfileServer;
let tenants: ProfileServer;
beforeAll(async () => {
  plain = await startProfileServer({ limits: withoutLimits });
  limited = await startProfileServer({
    limits: { ...withoutLimits, maxQueryLengthMs: pyroscopeLimits.maxQueryLengthMs },
  });
  tenants = await startProfileServer({ multitenancy: true });
  // A span id is looked at only where there are samples.
  const { file, labels } = (await recordedProfiles()).find(({ file }) => file.startsWith('go-cpu-merged-v1'))!;
  const profile = readFileSync(join(__dirname, '../../pkg/profile-server/samples/recorded', file));
  expect((await pushPprof(plain.url, labels, new Uint8Array(profile))).status).toBe(200);
});
afterAll(() => Promise.all([plain, limited, tenants].map((server) => server.close())));

function serverFor(name: string): ProfileServer {
  return name.includes('/range-over-limit') ? limited : name.includes('/tenant-') ? tenants : plain;
}

async function ask(url: string, { method, path }: Recording, { requestHeaders, request }: Exchange): Promise<Refusal> {
  const response = await fetch(url + path, {
    method,
    headers: requestHeaders,
    ...(request && { body: new Uint8Array(request) }),
  });
  return refusalOf(response.status, await response.text());
}

function refusalOf(status: number, text: string): Refusal {
  return { status, ...(text.startsWith('{') && { code: (JSON.parse(text) as { code?: unknown }).code }) };
}

/** A call that the embedded server does not know refuses everything alike. */
async function isUnserved({ path }: Recording): Promise<boolean> {
  if (!methodAt(path)) {
    return false;
  }
  const reply = await post(plain.url + path, { 'Content-Type': 'application/json' }, '{}');
  return isDeepStrictEqual(refusalOf(reply.status, reply.text), UNSERVED);
}

/** What was pushed was not kept, so that it cannot be sent again. */
const failures = readPacked(join(__dirname, 'answers'))
  .filter(({ name, noAnswer }) => name.startsWith('v2/') && noAnswer === undefined)
  .flatMap((recording) =>
    (['json', 'proto', 'plain'] as const).flatMap((form) => {
      const exchange = recording[form];
      const wasKept = exchange && (exchange.request || recording.method !== 'POST');
      return wasKept && exchange.status !== 200 ? [[recording.name, form, recording, exchange] as const] : [];
    })
  );

it.each(failures)('refuses %s (%s) as Pyroscope does', async (name, _, recording, exchange) => {
  const recorded = refusalOf(exchange.status, new TextDecoder().decode(exchange.response));
  const otherwise = OTHERWISE.find(({ path }) => path.test(recording.path))?.refusal;
  const expected = otherwise ?? ((await isUnserved(recording)) ? UNSERVED : recorded);
  expect(await ask(serverFor(name).url, recording, exchange)).toEqual(expected);
});
