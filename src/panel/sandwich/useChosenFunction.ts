import { useMemo } from 'react';
import { useTopTable } from '../useProfileFacts';
import type { ProfileScene } from '../view/scene';

/** The function that a user has chosen, or the one that takes the most by itself. Undefined until that is known. */
export function useChosenFunction({ tree, focus, state }: ProfileScene): string | undefined {
  const chosen = state.sandwich?.function;
  const top = useTopTable(tree, focus, chosen === undefined);
  return useMemo(() => {
    if (chosen !== undefined || !top) {
      return chosen;
    }
    const { function: functions, self, selfRight } = top.table;
    let most = 0;
    for (let row = 1; row < functions.length; row++) {
      most = self[row] + (selfRight?.[row] ?? 0) > self[most] + (selfRight?.[most] ?? 0) ? row : most;
    }
    return top.tree.functions.names[functions[most]];
  }, [chosen, top]);
}
