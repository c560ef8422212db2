import { NewRows } from './newRows';
import { RowRecords, type Rewriting } from './rowRecords';
import { Siblings } from './siblings';
import { placingNames } from '../placeOrder';
import { ROWS_PER_STEP, type Steps } from '../slices';
import type { CallTree, NodeIndex } from '../tree';

/**
 * A tree that is made of the rows of another one, some of which became part of others. Where rows of one function come
 * to stand below one node, they become one. A node that has lost all that was in it is left out.
 *
 * Most of a tree keeps its shape under most transforms, and there no two rows can become one: it is copied. A node whose
 * children all come from one row takes them as they come; only where those of several rows come together are they put
 * together by function, and then ordered by name. The tree is written from the root down, in depth-first order.
 */
export function* rewritten(tree: CallTree, rewriting: Rewriting): Steps<CallTree> {
  const { functions, functionOf } = rewriting.renamed ?? { functions: tree.functions, functionOf: tree.function };
  const placeOf = yield* placingNames(functions.names);
  const rows = new RowRecords(tree);
  yield* rows.recording(rewriting, placeOf);
  const { nodes, self, selfRight } = rows;
  const made = new NewRows(tree, nodes, { function: functionOf, self, selfRight });
  const siblings = new Siblings(tree, rows, placeOf.length);
  /** The first row of each open node, by depth. */
  const open = new Int32Array(nodes);
  const { subtreeEnd } = tree;
  const step = ROWS_PER_STEP;
  let work = 0;

  let first: NodeIndex = 0;
  for (;;) {
    // A node: its rows are listed from `first` on. How many of them have callees tells where its children are from.
    open[made.depth] = first;
    made.open(first, false);
    let callers = 0;
    let caller = 0;
    let row = first;
    do {
      made.addSelf(row);
      const sources = rows.sources(row);
      if (sources > 0) {
        callers += sources;
        caller = row;
      }
      work++;
      row = rows.next(row);
    } while (row !== 0);

    let next: NodeIndex = 0;
    if (callers > 1) {
      siblings.begin();
      row = first;
      do {
        work += siblings.addCallees(row);
        for (let joined = rows.joined(row); joined !== 0; joined = rows.next(joined)) {
          work += siblings.addCallees(joined);
          if (work >= step) {
            work = 0;
            yield;
          }
        }
        row = rows.next(row);
      } while (row !== 0);
      next = siblings.link();
    } else if (callers === 1 && !rows.isUnchanged(caller)) {
      next = siblings.linkCallees(caller);
    } else if (callers === 1) {
      const end = subtreeEnd[caller];
      work += end - caller;
      if (end - caller < step) {
        made.copy(caller + 1, end);
      } else {
        yield* made.copying(caller + 1, end);
      }
    }

    while (next === 0 && made.depth > 0) {
      const closed = open[made.depth - 1];
      made.close(closed);
      next = rows.sibling(closed);
    }
    if (next === 0) {
      return yield* made.finishing(functions);
    }
    first = next;
    if (work >= step) {
      work = 0;
      yield;
    }
  }
}
