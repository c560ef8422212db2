import type { Calls } from './callGraph';

/** Of what is drawn into a function, an indirect arrow with less is no loss where there is another way. */
const SLIGHT = 0.1;

/**
 * Heaviest first, without what would only blur the picture: calls of less than `least` (both sides together), and slight
 * indirect ones between functions that are connected by another way, too.
 */
export function shownCalls(calls: readonly Calls[], least: number): Calls[] {
  const shown = new Set(
    calls
      .filter((one) => weightOf(one) > 0 && weightOf(one) >= least)
      .sort((one, other) => weightOf(other) - weightOf(one))
  );
  const into = new Map<number, number>();
  for (const one of shown) {
    into.set(one.to, (into.get(one.to) ?? 0) + weightOf(one));
  }
  for (const one of [...shown].reverse()) {
    if (one.indirect && weightOf(one) < SLIGHT * into.get(one.to)! && isConnectedWithout(shown, one)) {
      shown.delete(one);
    }
  }
  return [...shown];
}

function isConnectedWithout(calls: ReadonlySet<Calls>, without: Calls): boolean {
  const reached = new Set([without.from]);
  for (const row of reached) {
    for (const one of calls) {
      if (one.from === row && one !== without) {
        reached.add(one.to);
      }
    }
  }
  return reached.has(without.to);
}

function weightOf({ total, totalRight = 0 }: Calls): number {
  return total + totalRight;
}
