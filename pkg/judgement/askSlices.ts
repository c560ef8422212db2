import type { TimeRange } from '../pyroscope/api';
import { eachSlice } from './eachSlice';
import { partWithProfiles, slicesOf } from './sideSlices';

/** How many slices a range is cut into. */
export interface SliceCounts {
  readonly most: number;
  /** With fewer that have profiles nothing can be said. */
  readonly fewest: number;
  /** With fewer much goes unnoticed, so that it is worth asking again where a range is mostly empty. */
  readonly enough: number;
}

/** What slices of a range are added up in. `filled`: when those are that have samples. */
interface Found {
  readonly filled: readonly TimeRange[];
}

export interface SlicedQuestion<F extends Found> {
  readonly range: TimeRange;
  begin(): F;
  /** Asks for a slice and adds what it has. */
  ask(slice: TimeRange, found: F): Promise<void>;
}

interface Sliced<F extends Found> {
  found: F;
  slices: TimeRange[];
  /** Where the profiles are in a mostly empty range: what was cut into slices in its place, or is too short for them. */
  part?: TimeRange;
  /** Where they are, if that is less than what was cut last. */
  within?: TimeRange;
}

/**
 * Asks all questions in slices of their ranges, all of them at once. Where nearly all of a range is empty, the part of it
 * that has profiles is cut again. A slice that fails is left out; an abort rejects. Answers in the order of the questions.
 */
export async function askSlices<F extends Found>(
  questions: ReadonlyArray<SlicedQuestion<F>>,
  { most, fewest, enough }: SliceCounts,
  signal: AbortSignal,
  onProgress: (done: number, of: number) => void
): Promise<{ answers: Array<Sliced<F>>; failed: number; of: number }> {
  const cut = (range: TimeRange, at: number) => ({
    ...{ range, at, question: questions[at] },
    ...{ slices: slicesOf(range, most), found: questions[at].begin() },
  });
  const cuts = questions.map(({ range }, at) => cut(range, at));
  const parts: Array<TimeRange | undefined> = questions.map(() => undefined);
  const counts = { failed: 0, of: 0 };
  for (let asked = [...cuts]; asked.length > 0;) {
    const all = asked.flatMap(({ question, slices, found }) => slices.map((slice) => ({ question, slice, found })));
    const before = counts.of;
    counts.of += all.length;
    const failed = await eachSlice(
      all,
      ({ question, slice, found }) => question.ask(slice, found),
      signal,
      (done) => onProgress(before + done, counts.of)
    );
    counts.failed += failed;
    // Where slices are missing nobody knows what is empty.
    const sparse = failed > 0 ? [] : asked.filter(({ found }) => found.filled.length < enough);
    asked = [];
    for (const { at, range, found } of sparse) {
      const part = partWithProfiles(range, found.filled);
      const finer = part && cut(part, at);
      if (finer && finer.slices.length > Math.max(found.filled.length, fewest - 1)) {
        cuts[at] = finer;
        asked.push(finer);
      }
      if (part && (finer === cuts[at] || found.filled.length < fewest)) {
        parts[at] = part;
      }
    }
  }
  const answers = cuts.map(({ found, slices, range }, at) => ({
    ...{ found, slices, part: parts[at] },
    within: parts[at] === range ? undefined : parts[at],
  }));
  return { answers, ...counts };
}
