import { useEffect, useState } from 'react';

export interface RequestState<T> {
  loading: boolean;
  /** The last answer, kept while the next is on its way. */
  value?: T;
  error?: unknown;
}

/**
 * Asks again whenever `key` changes, and drops what was asked before; an undefined key asks nothing. `ask` is what the
 * key stands for and takes part in nothing else.
 */
export function useRequest<T>(key: string | undefined, ask: (signal: AbortSignal) => Promise<T>): RequestState<T> {
  const [answered, setAnswered] = useState<{ key?: string; value?: T; error?: unknown }>({});

  useEffect(() => {
    if (key === undefined) {
      return;
    }
    const controller = new AbortController();
    ask(controller.signal).then(
      (value) => !controller.signal.aborted && setAnswered({ key, value }),
      (error) => !controller.signal.aborted && setAnswered({ key, error })
    );
    return () => controller.abort();
    // `ask` is a new function on every render; the key says when it is another question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  const { value, error } = answered;
  return answered.key === key ? { loading: false, value, error } : { loading: key !== undefined, value };
}
