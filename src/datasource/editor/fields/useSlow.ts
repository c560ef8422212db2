import { useEffect, useState } from 'react';

const PATIENCE_MS = 250;
const LEAST_MS = 400;

/**
 * Whether something takes long enough to be worth a mark, which then stays for a moment: one that comes and goes at
 * once only flickers, and in Grafana 12 the picture of a mark that goes while it is still being fetched stays for good.
 */
export function useSlow(active: boolean): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (active !== shown) {
      const timer = setTimeout(() => setShown(active), active ? PATIENCE_MS : LEAST_MS);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [active, shown]);
  return shown;
}
