import type { SavedQueryProblem } from './query';
import { t } from '../../wording/t';

/** Fields that narrow a query: to leave one out would answer another question. */
const NARROWING = new Set<SavedQueryProblem['field']>([
  'labelSelector',
  'spanSelector',
  'traceIdSelector',
  'profileIdSelector',
  'stackTraceSelector',
]);

/** Why a query cannot be asked at all: what it selects by cannot be read. */
export function brokenSelection(problems: readonly SavedQueryProblem[]): string | undefined {
  const broken = problems.find(({ field }) => NARROWING.has(field));
  return broken && problemText(broken);
}

/** What is said in an answer of how the saved query was read. */
export function problemNotes(problems: readonly SavedQueryProblem[]): string[] {
  return problems.filter(({ field }) => !NARROWING.has(field)).map(problemText);
}

/** With the number of nodes lowered to what this server allows, from what was saved. */
export function withNodesLimit(
  problems: readonly SavedQueryProblem[],
  asked: number,
  limit: number
): SavedQueryProblem[] {
  const others = problems.filter((one) => !isLoweredNodes(one));
  const saved = problems.find(isLoweredNodes)?.saved ?? `${asked}`;
  return [...others, { field: 'maxNodes', reason: 'over-limit', saved, limit }];
}

function isLoweredNodes({ field, reason }: SavedQueryProblem): boolean {
  return field === 'maxNodes' && reason === 'over-limit';
}

function problemText({ field, reason, saved, limit }: SavedQueryProblem): string {
  switch (reason) {
    case 'wrong-type':
      return t('datasource.note.wrong-type', 'The saved query has {{saved}} as {{field}}, which cannot be used.', {
        saved,
        field,
      });
    case 'negative':
      return t(
        'datasource.note.negative',
        'The saved query has {{saved}} as {{field}}; the server’s default is used instead.',
        { saved, field }
      );
    case 'over-limit':
      return t(
        'datasource.note.over-limit',
        '{{field}} is lowered from {{saved}} to {{limit}}, the most the server allows.',
        {
          field,
          saved,
          limit: (limit ?? 0).toLocaleString('en-US'),
        }
      );
  }
}
