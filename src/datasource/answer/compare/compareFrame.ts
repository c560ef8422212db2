import type { CallTree } from '../../../../pkg/calltree/tree';
import type { TimeRange } from '../../../../pkg/pyroscope/api';
import { isState } from '../../../../pkg/pyroscope/profileType';
import type { ComparedSide, ComparisonMeta } from '../../../frames/profileMeta';
import { profileTypeLabel } from '../../../wording/profileTypeLabel';
import type { SideName } from '../../query/comparison';
import { piecesNotes } from '../piecesText';
import { answerFrame } from '../profile/answerFrame';
import { profileSubject } from '../profile/profileSubject';
import type { Answer } from '../question';
import {
  amountsNote,
  bothEmptyText,
  differentTypesNote,
  emptySideText,
  failedSideText,
  lengthsNote,
  nothingToCompareText,
  ofSide,
  overlapNote,
  sameSidesNote,
  unchangedNote,
} from './compareText';
import { againstOf } from './against';
import type { SideAnswer } from './sideAnswer';
import { errorSentence, type ErrorText } from '../../../wording/errorSentence';

/** As they are so far. */
export interface Sides {
  baseline: SideAnswer;
  compared: SideAnswer;
  /** The dashboard's. */
  shown: TimeRange;
  /** See `Comparison`. */
  firstToLast?: TimeRange;
}

const SIDES: readonly SideName[] = ['baseline', 'compared'];
/** Lengths and amounts that differ by less are compared as they are. */
const LENGTH_TOLERANCE = 0.02;
const AMOUNT_FACTOR = 2;

/**
 * The answer that both sides make: a comparison, the one side that has something, or why there is nothing. `tree` is the
 * comparison of both, where both have one.
 */
export function compareAnswerOf(sides: Sides, tree: CallTree | undefined): Answer {
  const { baseline, compared } = sides;
  const comparison = comparisonMeta(sides);
  const errors = SIDES.flatMap((side) =>
    sides[side].errors.map((error) => ({ ...error, message: failureText(sides, side, error.message ?? '') }))
  );
  if (tree) {
    const { question } = compared;
    const notes = [...comparedNotes(sides, tree), ...SIDES.flatMap((side) => sideNotes(sides[side], side))];
    const whole = { ...question, notes, links: [...baseline.question.links, ...question.links] };
    const amounts = comparison.compared.snapshots === undefined ? undefined : () => ({ snapshots: 1 });
    const against = againstOf(baseline.question.request, question.request);
    return {
      frames: [
        answerFrame(whole, { tree, amounts, comparison: { ...comparison, ...ownTime(compared, sides), against } }),
      ],
      errors,
    };
  }
  const only = SIDES.find((side) => sides[side].tree !== undefined);
  if (only !== undefined) {
    const { question, selectionIgnored, amounts, tree: shown } = sides[only];
    const { noData, failed } = sides[otherOf(only)];
    const notes = sideNotes(sides[only], only);
    // A dashboard has no more than a mark in the panel's corner for `errors`.
    const alone: ComparisonMeta['alone'] = failed
      ? { severity: 'error', text: failedSideText(otherOf(only), wholeText(failed)) }
      : { severity: 'warning', text: emptySideText(otherOf(only), noData ?? '') };
    const outcome = {
      tree: shown,
      selectionIgnored,
      amounts,
      comparison: { ...comparison, ...ownTime(sides[only], sides), only, alone },
    };
    return { frames: [answerFrame({ ...question, notes }, outcome)], errors };
  }
  const failed = compared.failed ? 'compared' : baseline.failed ? 'baseline' : undefined;
  const question = { ...sides[failed ?? 'compared'].question, notes: [] };
  const outcome = failed
    ? {
        failed: nothingToCompareText(
          failed,
          sides[failed].failed!,
          sides[otherOf(failed)].failed ?? reasonOf(sides[otherOf(failed)])
        ),
      }
    : { noData: bothEmptyText(reasonOf(baseline), reasonOf(compared)) };
  return { frames: [answerFrame(question, { ...outcome, comparison })], errors };
}

export function otherOf(side: SideName): SideName {
  return side === 'baseline' ? 'compared' : 'baseline';
}

function reasonOf({ noData, failed }: SideAnswer): string {
  return noData ?? (failed ? errorSentence(failed) : '');
}

