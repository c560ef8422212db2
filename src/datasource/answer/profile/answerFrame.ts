import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import type { CallTree } from '../../../../pkg/calltree/tree';
import { isState } from '../../../../pkg/pyroscope/profileType';
import { emptyProfileFrame, profileFrame, type ProfileFrameOptions } from '../../../frames/profileFrame';
import type { ComparisonMeta, ProfileMeta } from '../../../frames/profileMeta';
import { errorSentence, type ErrorText } from '../../../wording/errorSentence';
import { profileTypeLabel, unitOf } from '../../../wording/profileTypeLabel';
import type { PiecesState } from '../../../../pkg/longrange/mergedProfile';
import type { Question } from '../question';
import type { AmountsOf } from '../amounts/amountsOf';
import { profileSubject } from './profileSubject';

/** What became of a question; without a tree, or with a reason why it is empty, the frame is a root alone. */
export interface Outcome {
  tree?: CallTree;
  noData?: string;
  failed?: ErrorText;
  /** The server left out what the request selects by. */
  selectionIgnored?: boolean;
  /** How much the total is, as far as that is known. */
  amounts?: AmountsOf;
  /** How much it is, is not known yet. */
  counting?: boolean;
  /** What it is compared with; the tree has both sides then, or is that of the only one. */
  comparison?: ComparisonMeta;
  /** How far it is answered, where it takes more than one query. */
  pieces?: PiecesState;
}

/** The frame of a question's outcome, with all that has to be said of it in its meta. */
export function answerFrame(question: Question, outcome: Outcome): DataFrame {
  const { tree, noData, failed, selectionIgnored, amounts, counting, comparison, pieces } = outcome;
  const { query, request, askedRange, notes, links, typeName, nodesLowered, instead, source } = question;
  const label = request.profileTypeId ? profileTypeLabel(request.profileTypeId) : undefined;
  const { profileTypeId, labelSelector, start, end, spanIds, traceIds, profileIds, callSite, maxNodes } = request;
  const meta: ProfileMeta = {
    profileTypeId,
    labelSelector,
    subject: profileSubject(labelSelector),
    range: { from: start, to: end },
    ...(askedRange ? { askedRange: { from: askedRange.start, to: askedRange.end } } : {}),
    ...(spanIds ? { spanIds } : {}),
    ...(traceIds && !selectionIgnored ? { traceIds } : {}),
    ...(profileIds && !selectionIgnored ? { profileIds } : {}),
    ...(callSite && !selectionIgnored ? { callSite } : {}),
    ...(maxNodes ? { maxNodes } : {}),
    ...(nodesLowered ? { nodesLowered } : {}),
    ...(label ? { profileTypeLabel: label } : {}),
    ...(typeName && typeName !== label ? { profileTypeName: typeName } : {}),
    ...(links.length > 0 ? { links } : {}),
    ...(source === undefined ? {} : { source }),
    ...(instead === undefined ? {} : { instead }),
    ...(notes.length > 0 ? { notes } : {}),
    ...(pieces ? { pieces: { done: pieces.done, of: pieces.of, failed: pieces.failed.length } } : {}),
    ...(noData === undefined ? {} : { noData: { message: noData } }),
    ...(failed ? { failed } : {}),
    ...(isState(profileTypeId) ? { isState: true } : {}),
    ...(tree && amounts ? amounts(tree.total[0]) : {}),
    ...(counting ? { counting } : {}),
    ...(tree?.isOutline ? { isOutline: true } : {}),
    ...(comparison ? { comparison } : {}),
  };
  const notices: QueryResultMetaNotice[] = [
    ...(failed ? [{ severity: 'error' as const, text: errorSentence(failed) }] : []),
    ...(noData === undefined ? [] : [{ severity: 'warning' as const, text: noData }]),
    ...(instead === undefined ? [] : [{ severity: 'warning' as const, text: instead }]),
    ...(comparison?.alone ? [comparison.alone] : []),
    ...notes.map((text) => ({ severity: 'info' as const, text })),
    ...links.map(({ text, link }) => ({ severity: 'info' as const, text, link: link.url })),
  ];
  const options: ProfileFrameOptions = {
    refId: query.refId,
    unit: unitOf(profileTypeId),
    notices,
    executedQueryString: `${profileTypeId}${labelSelector}`,
    meta,
  };
  return tree && noData === undefined ? profileFrame(tree, options) : emptyProfileFrame(options);
}
