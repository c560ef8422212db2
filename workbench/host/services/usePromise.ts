import { useEffect, useState } from 'react';

export interface PromiseState<T> {
  value?: T;
  error?: Error;
  loading: boolean;
}

/** Runs `load` when it changes; an answer that comes after a newer `load` began is dropped. */
export function usePromise<T>(load: () => Promise<T>): PromiseState<T> {
  const [state, setState] = useState<PromiseState<T>>({ loading: true });
  useEffect(() => {
    let current = true;
    setState({ loading: true });
    load().then(
      (value) => current && setState({ value, loading: false }),
      (error: unknown) =>
        current && setState({ error: error instanceof Error ? error : new Error(String(error)), loading: false })
    );
    return () => {
      current = false;
    };
  }, [load]);
  return state;
}
