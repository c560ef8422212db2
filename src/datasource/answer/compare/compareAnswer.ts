import { comparing, scaling } from '../../../../pkg/calltree/comparison/diff';
import { inSlices } from '../../../../pkg/calltree/slices';
import type { CallTree } from '../../../../pkg/calltree/tree';
import { isState, parseProfileType } from '../../../../pkg/pyroscope/profileType';
import { compareTrees, prepareComparing } from '../../../../pkg/treework/compareTrees';
import { WorkLost } from '../../../../pkg/treework/workerLine';
import { rememberAskDetails } from '../../../frames/askDetails';
import { errorSentence, type ErrorText } from '../../../wording/errorSentence';
import { unitOf } from '../../../wording/profileTypeLabel';
import { loadCode } from '../../../loading/loadCode';
import { readComparison, type Comparison, type SideName } from '../../query/comparison';
import { pageTreeWork } from '../../server/treeWork';
import type { FilledQuery } from '../../query/interpolation/interpolateQuery';
import { readQuery, type PyroscopeQuery, type SavedQueryProblem } from '../../query/query';
import { askingDetails } from '../details/askingDetails';
import { loadFailureTexts } from '../loadFailureTexts';
import { answerFrame } from '../profile/answerFrame';
import { plainQuestion, type Answer, type AnswerContext } from '../question';
import { compareAnswerOf, otherOf, type Sides } from './compareFrame';
import { differentUnitsText, sideProblemText } from './compareText';
import { answerSide, type SideAnswer } from './sideAnswer';

/**
 * As many nodes as are asked of each side where the query does not say: many more than are looked at, because what is
 * cut from one side cannot be compared.
 */
const SIDE_NODES = 65_536;

/**
 * The frame of a comparison: each side is asked by itself and both are put together here, so that a side that fails or
 * is cut does not take the other one with it. There is always exactly one frame, and it always has a row.
 */
export async function answerCompare(
  filled: FilledQuery,
  context: AnswerContext,
  onPartial: (partial: Answer) => void
): Promise<Answer> {
  if (filled.faults.length > 0) {
    const { faultText } = await loadFailureTexts();
    return failedAnswer(filled, context, faultText(filled.faults[0]));
  }
  const read = readComparison(filled.query, context.range);
  if (read.problem) {
    return failedAnswer(filled, context, sideProblemText(read.problem));
  }
  const { baseline, compared } = read.comparison;
  const differ = differentUnits(baseline.query, compared.query);
  if (differ) {
    return failedAnswer(filled, context, differ);
  }
  if (filled.query.judge === true) {
    const { answerJudgement } = await loadCode(() => import('./judge/judgeAnswer'));
    const { profileTypeId } = compared.query;
    const own = (side: SideName) => sideQuery(read.comparison[side].query, [], profileTypeId);
    return answerJudgement(read.comparison, own, context, onPartial);
  }
  if (filled.query.growth === true) {
    const { answerGrowth } = await loadCode(() => import('./growth/growthAnswer'));
    return answerGrowth(read.comparison, (side) => sideQuery(read.comparison[side].query, []), context, onPartial);
  }
  const answered = () => answerSides(read.comparison, filled, context, onPartial);
  return answered().catch((error) => {
    // What was lost with the worker is asked for once more, and then done without one.
    if (error instanceof WorkLost) {
      return answered();
    }
    throw error;
  });
}

