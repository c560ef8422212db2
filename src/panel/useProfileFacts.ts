import { useCallback, useMemo } from 'react';
import { inlineOperations } from '../../pkg/calltree/operations/inlineOperations';
import type { Hidden, Matched, TopTable } from '../../pkg/calltree/operations/operations';
import type { CallTree, NodeIndex } from '../../pkg/calltree/tree';
import { matchingNodes } from '../../pkg/flamegraph/matches';
import type { SearchMatches } from '../../pkg/flamegraph/painter';
import { compileSearch } from './view/search';
import { useAnswer } from './useTreeOperation';
import type { Search } from './view/viewState';

/** The top table of a subtree, with the tree it is of: while a new one is added up, the one before stays. */
export function useTopTable(tree: CallTree, root: NodeIndex, wanted: boolean) {
  const ask = useCallback(
    async (signal: AbortSignal): Promise<{ tree: CallTree; root: NodeIndex; table: TopTable }> => ({
      tree,
      root,
      table: await inlineOperations.topTable(tree, root, signal),
    }),
    [tree, root]
  );
  return useAnswer(wanted ? ask : undefined);
}

export function useHidden(tree: CallTree, root: NodeIndex): Hidden | undefined {
  const ask = useCallback(
    async (signal: AbortSignal) => ({ tree, root, hidden: await inlineOperations.hidden(tree, root, signal) }),
    [tree, root]
  );
  const answer = useAnswer(ask);
  return answer?.tree === tree && answer.root === root ? answer.hidden : undefined;
}

export interface SearchResult {
  error?: string;
  matches?: SearchMatches;
  /** Undefined until it is added up. */
  matched?: Matched;
}

const NONE_YET = new Uint32Array(0);

export function useSearch(tree: CallTree, root: NodeIndex, search: Search): SearchResult {
  const { functions, error } = useMemo(
    () => compileSearch(tree.functions.names, search),
    [tree.functions.names, search]
  );
  const ask = useCallback(
    async (signal: AbortSignal) => ({
      tree,
      functions,
      root,
      nodes: await matchingNodes(tree, functions!, root, signal),
      matched: await inlineOperations.matched(tree, functions!, root, signal),
    }),
    [tree, functions, root]
  );
  const answer = useAnswer(functions && ask);
  const known =
    answer && answer.tree === tree && answer.functions === functions && answer.root === root ? answer : undefined;
  const matches = useMemo(() => functions && { functions, nodes: known?.nodes ?? NONE_YET }, [functions, known]);
  return { error, matches, matched: known?.matched };
}
