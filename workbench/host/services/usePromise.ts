import { useEffect, useState } from 'react';

export interface PromiseState<T> {
  value?: T;
  error?: Error;
  loading: boolean;
}

type Answer<T> = { load: () => Promise<T> } & ({ value: T } | { error: Error });

/** Runs `load` when it changes; until its answer is there, and for an answer to an older `load`, it is loading. */
export function usePromise<T>(load: () => Promise<T>): PromiseState<T> {
  const [answer, setAnswer] = useState<Answer<T>>();
  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setAnswer({ load, value }),
      (cause: unknown) =>
        current && setAnswer({ load, error: cause instanceof Error ? cause : new Error(String(cause)) })
    );
    return () => {
      current = false;
    };
  }, [load]);
  if (answer?.load !== load) {
    return { loading: true };
  }
  return 'error' in answer ? { error: answer.error, loading: false } : { value: answer.value, loading: false };
}
