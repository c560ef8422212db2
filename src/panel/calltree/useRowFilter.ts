import { useCallback, useMemo } from 'react';
import { openTree } from '../../../pkg/calltree/operations/openTree';
import type { RowFilter } from '../../../pkg/calltree/rows/openRows';
import { useTreeOperation } from '../useTreeOperation';
import type { ProfileScene } from '../view/scene';

/** What is searched for in the view. Undefined until all of it is found: half of it would have rows come and go. */
export function useRowFilter({ tree, focus, matches }: ProfileScene): RowFilter | undefined {
  const functions = matches?.functions;
  const find = useCallback(
    async (signal: AbortSignal) =>
      functions && { tree, focus, functions, nodes: (await openTree(tree).matched(functions, focus, signal)).nodes },
    [tree, focus, functions]
  );
  const found = useTreeOperation(functions && find);
  // What was found before stays until what is typed now is.
  const current = found?.tree === tree && found.focus === focus;
  return useMemo(
    () => (current && found ? { nodes: found.nodes, functions: found.functions } : undefined),
    [current, found]
  );
}
