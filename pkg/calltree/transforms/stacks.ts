import { NewRows } from './newRows';
import { placingNames } from '../order/placeOrder';
import { rewritten } from './rewriting';
import { FATE, surveying } from './rowFates';
import { depthsOf, markedRows } from './rows';
import { overRows, ROWS_PER_STEP, type Steps } from '../slices';
import type { CallTree, NodeIndex } from '../tree';

const { out } = FATE;

/** What becomes of a row: it goes with all that it calls, stays so, or some of what it calls goes. */
const GOES = 0;
const STAYS = 1;
const LEADS = 2;

/** Only the stacks that a marked function is in (`marks[f]` is 1), whole. pprof calls it focus. */
export function* showingStacks(tree: CallTree, marks: Uint8Array): Steps<CallTree> {
  const isMarked = markedRows(tree, marks);
  if (isMarked(0)) {
    return tree;
  }
  return yield* withFates(tree, yield* leading(tree, isMarked, STAYS), false);
}

/** Without the stacks that a marked function is in. pprof calls it ignore. */
export function* hidingStacks(tree: CallTree, marks: Uint8Array): Steps<CallTree> {
  const isMarked = markedRows(tree, marks);
  if (isMarked(0)) {
    return yield* withFates(tree, { fates: new Uint8Array(tree.length), nodes: 1 }, false);
  }
  const hidden = yield* leading(tree, isMarked, GOES);
  return hidden.nodes === tree.length ? tree : yield* withFates(tree, hidden, true);
}

/** Only the stacks that a marked function is in, without what calls the outermost of them. pprof calls it show_from. */
export function* startingStacks(tree: CallTree, marks: Uint8Array): Steps<CallTree> {
  const { length, subtreeEnd } = tree;
  const isMarked = markedRows(tree, marks);
  if (isMarked(0)) {
    return tree;
  }
  // The root stands for the callers.
  const fates = new Uint8Array(length);
  let markedEnd: NodeIndex = 0;
  yield* overRows(1, length, (from, to) => {
    for (let row = from; row < to; row++) {
      if (row >= markedEnd && isMarked(row)) {
        markedEnd = subtreeEnd[row];
      }
      fates[row] = row < markedEnd ? 0 : out;
    }
  });
  const placeOf = yield* placingNames(tree.functions.names);
  const nodes = yield* surveying(tree, fates, placeOf);
  return yield* rewritten(tree, { fates, nodes, placeOf, root: { self: false, joined: false } });
}

/** Only the stacks through `node`, without what calls it. */
export function* showingSubtree(tree: CallTree, node: NodeIndex): Steps<CallTree> {
  if (node === 0) {
    return tree;
  }
  const end = tree.subtreeEnd[node];
  const made = new NewRows(tree, end - node + 1);
  made.open(0, false);
  yield* made.copying(node, end);
  made.close(0);
  return yield* made.finishing(tree.functions);
}

interface Fates {
  readonly fates: Uint8Array;
  /** How many rows do not go. */
  readonly nodes: number;
}

/** The fates where that of the outermost marked rows is `marked`: those above them lead there, and others do not. */
function* leading(
  { length, parent, subtreeEnd }: CallTree,
  isMarked: (row: NodeIndex) => boolean,
  marked: typeof GOES | typeof STAYS
): Steps<Fates> {
  const fates = new Uint8Array(length).fill(marked === GOES ? STAYS : GOES);
  let covered = 0;
  let above = 1;
  let end: NodeIndex = 1;
  yield* overRows(1, length, (from, to) => {
    for (let row = Math.max(from, end); row < to; row++) {
      if (!isMarked(row)) {
        continue;
      }
      fates[row] = marked;
      for (let caller = parent[row]; caller > 0 && fates[caller] !== LEADS; caller = parent[caller]) {
        fates[caller] = LEADS;
        above++;
      }
      end = subtreeEnd[row];
      covered += end - row;
      row = end - 1;
    }
  });
  return { fates, nodes: marked === GOES ? length - covered : covered + above };
}

/** The tree of what stays. Rows that lead there keep what they spend in themselves if `withSelf`. */
function* withFates(tree: CallTree, { fates, nodes }: Fates, withSelf: boolean): Steps<CallTree> {
  const { subtreeEnd } = tree;
  const made = new NewRows(tree, nodes);
  /** The rows of the open nodes, by depth. */
  const open = new Int32Array(depthsOf(tree));
  let work = 0;
  const begin = (row: NodeIndex) => {
    open[made.depth] = row;
    made.open(row, withSelf);
  };
  begin(0);
  for (let row: NodeIndex = 1; made.depth > 0;) {
    const above = open[made.depth - 1];
    if (row === subtreeEnd[above]) {
      made.close(above);
    } else if (fates[row] === LEADS) {
      begin(row++);
      work++;
    } else {
      const first = row;
      // Those side by side go or stay together.
      do {
        row = subtreeEnd[row];
        work++;
      } while (row < subtreeEnd[above] && fates[row] === fates[first]);
      if (fates[first] === STAYS) {
        work += row - first;
        if (row - first < ROWS_PER_STEP) {
          made.copy(first, row);
        } else {
          yield* made.copying(first, row);
        }
      }
    }
    if (work >= ROWS_PER_STEP) {
      work = 0;
      yield;
    }
  }
  return yield* made.finishing(tree.functions);
}
