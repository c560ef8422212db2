import { useMemo, useState } from 'react';
import { errorSentence } from '../../../wording/errorSentence';
import { errorText } from '../../../wording/errorText';
import { useRequest } from '../fields/useRequest';
import { variableNames } from '../fields/variableNames';

interface LabelRequest {
  /** What there is to choose from, the dashboard's variables last. */
  choices: string[];
  loading: boolean;
  /** Why it could not be listed, as a sentence. */
  problem?: string;
  /** Asks: to be called when the user comes to the field. */
  onFocus: () => void;
}

/** Names or values for a field, asked for once the user is there, and again when `key` becomes another question. */
export function useLabelRequest(
  key: string | undefined,
  ask: (signal: AbortSignal) => Promise<string[]>
): LabelRequest {
  const [visited, setVisited] = useState(false);
  const { value, loading, error } = useRequest(visited ? key : undefined, ask);
  const choices = useMemo(() => [...(value ?? []), ...(visited ? variableNames() : [])], [value, visited]);
  return {
    choices,
    loading,
    problem: error === undefined ? undefined : errorSentence(errorText(error)),
    onFocus: () => setVisited(true),
  };
}
