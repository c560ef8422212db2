import type { Correction } from './query';
import { t } from '../../wording/t';

/** Fields that narrow a query: to leave one out would answer another question. */
const NARROWING = new Set<Correction['field']>([
  'labelSelector',
  'spanSelector',
  'traceIdSelector',
  'profileIdSelector',
  'stackTraceSelector',
]);

/** Why a query cannot be asked at all: what it selects by cannot be read. */
export function brokenSelection(corrections: readonly Correction[]): string | undefined {
  const broken = corrections.find(({ field }) => NARROWING.has(field));
  return broken && correctionText(broken);
}

/** What the reader of an answer has to know of how the saved query was read. */
export function correctionNotes(corrections: readonly Correction[]): string[] {
  return corrections.filter(({ field }) => !NARROWING.has(field)).map(correctionText);
}

/** With the number of nodes lowered to what this server allows, from what was saved. */
export function withNodesLimit(corrections: readonly Correction[], asked: number, limit: number): Correction[] {
  const others = corrections.filter((one) => !isLoweredNodes(one));
  const saved = corrections.find(isLoweredNodes)?.saved ?? `${asked}`;
  return [...others, { field: 'maxNodes', reason: 'over-limit', saved, limit }];
}

function isLoweredNodes({ field, reason }: Correction): boolean {
  return field === 'maxNodes' && reason === 'over-limit';
}

function correctionText({ field, reason, saved, limit }: Correction): string {
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
        '{{field}} is lowered from {{saved}} to {{limit}}, the most the server takes.',
        {
          field,
          saved,
          limit: (limit ?? 0).toLocaleString('en-US'),
        }
      );
  }
}
