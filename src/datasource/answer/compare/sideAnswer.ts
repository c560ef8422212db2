import type { CallTree } from '../../../../pkg/calltree/tree';
import type { ErrorText } from '../../../wording/errorSentence';
import type { FilledQuery } from '../../query/interpolation/interpolateQuery';
import type { MergedProfile } from '../../../../pkg/longrange/mergedProfile';
import type { AmountsOf } from '../amounts/amountsOf';
import { loadFailureTexts } from '../loadFailureTexts';
import { Counting } from '../profile/counting';
import { askProfile } from '../profile/profileAnswer';
import { answerQuestion, type Answer, type AnswerContext, type Question } from '../question';

/** What became of one side of a comparison; its frames are made of both. */
export interface SideAnswer extends Answer {
  question: Question;
  merged?: MergedProfile;
  /** Undefined where there is nothing of this side. */
  tree?: CallTree;
  /** Of the tree, whose own columns may be part of the comparison by now. */
  total?: number;
  /** The tree is that of a part; the next one takes its place. */
  growing?: boolean;
  selectionIgnored?: boolean;
  noData?: string;
  failed?: ErrorText;
  amounts?: AmountsOf;
}

interface Listening {
  /** The type that is asked for, as soon as it is known; empty where none was found. */
  onType(profileTypeId: string): void;
  onPartial(partial: SideAnswer): void;
}

/** One side, asked as a profile is asked. */
export async function answerSide(
  filled: FilledQuery,
  context: AnswerContext,
  { onType, onPartial }: Listening
): Promise<SideAnswer> {
  try {
    return await answerQuestion<SideAnswer>(filled, context, {
      byIds: true,
      ask: (question) => {
        onType(question.request.profileTypeId);
        // Compared with a whole trace or service, a span would look slower or faster for nothing.
        question.nothingInstead = true;
        return asked(question, filled, context, onPartial);
      },
      nothing: (question, noData) => ({ question, noData, frames: [], errors: [] }),
      failed: (question, { text, error }) => ({ question, failed: text, frames: [], errors: [error] }),
    });
  } finally {
    onType('');
  }
}

async function asked(
  question: Question,
  filled: FilledQuery,
  context: AnswerContext,
  onPartial: (partial: SideAnswer) => void
): Promise<SideAnswer> {
  const counting = new Counting(question.request, context);
  const answer = { question, frames: [], errors: [] };
  try {
    const { merged, outcome, countable } = await askProfile(question, filled, context, (partial) =>
      onPartial({ ...answer, merged: partial, ...ofTree(partial.tree), growing: true })
    );
    const missing = merged.pieces?.failed.length ? (await loadFailureTexts()).missingText(merged.pieces) : undefined;
    const whole: SideAnswer = {
      ...answer,
      ...outcome,
      merged,
      ...(outcome.noData === undefined ? ofTree(merged.tree) : {}),
      errors: missing ? [{ refId: question.query.refId, message: missing }] : [],
    };
    const amounts = countable ? await counting.amounts(() => onPartial(whole)) : undefined;
    return { ...whole, amounts };
  } finally {
    counting.stop();
  }
}

function ofTree(tree: CallTree): Pick<SideAnswer, 'tree' | 'total'> {
  return { tree, total: tree.total[0] };
}
