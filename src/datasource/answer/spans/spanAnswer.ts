import { isCpuNanoseconds } from '../../../../pkg/pyroscope/profileType';
import { sampleCount } from '../../../../pkg/pyroscope/sampling/sampleCount';
import type { MergedProfile } from '../../../../pkg/longrange/mergedProfile';
import type { AnswerContext, Question } from '../question';
import { climb, hasSamples, type Climbed, type ReadProfile } from './ladder';
import { restsOnText } from './ladderText';
import { toTrace } from './toTrace';

/**
 * The profile of a question that selects by span or trace, with how many samples it rests on among the question's
 * notes. Of one span without samples it is what the ladder shows in its place, and the question says so.
 */
export async function spanAnswer(
  question: Question,
  merged: MergedProfile,
  context: AnswerContext,
  read: ReadProfile
): Promise<MergedProfile> {
  const linkBack = (climbed?: Climbed) => {
    const back = toTrace(question, context.source.uid, climbed);
    question.links = [...question.links, ...(back ? [back] : [])];
  };
  if (hasSamples(merged)) {
    const { profileTypeId } = question.request;
    const samples = isCpuNanoseconds(profileTypeId) ? sampleCount(merged.tree.self) : undefined;
    if (samples) {
      question.notes = [restsOnText(samples.count, samples.periodNs / 1e6), ...question.notes];
    }
    linkBack();
    return merged;
  }
  if (question.nothingInstead || question.request.spanIds?.length !== 1 || merged.pieces?.failed.length) {
    linkBack();
    return merged;
  }
  const climbed = await climb(question, context, read);
  if (!climbed) {
    linkBack();
    return merged;
  }
  question.request = climbed.request;
  question.instead = climbed.instead;
  linkBack(climbed);
  return climbed.merged;
}
