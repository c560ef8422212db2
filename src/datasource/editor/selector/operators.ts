import type { MatchOperator } from '../../../../pkg/pyroscope/selector/selector';
import { t } from '../../../wording/t';

export const OPERATORS: readonly MatchOperator[] = ['=', '!=', '=~', '!~'];

export function operatorText(op: MatchOperator): string {
  switch (op) {
    case '=':
      return t('datasource.operator.equal', 'is');
    case '!=':
      return t('datasource.operator.not-equal', 'is not');
    case '=~':
      return t('datasource.operator.matches', 'matches the regular expression');
    case '!~':
      return t('datasource.operator.not-matches', 'does not match the regular expression');
  }
}
