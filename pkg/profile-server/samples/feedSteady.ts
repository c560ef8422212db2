import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type OnRefused, refusalOf, refusedBy, rethrow } from './feedRefusal';

const FOLDER = join(__dirname, 'recorded/steady');
const MINUTE = 60_000;
/** Counts are of samples that stand for ten milliseconds each, unless the run says otherwise. */
const SAMPLE_RATE = 100;

/** A service of one version under a steady load, minute by minute. */
export interface SteadyRun {
  file: string;
  labels: Record<string, string>;
  spyName: string;
  /** A second, where counts are not of ten milliseconds. */
  sampleRate?: number;
  /** What ran. */
  recorded: string;
  recordedAt: string;
}

/** The list of them, in the order their versions ran. */
export async function steadyRuns(): Promise<SteadyRun[]> {
  return JSON.parse(await readFile(join(FOLDER, 'index.json'), 'utf8')) as SteadyRun[];
}

/** Folded stacks, one text a minute. */
export function steadyMinutes({ file }: SteadyRun): Promise<string[]> {
  return readMinutes(join(FOLDER, file));
}

/** Folded stacks, one text a minute. In the file each stack has a line with its count in every minute before it. */
export async function readMinutes(path: string): Promise<string[]> {
  const minutes: string[][] = [];
  for (const line of gunzipSync(await readFile(path))
    .toString()
    .split('\n')) {
    const tab = line.indexOf('\t');
    if (tab === -1) {
      continue;
    }
    const stack = line.slice(tab + 1);
    line
      .slice(0, tab)
      .split(' ')
      .forEach((count, minute) => {
        minutes[minute] ??= [];
        if (count !== '0') {
          minutes[minute].push(`${stack} ${count}`);
        }
      });
  }
  return minutes.map((lines) => lines.join('\n'));
}

/**
 * Pushes the minutes of the services that `isPresent` does not know as if the last one had just ended at `endMs`, a
 * version right after the one before.
 *
 * Goes on with the rest where `onRefused` is told of one that the server refuses; rejects with it otherwise.
 */
export async function feedSteady(
  url: string,
  endMs: number,
  isPresent: (service: string, sinceMs: number) => Promise<boolean>,
  onRefused: OnRefused = rethrow
): Promise<{ pushed: number; skipped: number }> {
  const runs = await steadyRuns();
  let pushed = 0;
  let skipped = 0;
  for (const service of new Set(runs.map(({ labels }) => labels.service_name))) {
    const minutes: Array<{ run: SteadyRun; text: string }> = [];
    for (const run of runs.filter(({ labels }) => labels.service_name === service)) {
      minutes.push(...(await steadyMinutes(run)).map((text) => ({ run, text })));
    }
    const startMs = endMs - minutes.length * MINUTE;
    if (await isPresent(service, startMs)) {
      skipped += minutes.length;
      continue;
    }
    for (const [minute, { run, text }] of minutes.entries()) {
      try {
        await pushMinute(url, run, text, startMs + minute * MINUTE);
        pushed++;
      } catch (error) {
        onRefused(refusalOf(error));
      }
    }
  }
  return { pushed, skipped };
}

async function pushMinute(url: string, run: SteadyRun, text: string, fromMs: number): Promise<void> {
  const { service_name: service, ...labels } = run.labels;
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const query = new URLSearchParams({
    name: `${service}{${pairs.join()}}`,
    from: String(fromMs),
    until: String(fromMs + MINUTE),
    sampleRate: String(run.sampleRate ?? SAMPLE_RATE),
    spyName: run.spyName,
  });
  const response = await fetch(`${url}/ingest?${query}`, { method: 'POST', body: text });
  if (!response.ok) {
    throw await refusedBy(response, `${service} ${labels.version}`);
  }
  await response.arrayBuffer();
}
