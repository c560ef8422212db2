import { useCallback, useState } from 'react';

import { useAnswer } from '../datasource/editor/fields/useRequest';
import { reason } from './reason';
import { services } from './serverOf';

const HOUR_MS = 3_600_000;

export interface Services {
  /** The services that sent profiles in the last hour with the ids of their profile types; undefined until known. */
  types?: Map<string, string[]>;
  /** Why they could not be read. */
  failed?: string;
  lookAgain: () => void;
}

/** Asks anew when the data source is another one, or `revision` says that it changed. */
export function useServices(uid: string, revision: number): Services {
  const [looks, setLooks] = useState(0);
  const { loading, value, error } = useAnswer(JSON.stringify([uid, revision, looks]), () => {
    const end = Date.now();
    return services({ uid }, { start: end - HOUR_MS, end });
  });
  const lookAgain = useCallback(() => setLooks((before) => before + 1), []);
  return loading ? { lookAgain } : { types: value, failed: error === undefined ? undefined : reason(error), lookAgain };
}
