import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  create,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { PushRequestSchema, PushResponseSchema } from '../../pyroscope/gen/push/v1/push_pb';
import { type OnRefused, refusalOf, refusedBy, rethrow } from './feedRefusal';
import { feedGrowing } from './feedGrowing';
import { feedSteady } from './feedSteady';
import { SeriesRequestSchema, SeriesResponseSchema } from '../../pyroscope/gen/querier/v1/querier_pb';

const MINUTE = 60_000;
const WINDOW = 30 * MINUTE;
/** How long before the end a profile starts, by its version label; v1 ran first. */
const BEFORE_END: Record<string, number> = { v1: 20 * MINUTE, v2: 5 * MINUTE };
const WITHOUT_VERSION = 10 * MINUTE;
/**
 * Memory in use of v1 is of an earlier moment, so that the first and the last third of an hour have some each: what
 * grew between them is shown by the dashboard that looks for leaks.
 */
const EARLY_SNAPSHOT = 45 * MINUTE;
const MEMORY = 'memory';
const FOLDER = join(__dirname, 'recorded');
/** What tells a recorded profile from the others: enough to see that it is there already. */
const IDENTITY = ['__name__', 'service_name', 'version'];

export interface RecordedProfile {
  file: string;
  labels: Record<string, string>;
  /** What ran and what profiled it. */
  recorded: string;
  recordedAt: string;
}

/** The list of profiles that come with the project. */
export async function recordedProfiles(): Promise<RecordedProfile[]> {
  return JSON.parse(await readFile(join(FOLDER, 'index.json'), 'utf8')) as RecordedProfile[];
}

/**
 * Pushes the recorded profiles as if they had been taken in the half hour before `endMs` (memory in use in the hour),
 * version v1 before v2, and the services under steady load as if they had run until then. What the server has of that
 * time already is not pushed again. The server must run with `laptopLimits`: the largest of them is above what Pyroscope takes by default.
 *
 * Goes on with the rest where `onRefused` is told of one that the server refuses; rejects with it otherwise.
 */
export async function feedRecorded(
  url: string,
  { endMs, onRefused = rethrow }: { endMs: number; onRefused?: OnRefused }
): Promise<{ pushed: number; skipped: number }> {
  const profiles = await recordedProfiles();
  const present = await presentProfiles(url, endMs - WINDOW, endMs);
  const presentEarlier = await presentProfiles(url, endMs - 2 * WINDOW, endMs);
  /** False for one that was refused. */
  const push = async (labels: Record<string, string>, rawProfile: Uint8Array, name: string): Promise<boolean> => {
    const pairs = Object.entries(labels).map(([label, value]) => ({ name: label, value }));
    const series = [{ labels: pairs, samples: [{ rawProfile: new Uint8Array(rawProfile) }] }];
    try {
      await call(url, 'push.v1.PusherService/Push', PushRequestSchema, PushResponseSchema, { series }, name);
      return true;
    } catch (error) {
      onRefused(refusalOf(error));
      return false;
    }
  };
  let pushed = 0;
  let skipped = 0;
  for (const { file, labels } of profiles) {
    const early = labels.__name__ === MEMORY && labels.version === 'v1';
    if ((early ? presentEarlier : present).has(identity(labels))) {
      skipped++;
      continue;
    }
    const startMs = early ? endMs - EARLY_SNAPSHOT : recordedStartMs(labels.version, endMs);
    const rawProfile = withTime(gunzipSync(await readFile(join(FOLDER, file))), startMs);
    const name = [labels.service_name, labels.__name__, labels.version].filter(Boolean).join(' ');
    if (await push(labels, rawProfile, name)) {
      pushed++;
    }
  }
  const isPresent = async (service: string, sinceMs: number) =>
    [...(await presentProfiles(url, sinceMs, endMs))].some((key) => key.split('\n').includes(service));
  const steady = await feedSteady(url, endMs, isPresent, onRefused);
  const growing = await feedGrowing(endMs, isPresent, push);
  return {
    pushed: pushed + steady.pushed + growing.pushed,
    skipped: skipped + steady.skipped + growing.skipped,
  };
}

/** The time that the profiles of a version are fed at. */
export function recordedStartMs(version: string, endMs: number): number {
  return endMs - (BEFORE_END[version] ?? WITHOUT_VERSION);
}

async function presentProfiles(url: string, startMs: number, endMs: number): Promise<Set<string>> {
  const { labelsSet } = await call(url, 'querier.v1.QuerierService/Series', SeriesRequestSchema, SeriesResponseSchema, {
    labelNames: IDENTITY,
    start: BigInt(startMs),
    end: BigInt(endMs),
  });
  return new Set(
    labelsSet.map(({ labels }) => identity(Object.fromEntries(labels.map(({ name, value }) => [name, value]))))
  );
}

function identity(labels: Record<string, string>): string {
  return IDENTITY.map((name) => labels[name] ?? '').join('\n');
}

/** pprof's time_nanos is field 9; of a field that comes twice the last one counts. */
export function withTime(pprof: Uint8Array, ms: number): Uint8Array {
  const field = [0x48];
  let rest = BigInt(ms) * BigInt(1_000_000);
  const group = BigInt(0x80);
  while (rest >= group) {
    field.push(Number(rest % group) | 0x80);
    rest /= group;
  }
  field.push(Number(rest));
  return Buffer.concat([pprof, Uint8Array.from(field)]);
}

async function call<I extends DescMessage, O extends DescMessage>(
  url: string,
  path: string,
  input: I,
  output: O,
  request: MessageInitShape<I>,
  about = path
): Promise<MessageShape<O>> {
  const body = new Uint8Array(toBinary(input, create(input, request)));
  const response = await fetch(`${url}/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/proto' },
    body,
  });
  if (!response.ok) {
    throw await refusedBy(response, about);
  }
  return fromBinary(output, new Uint8Array(await response.arrayBuffer()));
}
