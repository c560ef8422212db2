import type { JudgedFunction } from '../../judgement/judgedSides';
import { UsageError } from '../usage';
import type { ChangeRow } from './changeRows';

/** A function whose part of the profile is larger than it was. */
export interface Growth {
  name: string;
  /** Parts of the whole, 0 to 1. */
  before: number;
  after: number;
}

/** What is less than this of the profile on both sides is not looked at, unless it is asked for by name. */
const LEAST_SHARE = 0.01;

/** @throws UsageError for a name that is on neither side. */
export function checkNames(rows: readonly ChangeRow[], names: readonly string[]): void {
  const known = new Set(rows.map(({ name }) => name));
  const missing = names.filter((name) => !known.has(name));
  if (missing.length > 0) {
    throw new UsageError(`No function named ${missing.join(', ')} on either side. Names must be written in full.`);
  }
}

/**
 * The functions whose part of the profile grew by more than `above` (0.05 is 5 per cent of what it was), whether by
 * chance or not. Named functions are measured with all that they call; without a name, each function by its own.
 */
export function grown(
  rows: readonly ChangeRow[],
  [whole, wholeRight]: readonly [number, number],
  above: number,
  names: readonly string[]
): Growth[] {
  const part = (value: number, of: number) => (of > 0 ? value / of : 0);
  return rows
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map((row) => ({
      name: row.name,
      before: part(names.length > 0 ? row.total : row.self, whole),
      after: part(names.length > 0 ? row.totalRight : row.selfRight, wholeRight),
    }))
    .filter(({ before, after }) => names.length > 0 || Math.max(before, after) >= LEAST_SHARE)
    .filter(({ before, after }) => isMore(before, after, above))
    .sort((one, other) => other.after - other.before - (one.after - one.before));
}

/**
 * The functions that grew by more than `above` for certain, each with all that it calls, the largest change first. A
 * function whose cost only moved is no growth of the profile, and counts where it is asked for by name alone.
 */
export function certainlyGrown(
  functions: readonly JudgedFunction[],
  above: number,
  names: readonly string[]
): JudgedFunction[] {
  return functions.filter(
    ({ name, judgement, baseline, compared, moved }) =>
      judgement === 'certain' &&
      isMore(baseline, compared, above) &&
      (names.length > 0 ? names.includes(name) : !moved && Math.max(baseline, compared) >= LEAST_SHARE)
  );
}

function isMore(before: number, after: number, above: number): boolean {
  return after > before * (1 + above) && after > before;
}
