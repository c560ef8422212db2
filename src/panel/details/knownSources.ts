import type { AskDetails, CallSource, SourcePlace } from '../../frames/askDetails';

export interface KnownSource extends CallSource {
  path: readonly string[];
  /** What the call takes in the profile. */
  expected: number;
  /** It is another call of the function than the one that is shown. */
  isOther: boolean;
}

/** What is known by now of where functions of an answer are written. */
export interface KnownSources {
  /** By the call path as JSON. */
  readonly calls: Map<string, KnownSource>;
  readonly places: Map<string, SourcePlace>;
  labels: Record<string, string>;
}

const known = new WeakMap<AskDetails, KnownSources>();

/** Kept as long as the answer is. */
export function knownSources(of: AskDetails): KnownSources {
  let sources = known.get(of);
  if (!sources) {
    sources = { calls: new Map(), places: new Map(), labels: {} };
    known.set(of, sources);
  }
  return sources;
}
