import { useState } from 'react';
import { OpenRows, type RowFilter } from '../../../pkg/calltree/rows/openRows';
import { NONE, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';

interface Lists {
  all: OpenRows;
  /** While something is searched for: what is open among that is a matter of the search. */
  found?: OpenRows;
}

/**
 * The rows of a call tree. What is open stays so when the user looks at a part of it and comes back, and as far as the
 * next answer has the same paths.
 */
export function useOpenRows(
  tree: CallTree,
  root: NodeIndex,
  filter: RowFilter | undefined,
  selected: NodeIndex | typeof NONE,
  leastShare: number
): [rows: OpenRows, setRows: (rows: OpenRows) => void] {
  const [lists, setLists] = useState<Lists>(() => listsOf(undefined, tree, root, filter, selected, leastShare));
  let now = lists;
  if (lists.all.leastShare !== leastShare) {
    now = listsOf(undefined, tree, root, filter, selected, leastShare);
    setLists(now);
  } else if (
    lists.all.tree !== tree ||
    lists.all.root !== root ||
    lists.found?.filter?.functions !== filter?.functions
  ) {
    now = listsOf(lists, tree, root, filter, selected, leastShare);
    setLists(now);
  }
  const setRows = (rows: OpenRows) => setLists(rows.filter ? { ...now, found: rows } : { ...now, all: rows });
  return [now.found ?? now.all, setRows];
}

function listsOf(
  before: Lists | undefined,
  tree: CallTree,
  root: NodeIndex,
  filter: RowFilter | undefined,
  selected: NodeIndex | typeof NONE,
  leastShare: number
): Lists {
  const all = !before
    ? OpenRows.of(tree, root, leastShare)
    : before.all.tree !== tree
      ? before.all.carriedTo(tree, root)
      : before.all.root !== root
        ? before.all.from(root)
        : before.all;
  return {
    all,
    // The row where the user is stays, whether it matches or not.
    ...(filter && { found: foundIn(before?.found, tree, root, filter).reveal(selected) }),
  };
}

/** What is open among that stays so where the same is searched for in another tree. */
function foundIn(before: OpenRows | undefined, tree: CallTree, root: NodeIndex, filter: RowFilter): OpenRows {
  return before && before.filter?.functions === filter.functions && before.tree !== tree
    ? before.carriedTo(tree, root, filter)
    : OpenRows.found(tree, root, filter);
}
