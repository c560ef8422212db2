import { parseCheckedSelector } from '../../../../pkg/pyroscope/selector/checkedSelector';
import { printSelector, type Matcher, type MatchOperator } from '../../../../pkg/pyroscope/selector/selector';
import { errorText } from '../../../wording/errorText';
import { readMatchers } from '../../query/selectorEdit';
import { t } from '../../../wording/t';
import { hasVariable } from '../../query/interpolation/variableSyntax';

/** A matcher in the making: without a name, or while its value is undefined, it is no part of the selector yet. */
export interface Row {
  id: number;
  name: string;
  op: MatchOperator;
  value?: string;
}

/** Why a selector can be shown as text only, as a sentence; undefined for one that rows can show. */
export function onlyAsCode(selector: string): string | undefined {
  if (selector.trim() === '') {
    return undefined;
  }
  try {
    parseCheckedSelector(selector);
  } catch (error) {
    return hasVariable(selector)
      ? t(
          'datasource.builder.odd-variable',
          'The builder shows variables as values only; here one stands for more than a value.'
        )
      : t('datasource.builder.unreadable', 'The builder cannot show this selector yet. {{reason}}', {
          reason: errorText(error, { labelSelector: selector }).title,
        });
  }
  const outsideQuotes = selector.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/gs, '');
  return outsideQuotes.includes('#')
    ? t('datasource.builder.comment', 'The builder would lose the comment that starts with “#”.')
    : undefined;
}

/** Rows for a selector; those that are shown already keep their ids, and those still in the making stay at the end. */
export function rowsOf(selector: string, before: readonly Row[] = []): Row[] {
  const taken = new Set<number>();
  let next = Math.max(0, ...before.map(({ id }) => id)) + 1;
  const idFor = ({ name }: Matcher, index: number) => {
    const same = [before[index], ...before].find((row) => row?.name === name && !taken.has(row.id));
    const id = same?.id ?? next++;
    taken.add(id);
    return id;
  };
  const rows = (readMatchers(selector) ?? []).map((matcher, index) => ({ ...matcher, id: idFor(matcher, index) }));
  return [...rows, ...before.filter((row) => !isWhole(row) && !taken.has(row.id))];
}

export function selectorOf(rows: readonly Row[]): string {
  return printSelector(rows.filter(isWhole));
}

export function isWhole(row: Row): row is Row & { value: string } {
  return row.name !== '' && row.value !== undefined;
}

/** The row that the service picker stands for. */
export function serviceRow(rows: readonly Row[]): Row | undefined {
  return rows.find(({ name, op, value }) => name === 'service_name' && op === '=' && value !== undefined);
}

/** An empty row with an id of its own. */
export function newRow(rows: readonly Row[]): Row {
  return { id: Math.max(0, ...rows.map(({ id }) => id)) + 1, name: '', op: '=' };
}