function failureText(sides: Sides, side: SideName, message: string): string {
  const { failed } = sides[side];
  return failed && sides[otherOf(side)].tree ? failedSideText(side, wholeText(failed)) : ofSide(side, message);
}

/** Beside a side that is shown no other place has the technical line. */
function wholeText(failed: ErrorText): string {
  return [errorSentence(failed), failed.detail].filter(Boolean).join(' ');
}

function comparisonMeta({ baseline, compared, firstToLast: over }: Sides): ComparisonMeta {
  const grows = over && isState(compared.question.request.profileTypeId) && sameSelection(baseline, compared);
  return {
    baseline: sideMeta(baseline),
    compared: sideMeta(compared),
    ...(grows ? { grownOver: { from: over.start, to: over.end } } : {}),
  };
}

function ownTime({ question: { request } }: SideAnswer, { shown }: Sides): Pick<ComparisonMeta, 'ownTime'> {
  return request.start === shown.start && request.end === shown.end ? {} : { ownTime: true };
}

/** Whether both sides are the same but for their time. */
function sameSelection(baseline: SideAnswer, compared: SideAnswer): boolean {
  const [one, two] = [baseline, compared].map(({ question }) => {
    const { start: _, end: __, ...selection } = question.request;
    return JSON.stringify(selection);
  });
  return one === two;
}

function sideMeta({ question: { request }, total, amounts, selectionIgnored }: SideAnswer): ComparedSide {
  const { profileTypeId, labelSelector, start, end, spanIds, traceIds, profileIds } = request;
  const counted = total === undefined ? undefined : amounts?.(total);
  return {
    profileTypeId,
    ...(profileTypeId ? { profileTypeLabel: profileTypeLabel(profileTypeId) } : {}),
    labelSelector,
    subject: profileSubject(labelSelector),
    range: { from: start, to: end },
    ...(spanIds ? { spanIds } : {}),
    ...(traceIds && !selectionIgnored ? { traceIds } : {}),
    ...(profileIds && !selectionIgnored ? { profileIds } : {}),
    ...(counted?.cores === undefined ? {} : { cores: counted.cores }),
    ...(counted?.snapshots === undefined ? {} : { snapshots: counted.snapshots }),
  };
}

/** What has to be known of one side. */
function sideNotes({ merged, question }: SideAnswer, side: SideName): string[] {
  const notes = [...(merged ? piecesNotes(merged, question.request) : []), ...question.notes];
  return notes.map((note) => ofSide(side, note));
}

/** What has to be known to compare the two. */
function comparedNotes({ baseline, compared }: Sides, tree: CallTree): string[] {
  const [one, two] = [baseline.question.request, compared.question.request];
  const sameSelected = sameSelection(baseline, compared);
  const overlap = { start: Math.max(one.start, two.start), end: Math.min(one.end, two.end) };
  const same = sameSelected && one.start === two.start && one.end === two.end;
  const lengths = (one.end - one.start) / (two.end - two.start);
  const byTime = !(one.spanIds || one.traceIds || one.profileIds || two.spanIds || two.traceIds || two.profileIds);
  const times = timesAsMuch(baseline, compared);
  const whole = !baseline.growing && !compared.growing;
  return [
    ...(same ? [sameSidesNote()] : whole && isUnchanged(tree) ? [unchangedNote()] : []),
    ...(sameSelected && !same && overlap.start < overlap.end ? [overlapNote(overlap)] : []),
    ...(one.profileTypeId === two.profileTypeId ? [] : [differentTypesNote(one.profileTypeId, two.profileTypeId)]),
    ...(byTime && Math.abs(Math.log(lengths)) > LENGTH_TOLERANCE
      ? [lengthsNote(one, two)]
      : Math.abs(Math.log(times)) > Math.log(AMOUNT_FACTOR)
        ? [amountsNote(times)]
        : []),
  ];
}

function isUnchanged({ self, selfRight }: CallTree): boolean {
  return self.every((value, node) => value === selfRight?.[node]);
}

/** Of a state nothing: how much was held is what is compared. */
function timesAsMuch({ total: one = 0, question }: SideAnswer, compared: SideAnswer): number {
  const two = compared.total ?? 0;
  return isState(question.request.profileTypeId) || !(one > 0) || !(two > 0) ? 1 : two / one;
}
