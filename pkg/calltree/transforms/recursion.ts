import { otherLeaf } from '../operations/hidden';
import { placingNames } from '../order/placeOrder';
import { rewritten } from './rewriting';
import { FATE, markChanged } from './rowFates';
import { depthsOf } from './rows';
import { ROOT_NAME } from '../root';
import { overRows, type Steps } from '../slices';
import { nodeName, type CallTree, type FunctionIndex, type NodeIndex } from '../tree';

const { gone, joined, meeting } = FATE;

/**
 * A function that is already on the stack goes on where it was: what the inner call spends in itself and calls is
 * that of the outer one. So each function is in a stack once at most, and keeps its self. With `fn`, only calls of that
 * function.
 */
export function* collapsingRecursion(tree: CallTree, fn?: FunctionIndex): Steps<CallTree> {
  const { length, depth, function: functionOf } = tree;
  const isOther = otherLeaf(tree);
  const fates = new Uint8Array(length);
  const moved = { last: new Int32Array(length), before: new Int32Array(length) };
  const stack = new RewrittenStack(tree);
  let nodes = 1;
  yield* overRows(1, length, (from, to) => {
    for (let row = from; row < to; row++) {
      const at = depth[row];
      const callee = functionOf[row];
      const outer = (fn === undefined || fn === callee) && !isOther(row) ? stack.find(callee, at - 1) : undefined;
      if (outer === undefined) {
        nodes++;
        stack.enter(row, at);
        continue;
      }
      fates[row] = gone;
      moved.before[row] = moved.last[outer];
      moved.last[outer] = row;
      markChanged(fates, stack.rowAt, at - 1);
      fates[outer] |= joined | meeting;
      stack.goOn(row, at, depth[outer]);
    }
  });
  const placeOf = yield* placingNames(tree.functions.names);
  return yield* rewritten(tree, { fates, nodes, placeOf, root: { self: true, joined: true }, moved });
}

/** The rows from the root to the one that is looked at, and those of them that stay nodes. */
class RewrittenStack {
  /** The rows, by depth. */
  readonly rowAt: Int32Array;
  // By depth: that of the row that it became part of, or its own, and how deep it then comes to stand.
  readonly #into: Int32Array;
  readonly #deep: Int32Array;
  // By the depth that they come to stand at, those that stay nodes. Below `#depth` it is what was there before.
  readonly #nodes: Int32Array;
  readonly #functions: Uint32Array;
  #depth = 0;
  /** Where each function was last seen among them. */
  readonly #depthOf: Uint32Array;
  readonly #functionOf: Uint32Array;
  /** The depth from which rows are functions. */
  readonly #first: number;

  constructor(tree: CallTree) {
    const depths = depthsOf(tree);
    this.rowAt = new Int32Array(depths);
    this.#into = new Int32Array(depths);
    this.#deep = new Int32Array(depths);
    this.#nodes = new Int32Array(depths);
    this.#functions = new Uint32Array(depths).fill(tree.function[0], 0, 1);
    this.#depthOf = new Uint32Array(tree.functions.names.length);
    this.#functionOf = tree.function;
    this.#first = nodeName(tree, 0) === ROOT_NAME ? 1 : 0;
  }

  /** A row that stays a node. */
  enter(row: NodeIndex, depth: number): void {
    this.rowAt[depth] = row;
    this.#into[depth] = depth;
    this.#deep[depth] = this.#deep[this.#into[depth - 1]] + 1;
  }

  /** A row that becomes part of the one above it at depth `into`. */
  goOn(row: NodeIndex, depth: number, into: number): void {
    this.rowAt[depth] = row;
    this.#into[depth] = into;
  }

  /** The row of a function among those down to a depth, if any. */
  find(fn: FunctionIndex, depth: number): NodeIndex | undefined {
    this.#goTo(this.#into[depth]);
    const at = this.#depthOf[fn];
    return at >= this.#first && at <= this.#depth && this.#functions[at] === fn ? this.#nodes[at] : undefined;
  }

  #goTo(depth: number): void {
    for (let at = depth; ; at = this.#into[at - 1]) {
      const deep = this.#deep[at];
      if (deep <= this.#depth && this.#nodes[deep] === this.rowAt[at]) {
        break;
      }
      const fn = this.#functionOf[this.rowAt[at]];
      this.#nodes[deep] = this.rowAt[at];
      this.#functions[deep] = fn;
      this.#depthOf[fn] = deep;
    }
    this.#depth = this.#deep[depth];
  }
}
