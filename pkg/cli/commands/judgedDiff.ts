import { judgeSides, type SidesJudgement, type Unjudged } from '../../judgement/judgeSides';
import type { Side } from '../../judgement/judgedSides';
import type { MergeStacktracesRequest } from '../../pyroscope/api';
import { durationText } from '../amounts';
import { askTree } from '../ask';
import type { Connection } from '../connection';

/** `why`: a sentence, where nothing can be said. */
export type DiffJudgement = { judged: SidesJudgement } | { judged?: undefined; why: string };

/** The judgement of two sides, as the panel's: each is asked in up to 16 slices of time, six calls at once. */
export async function judgedDiff(
  connection: Connection,
  requests: Readonly<Record<Side, MergeStacktracesRequest>>
): Promise<DiffJudgement> {
  const result = await judgeSides(
    requests,
    (side, slice) => askTree(connection, { ...requests[side], ...slice }),
    new AbortController().signal
  );
  return result.unjudged ? { why: whyNot(result.unjudged) } : { judged: result.judged };
}

function whyNot({ reason, side, slices, part }: Unjudged): string {
  const where = side === 'baseline' ? 'left' : 'right';
  switch (reason) {
    case 'too-short':
      return `The ${where} range is too short to tell a change from chance: at least 3 minutes are needed, 10 are better.`;
    case 'too-few-slices':
      return part
        ? `All profiles of the ${where} range are within ${durationText(part.end - part.start)}, which is too short to tell a change from chance: at least 3 minutes of profiles are needed, 10 are better.`
        : `Only ${slices} slices of the ${where} range have profiles, and at least 5 are needed to tell a change from chance.`;
    case 'too-few-samples':
      return `The ${where} side has too few samples to tell a change from chance. Choose a longer range.`;
  }
}
