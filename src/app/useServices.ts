import { useCallback, useState } from 'react';

import { serverOf, useRequest, type ServiceType } from '../datasource/public';
import { reason } from './reason';

/** What services are listed by: lately. */
export const HOUR_MS = 3_600_000;

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
  const { loading, value, error } = useRequest(JSON.stringify([uid, revision, looks]), async () => {
    const end = Date.now();
    return typesByService(await serverOf(uid).services({ start: end - HOUR_MS, end }));
  });
  const lookAgain = useCallback(() => setLooks((before) => before + 1), []);
  return loading ? { lookAgain } : { types: value, failed: error === undefined ? undefined : reason(error), lookAgain };
}

/** By name of the service. */
function typesByService(pairs: ServiceType[]): Map<string, string[]> {
  const types = new Map<string, string[]>();
  for (const { service, profileTypeId } of [...pairs].sort((a, b) => a.service.localeCompare(b.service))) {
    if (service && profileTypeId) {
      types.set(service, [...(types.get(service) ?? []), profileTypeId]);
    }
  }
  return types;
}
