/** How regularly the profiles of one series come. */
export interface Rhythm {
  /** From a process' profile to its next, in milliseconds. */
  intervalMs: number;
  /** How many processes send under the same labels, in turn. */
  processes: number;
  /** Whether the distances are about the same. */
  regular: boolean;
}

/** More than these in one series are not told apart. */
const MOST_PROCESSES = 12;
/** Nothing profiles continuously and sends more seldom than that. */
const LONGEST_MS = 300_000;
/** A distance of more than as many of the longer ones is a gap. */
const GAP = 2.5;
/** Profilers keep their time better than this; what strays more is of several processes, or irregular. */
const STEADY = 0.05;
/** How much steadier the distances to the profile but so many have to be before they are those of one process. */
const STEADIER = 4;
/** Distances that stray by more than this tell nothing about a rhythm. */
const IRREGULAR = 0.25;

/**
 * The rhythm of the times, in order, at which profiles of one series came; undefined where they are too few to tell.
 * Processes that do not tell themselves apart by their labels send into one series: it is then regular only from one
 * profile to the next but so many.
 */
export function rhythmOf(times: readonly number[]): Rhythm | undefined {
  const alone = distancesOf(times, 1);
  if (!alone || alone.mean > LONGEST_MS) {
    return undefined;
  }
  if (alone.strays > STEADY * alone.mean) {
    for (let processes = 2; processes <= MOST_PROCESSES && times.length >= 3 * processes; processes++) {
      const distances = distancesOf(times, processes);
      if (
        distances &&
        distances.mean <= LONGEST_MS &&
        distances.strays * STEADIER <= alone.strays &&
        distances.strays <= IRREGULAR * distances.mean
      ) {
        return { intervalMs: distances.mean, processes, regular: true };
      }
    }
  }
  return { intervalMs: alone.mean, processes: 1, regular: alone.strays <= IRREGULAR * alone.mean };
}

/** How far apart a time and the next but so many are, gaps left out, and by how much that strays. */
function distancesOf(times: readonly number[], lag: number): { mean: number; strays: number } | undefined {
  const all = times.slice(lag).map((time, at) => time - times[at]);
  if (all.length === 0) {
    return undefined;
  }
  const long = [...all].sort((one, other) => one - other)[Math.floor((all.length - 1) * 0.9)];
  const near = all.filter((distance) => distance <= GAP * long);
  const mean = near.reduce((sum, distance) => sum + distance, 0) / near.length;
  return { mean, strays: near.reduce((sum, distance) => sum + Math.abs(distance - mean), 0) / near.length };
}
