import { useEffect, useRef } from 'react';
import { NONE, type NodeIndex } from '../../../pkg/calltree/tree';
import type { SearchResult } from '../useProfileFacts';
import { useStable } from '../../useStable';
import { nextMatch } from './nextMatch';
import type { ProfileScene } from './scene';
import type { Search } from './viewState';

/**
 * Shows the widest match of the view as soon as a search that the user has typed has found it; what is answered with is
 * to be told of each such search. A search that comes with a view, a step back or new data moves nothing.
 */
export function useFirstMatch(
  { tree }: ProfileScene,
  found: SearchResult['found'],
  show: (match: NodeIndex) => void
): (search: Search) => void {
  const typed = useRef<Search>(undefined);
  const showFirst = useStable(show);
  useEffect(() => {
    if (found && found.search === typed.current) {
      typed.current = undefined;
      const first = nextMatch(tree, found.inView.nodes, NONE, 1);
      if (first !== NONE) {
        showFirst(first);
      }
    }
  }, [tree, found, showFirst]);
  return (search) => {
    typed.current = search;
  };
}
