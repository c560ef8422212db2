import { useCallback } from 'react';
import { loadCode } from '../../loading/loadCode';
import { useTreeOperation } from '../useTreeOperation';
import type { Merged } from './mergeProfiles';
import type { ProfileFrame } from './profiles';

/** The sum of `profiles`, once it is there; until a new one is, the sum before. Undefined without them. */
export function useMerged(profiles: readonly ProfileFrame[] | undefined): Merged | undefined {
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const { mergeProfiles } = await loadCode(() => import(/* webpackChunkName: "panel-words" */ './mergeProfiles'));
      return mergeProfiles(profiles ?? [], signal);
    },
    [profiles]
  );
  return useTreeOperation(profiles && ask, 'at once');
}
