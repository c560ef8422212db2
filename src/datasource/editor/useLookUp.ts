import { useMemo, useState } from 'react';
import { errorSentence, errorText } from '../errorText';
import { useAnswer } from '../useAnswer';
import { hasVariable } from '../interpolation/variableSyntax';
import { variableNames } from './variableNames';

interface LookUp {
  /** What there is to choose from, the dashboard's variables last. */
  choices: string[];
  loading: boolean;
  /** Why it could not be listed, as a sentence. */
  problem?: string;
  /** Asks: to be called when the reader comes to the field. */
  onFocus: () => void;
}

/** Names or values for a field, asked for once the reader is there, and again when `key` becomes another question. */
export function useLookUp(key: string | undefined, ask: (signal: AbortSignal) => Promise<string[]>): LookUp {
  const [visited, setVisited] = useState(false);
  const { value, loading, error } = useAnswer(visited ? key : undefined, ask);
  const choices = useMemo(() => [...(value ?? []), ...(visited ? variableNames() : [])], [value, visited]);
  return {
    choices,
    loading,
    problem: error === undefined ? undefined : errorSentence(errorText(error)),
    onFocus: () => setVisited(true),
  };
}

/**
 * What was typed is the beginning of a choice where it can be one, since lists put the reader's own text before what it
 * matches; a variable, and what matches nothing, stands for itself.
 */
export function meantChoice(typed: string, choices: readonly string[]): string {
  const text = typed.trim();
  if (hasVariable(text) || choices.includes(text)) {
    return text;
  }
  return matching(choices, text)[0] ?? text;
}

/** Those that begin with what is written, then those that contain it; all in the order given. */
export function matching(all: readonly string[], written: string): string[] {
  const wanted = written.toLowerCase();
  const starts = (item: string) => item.toLowerCase().startsWith(wanted);
  const begins = all.filter(starts);
  const contains = all.filter((item) => !starts(item) && item.toLowerCase().includes(wanted));
  return [...begins, ...contains];
}
