import { useCallback, useMemo } from 'react';
import { openTree } from '../../pkg/calltree/operations/openTree';
import type { Hidden, Matched, TopTable } from '../../pkg/calltree/operations/operations';
import { uprightOf, type CallTree, type NodeIndex } from '../../pkg/calltree/tree';
import { foldable } from '../../pkg/flamegraph/folds';
import type { SearchMatches } from '../../pkg/flamegraph/painter';
import { functionText, isSymbol } from '../wording/functionText';
import { compileSearch } from './view/search';
import { useTreeOperation, type When } from './useTreeOperation';
import type { Search } from './view/viewState';

interface TableOf {
  tree: CallTree;
  focus: NodeIndex;
  /** Where the focus is in the tree that the table was made of: of an inverted one that is another. */
  root: NodeIndex;
  table: TopTable;
}

/** The top table of a subtree, with the tree it is of: while a new one is added up, the one before stays. */
export function useTopTable(tree: CallTree, root: NodeIndex, wanted: boolean, when?: When) {
  const ask = useCallback(
    async (signal: AbortSignal): Promise<TableOf> => {
      const upright = uprightOf(tree, root);
      const open = openTree(upright.tree);
      const table = await open.topTable(upright.root, signal);
      // Kept for the table's rows, which are in the order of their names where they are equal.
      await open.nameRanks(signal);
      return { tree, focus: root, root: upright.root, table };
    },
    [tree, root]
  );
  return useTreeOperation(wanted ? ask : undefined, when);
}

export function useHidden(tree: CallTree, root: NodeIndex): Hidden | undefined {
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const upright = uprightOf(tree, root);
      return { tree, root, hidden: await openTree(upright.tree).hidden(upright.root, signal) };
    },
    [tree, root]
  );
  const answer = useTreeOperation(ask);
  return answer?.tree === tree && answer.root === root ? answer.hidden : undefined;
}

/** What stands above the user's own code in each stack, once it is known; see `nodesAbove`. */
export function useAbove(tree: CallTree, wanted: boolean): Uint8Array | undefined {
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const mayFold = foldable(tree.functions);
      return { tree, above: await openTree(tree).above((fn) => !mayFold(fn), signal) };
    },
    [tree]
  );
  const answer = useTreeOperation(wanted ? ask : undefined, 'at once');
  return answer?.tree === tree ? answer.above : undefined;
}

export interface SearchResult {
  /** Why the pattern is none, as a sentence. */
  error?: string;
  /** Of the whole profile. */
  matches?: SearchMatches;
  /** What the whole profile and the view have of it, once both are added up. */
  found?: Found;
}

interface Found {
  search: Search;
  inProfile: Matched;
  inView: Matched;
}

const NONE_YET = new Uint32Array(0);

/**
 * Names first, for they give bars and rows their look, then what they cover. Until then what was found before stays.
 * Where linkers' names are read (`symbols`), both what they are and what is shown is found.
 */
export function useSearch(tree: CallTree, root: NodeIndex, search: Search, symbols: boolean): SearchResult {
  const askNames = useCallback(
    async (signal: AbortSignal) => {
      const { test, error } = await compileSearch(search);
      const either =
        test && symbols ? (name: string) => test(name) || (isSymbol(name) && test(functionText(name))) : test;
      return { tree, search, error, functions: either && (await openTree(tree).functionsWhere(either, signal)) };
    },
    [tree, search, symbols]
  );
  const names = useTreeOperation(search.text === '' ? undefined : askNames, 'at once');
  const functions = names?.tree === tree ? names.functions : undefined;
  const askProfile = useCallback(
    async (signal: AbortSignal) => {
      const matched = functions && (await openTree(tree).matched(functions, 0, signal));
      // An inverted tree leaves out what cannot be seen.
      const all = functions && tree.upright && (await openTree(tree.upright).matched(functions, 0, signal));
      return { functions, matched: matched && all ? { ...all, nodes: matched.nodes } : matched };
    },
    [tree, functions]
  );
  const whole = useTreeOperation(functions && askProfile);
  const inProfile = whole?.functions === functions ? whole?.matched : undefined;
  const askView = useCallback(
    async (signal: AbortSignal) => ({
      inProfile,
      root,
      matched: root === 0 ? inProfile : functions && (await openTree(tree).matched(functions, root, signal)),
    }),
    [tree, functions, root, inProfile]
  );
  const view = useTreeOperation(inProfile && askView, 'at once');
  const inView = view?.inProfile === inProfile && view?.root === root ? view.matched : undefined;
  const matches = useMemo(
    () => functions && { functions, nodes: inProfile?.nodes ?? NONE_YET },
    [functions, inProfile]
  );
  const found = useMemo(
    () => (names && inProfile && inView ? { search: names.search, inProfile, inView } : undefined),
    [names, inProfile, inView]
  );
  return { error: names?.error, matches, found };
}
