import type { TimeRange } from '../../../../pkg/pyroscope/api';
import type { Catalog } from '../../server/catalog';
import { errorSentence } from '../../../wording/errorSentence';
import { errorText } from '../../../wording/errorText';
import { useRequest } from '../fields/useRequest';
import { completedPart, type CursorContext } from './completion';
import { matching } from '../fields/resolveTypedChoice';
import { OPERATORS, operatorText } from './operators';
import { choosableNames, scopeOf } from './scope';
import { variableNames } from '../fields/variableNames';

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
  situation: CursorContext,
  profileTypeId: string,
  range: TimeRange,
  catalog: Catalog
): Suggestions {
  const matchers =
    situation.kind === 'name' || situation.kind === 'value' ? scopeOf(situation.others, profileTypeId) : [];
  const label = situation.kind === 'value' ? situation.name : undefined;
  const key =
    situation.kind === 'name' || situation.kind === 'value'
      ? JSON.stringify([situation.kind, label, matchers, range.start, range.end])
      : undefined;
  const { loading, value, error } = useRequest(key, (signal) =>
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
      const names = choosableNames(value ?? [], used);
      return { items: toSuggestions(matching(names, situation.prefix)), loading, problem: problemText(error) };
    }
    case 'value': {
      const written = completedPart(situation.prefix, situation.op);
      return {
        items: toSuggestions(matching(withVariables(value ?? [], written), written)),
        loading,
        problem: problemText(error),
      };
    }
  }
}

/** Variables are offered once the user begins one. */
function withVariables(all: readonly string[], written: string): string[] {
  return written.startsWith('$') ? [...variableNames(), ...all] : [...all];
}

function toSuggestions(values: string[]): Suggestion[] {
  return values.slice(0, MOST).map((value) => ({ value }));
}

function problemText(error: unknown): string | undefined {
  return error === undefined ? undefined : errorSentence(errorText(error));
}
