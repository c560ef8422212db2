import { useCallback, useLayoutEffect, useRef } from 'react';

/** A callback that is always the same function and does what the last render says: its receiver need not render anew. */
export function useStable<Args extends unknown[]>(callback: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(callback);
  useLayoutEffect(() => {
    latest.current = callback;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
