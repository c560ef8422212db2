import { useCallback } from 'react';
import type { CallTree } from '../../../pkg/calltree/tree';
import { loadCode } from '../../loading/loadCode';
import { useTreeOperation } from '../useTreeOperation';

/** Works ahead for a transform of the tree, while the user chooses one. */
export function useTransformsAhead(tree: CallTree): void {
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const { getReady } = await loadCode(() => import(/* webpackChunkName: "panel-transforms" */ './getReady'));
      await getReady(tree, signal);
    },
    [tree]
  );
  useTreeOperation(ask);
}
