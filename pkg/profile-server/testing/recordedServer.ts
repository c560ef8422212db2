import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordedProfiles } from '../samples/feed';
import { type Limits, laptopLimits } from '../limits';
import { type ProfileServer, startProfileServer } from '../server';
import { pushPprof, readMaybeGzip } from './calls';

const FOLDER = join(__dirname, '..');

/** No limit on what is asked or sent: recordings are of any age. */
export const withoutLimits: Limits = {
  ...laptopLimits,
  maxQueryLengthMs: 0,
  maxQueryLookbackMs: 0,
  rejectNewerThanMs: 0,
};

/** A server that holds the recorded profiles, at the times they were taken. */
export async function startRecordedServer(limits: Partial<Limits> = withoutLimits): Promise<ProfileServer> {
  const server = await startProfileServer({ limits });
  for (const { file, labels } of await recordedProfiles()) {
    const reply = await pushPprof(server.url, labels, await readFile(join(FOLDER, 'samples/recorded', file)));
    if (reply.status !== 200) {
      throw new Error(`${file}: ${reply.status} ${reply.text}`);
    }
  }
  return server;
}

export function readTestdata(name: string): Uint8Array<ArrayBuffer> {
  return readMaybeGzip(join(FOLDER, 'testdata', name));
}
