import type { Steps } from '../calltree/slices';
import { type PprofMessage, readingPprofMessage } from './pprofMessage';

/** What a function takes at one line of its file: in it, and in it and what it calls there. */
export interface LineAmount {
  readonly file: string;
  /** 0 where the profile does not say. */
  readonly line: number;
  readonly self: number;
  readonly total: number;
}

/** Where one call of a function is written, and what its lines take. */
export interface CallLines {
  /** What the stacks take that begin with the call path; 0 where none does. */
  readonly total: number;
  /** Heaviest first. */
  readonly lines: readonly LineAmount[];
  /** Of each function in the profile, by its name, where it is written; functions without a file are not in it. */
  readonly places: ReadonlyMap<string, Place>;
}

export interface Place {
  readonly file: string;
  /** Where the function begins; 0 where the profile does not say. */
  readonly line: number;
  readonly module: string;
}

/** Stacks between two rests. */
const STACKS_PER_STEP = 1024;

/**
 * What the lines of a function take in a pprof file without gzip, in the stacks that begin with `path`, root first.
 * Other stacks are passed over, so that it does not matter whether a server has left them out. The first value of a
 * sample counts. A file without bytes is an empty profile.
 *
 * @throws FormatError
 */
export function* callLines(bytes: Uint8Array, path: readonly string[]): Steps<CallLines> {
  if (bytes.length === 0) {
    return { total: 0, lines: [], places: new Map() };
  }
  const message = yield* readingPprofMessage(bytes);
  const { strings, functions, locations, samples, sampleTypes } = message;
  const names = Array.from(functions.name, (name, fn) => strings[name] || strings[functions.systemName[fn]]);
  const sums = new Map<string, { file: string; line: number; self: number; total: number }>();
  let total = 0;
  for (let sample = 0; sample < samples.length; sample++) {
    if (sample % STACKS_PER_STEP === 0) {
      yield;
    }
    const found = frameAt(message, names, sample, path);
    if (!found) {
      continue;
    }
    const { row, isLeaf } = found;
    const value = samples.value[sample * sampleTypes.length];
    const file = strings[functions.file[locations.lineFunction[row]]];
    const line = locations.line[row];
    const key = `${line} ${file}`;
    const sum = sums.get(key) ?? { file, line, self: 0, total: 0 };
    sum.total += value;
    sum.self += isLeaf ? value : 0;
    total += value;
    sums.set(key, sum);
  }
  const lines = [...sums.values()].sort((one, other) => other.total - one.total || one.line - other.line);
  return { total, lines, places: placesOf(message, names) };
}

/**
 * The row of `locations.lineFunction` where a sample's stack is at the end of the path, and whether it ends there too. A
 * frame whose function the profile does not know stands for any of its place.
 */
function frameAt(
  { locations, samples }: PprofMessage,
  names: readonly string[],
  sample: number,
  path: readonly string[]
): { row: number; isLeaf: boolean } | undefined {
  const { firstLine, lineFunction } = locations;
  let step = 0;
  const first = samples.firstLocation[sample];
  for (let at = samples.firstLocation[sample + 1] - 1; at >= first; at--) {
    const location = samples.location[at];
    const begin = firstLine[location];
    for (let row = firstLine[location + 1] - 1; row >= begin; row--) {
      if (names[lineFunction[row]] !== path[step]) {
        return undefined;
      }
      step++;
      if (step === path.length) {
        return { row, isLeaf: at === first && row === begin };
      }
    }
    if (firstLine[location + 1] === begin && ++step === path.length) {
      return undefined;
    }
  }
  return undefined;
}

function placesOf({ strings, functions, locations, mappings }: PprofMessage, names: readonly string[]) {
  const places = new Map<string, Place>();
  for (let location = 0; location < locations.id.length; location++) {
    const mapping = locations.mapping[location];
    const module = mapping < 0 ? '' : strings[mappings.file[mapping]];
    for (let row = locations.firstLine[location]; row < locations.firstLine[location + 1]; row++) {
      const fn = locations.lineFunction[row];
      const file = strings[functions.file[fn]];
      if (file !== '' && !places.has(names[fn])) {
        places.set(names[fn], { file, line: functions.startLine[fn], module });
      }
    }
  }
  return places;
}
