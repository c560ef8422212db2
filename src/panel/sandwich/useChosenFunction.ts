import { useMemo } from 'react';
import type { TopTable } from '../../../pkg/calltree/operations/operations';
import type { FunctionIndex } from '../../../pkg/calltree/tree';
import { useTopTable } from '../useProfileFacts';
import type { ProfileScene } from '../view/scene';

/** The function that a user has chosen, or the one that takes the most by itself. Undefined until that is known. */
export function useChosenFunction({ tree, focus, state }: ProfileScene): string | undefined {
  const chosen = state.sandwich?.function;
  const top = useTopTable(tree, focus, chosen === undefined, 'with rests');
  return useMemo(
    () => (chosen !== undefined || !top ? chosen : top.tree.functions.names[mostByItself(top.table)]),
    [chosen, top]
  );
}

export function mostByItself({ function: functions, self, selfRight }: TopTable): FunctionIndex {
  let most = 0;
  for (let row = 1; row < functions.length; row++) {
    most = self[row] + (selfRight?.[row] ?? 0) > self[most] + (selfRight?.[most] ?? 0) ? row : most;
  }
  return functions[most];
}