async function answerSides(
  comparison: Comparison,
  filled: FilledQuery,
  context: AnswerContext,
  onPartial: (partial: Answer) => void
): Promise<Answer> {
  const { firstToLast } = comparison;
  const soFar: Partial<Sides> = { firstToLast, shown: context.range };
  const nodes = comparison.compared.query.maxNodes ?? SIDE_NODES;
  prepareComparing(context.work, nodes);
  const comparedTree = comparingSides(context);
  const partials = new PartialComparisons(onPartial, comparedTree);
  const ask = (side: SideName, onType: (id: string) => void, profileTypeId?: string) => {
    const { query, range } = comparison[side];
    // What is wrong with the query as a whole is told of its own side.
    const own = sideQuery(query, side === 'compared' ? filled.problems : [], profileTypeId);
    const keep = (answer: SideAnswer) => {
      soFar[side] = answer;
      const other = soFar[otherOf(side)];
      if (other) {
        partials.offer({ ...(soFar as Sides) });
      }
    };
    // Sides as large as this take long to read, one after the other by one worker.
    const work = side === 'baseline' && nodes > SIDE_NODES ? pageTreeWork('second') : context.work;
    return answerSide(own, { ...context, work, range }, { onType, onPartial: keep }).then((answer) => {
      soFar[side] = answer;
      return answer;
    });
  };
  let typeIsKnown = (_: string) => {};
  const comparedType = new Promise<string>((resolve) => (typeIsKnown = resolve));
  const compared = ask('compared', typeIsKnown);
  const needsType = comparison.baseline.query.profileTypeId === '';
  const baseline = needsType
    ? comparedType.then((type) => ask('baseline', () => undefined, type))
    : ask('baseline', () => undefined);
  try {
    const [left, right] = await Promise.all([baseline, compared]);
    partials.stop();
    const sides = { firstToLast, shown: context.range, baseline: left, compared: right };
    const answer = compareAnswerOf(sides, await comparedTree(sides, context.signal));
    // Where a function is written is asked of the later version.
    const known = right.tree ? right : left;
    if (known.tree) {
      rememberAskDetails(answer.frames[0], askingDetails(known.question, context));
    }
    return answer;
  } finally {
    partials.stop();
  }
}

/** The comparison of both sides, where both have a tree. */
type ComparedTree = (sides: Sides, signal: AbortSignal) => Promise<CallTree | undefined>;

/**
 * Whole sides are put together once, for good, also where more becomes known of them afterwards: their trees are gone
 * then. Those that grow are put together here, and are still there for the next time.
 */
function comparingSides({ work, signal }: AnswerContext): ComparedTree {
  let whole: Promise<CallTree> | undefined;
  return async ({ baseline, compared }, whileWanted) => {
    if (!baseline.tree || !compared.tree) {
      return undefined;
    }
    const tree =
      baseline.growing || compared.growing
        ? await inSlices(comparing(baseline.tree, compared.tree), whileWanted)
        : await (whole ??= compareTrees(work, baseline.tree, compared.tree, signal));
    return onAverage(tree, baseline, compared, whileWanted);
  };
}

/** Of a state, how much was held on average on each side, so that the number of snapshots does not matter. */
async function onAverage(tree: CallTree, baseline: SideAnswer, compared: SideAnswer, signal: AbortSignal) {
  if (!isState(compared.question.request.profileTypeId)) {
    return tree;
  }
  const [left, right] = [baseline, compared].map(({ amounts, total = 0 }) => amounts?.(total).snapshots);
  return left && right ? inSlices(scaling(tree, 1 / left, 1 / right), signal) : tree;
}

function sideQuery(query: PyroscopeQuery, problems: SavedQueryProblem[], profileTypeId?: string): FilledQuery {
  const read = readQuery({ ...query, profileTypeId: query.profileTypeId || (profileTypeId ?? '') });
  return {
    query: { ...read.query, maxNodes: read.query.maxNodes ?? SIDE_NODES },
    problems: [...problems, ...read.problems],
    faults: [],
  };
}

function differentUnits(baseline: PyroscopeQuery, compared: PyroscopeQuery): ErrorText | undefined {
  const [one, two] = [baseline.profileTypeId, compared.profileTypeId];
  return parseProfileType(one) && parseProfileType(two) && unitOf(one) !== unitOf(two)
    ? differentUnitsText(one, two)
    : undefined;
}

function failedAnswer(filled: FilledQuery, { range }: AnswerContext, text: ErrorText): Answer {
  const { query } = filled;
  return {
    frames: [answerFrame(plainQuestion(filled, range), { failed: text })],
    errors: [{ refId: query.refId, message: errorSentence(text) }],
  };
}

/** What there is so far, one at a time: while one is made the next is left out. */
class PartialComparisons {
  #busy = false;
  readonly #stopped = new AbortController();

  constructor(
    private readonly show: (partial: Answer) => void,
    private readonly treeOf: ComparedTree
  ) {}

  offer(sides: Sides): void {
    const { signal } = this.#stopped;
    if (this.#busy || signal.aborted) {
      return;
    }
    this.#busy = true;
    this.treeOf(sides, signal)
      .then((tree) => {
        if (!signal.aborted) {
          this.show(compareAnswerOf(sides, tree));
        }
      })
      // What fails here fails for the whole as well, and is told there.
      .catch(() => undefined)
      .finally(() => (this.#busy = false));
  }

  /** Nothing is under way afterwards that would need the sides' trees. */
  stop(): void {
    this.#stopped.abort();
  }
}
