import type { TimeRange } from '../../../pkg/pyroscope/api';
import { printSelector, type Matcher, type MatchOperator } from '../../../pkg/pyroscope/selector';
import type { Catalog } from '../catalog';
import { completedPart, OPERATORS, type Situation } from './completion';
import { errorSentence, errorText } from '../errorText';
import { t } from '../text';
import { useAnswer } from '../useAnswer';
import { hasVariable } from '../variables';

export interface Suggestion {
  value: string;
  description?: string;
}

export interface Suggestions {
  items: Suggestion[];
  loading: boolean;
  /** Why there are none, as a sentence. */
  problem?: string;
}

const MOST = 200;

/** What could be written where the cursor stands; labels and values are those of the series the other matchers select. */
export function useSuggestions(
  situation: Situation,
  profileTypeId: string,
  range: TimeRange,
  catalog: Catalog
): Suggestions {
  const matchers =
    situation.kind === 'name' || situation.kind === 'value' ? scope(situation.others, profileTypeId) : [];
  const label = situation.kind === 'value' ? situation.name : undefined;
  const key =
    situation.kind === 'name' || situation.kind === 'value'
      ? JSON.stringify([situation.kind, label, matchers, range.start, range.end])
      : undefined;
  const { loading, value, error } = useAnswer(key, (signal) =>
    label === undefined
      ? catalog.labelNames(matchers, range, signal)
      : catalog.labelValues(label, matchers, range, signal)
  );

  switch (situation.kind) {
    case 'none':
      return { items: [], loading: false };
    case 'operator':
      return {
        items: OPERATORS.filter((op) => op.startsWith(situation.prefix)).map((op) => ({
          value: op,
          description: operatorText(op),
        })),
        loading: false,
      };
    case 'name': {
      const used = new Set(situation.others.map(({ name }) => name));
      const names = serviceFirst((value ?? []).filter((name) => !name.startsWith('__') && !used.has(name)));
      return { items: matching(names, situation.prefix), loading, problem: problemText(error) };
    }
    case 'value':
      return {
        items: matching(value ?? [], completedPart(situation.prefix, situation.op)),
        loading,
        problem: problemText(error),
      };
  }
}

/** Nearly every selector begins with the service. */
function serviceFirst(names: string[]): string[] {
  return names.includes('service_name') ? ['service_name', ...names.filter((name) => name !== 'service_name')] : names;
}

/** Those that begin with what is written, then those that contain it; all in a fixed order. */
function matching(all: string[], written: string): Suggestion[] {
  const wanted = written.toLowerCase();
  const begins = all.filter((item) => item.toLowerCase().startsWith(wanted));
  const contains = all.filter((item) => !item.toLowerCase().startsWith(wanted) && item.toLowerCase().includes(wanted));
  return [...begins, ...contains].slice(0, MOST).map((value) => ({ value }));
}

function scope(others: Matcher[], profileTypeId: string): string[] {
  // A variable has no value here, and a label that equals its name would leave nothing to choose from.
  const known = others.filter(({ value }) => !hasVariable(value));
  const type =
    profileTypeId === '' || hasVariable(profileTypeId)
      ? []
      : [{ name: '__profile_type__', op: '=', value: profileTypeId } as const];
  const matchers = [...known, ...type];
  return matchers.length === 0 ? [] : [printSelector(matchers)];
}

function operatorText(op: MatchOperator): string {
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

function problemText(error: unknown): string | undefined {
  return error === undefined ? undefined : errorSentence(errorText(error));
}
