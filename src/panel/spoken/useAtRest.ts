import { useEffect, useState } from 'react';

/** After what else a page has to load, in milliseconds. */
const REST = 2000;

/** Whether a component has been on screen for a while: for what nobody waits for. */
export function useAtRest(): boolean {
  const [atRest, setAtRest] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAtRest(true), REST);
    return () => clearTimeout(timer);
  }, []);
  return atRest;
}
