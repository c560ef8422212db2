import { otherLeaf } from '../operations/hidden';
import { rewritten } from './rewriting';
import { ROOT_NAME } from '../root';
import { overRows, type Steps } from '../slices';
import { nodeName, type CallTree, type FunctionIndex, type NodeIndex } from '../tree';

/**
 * A function that is already on the stack goes on where it was: what the inner call spends in itself and calls is
 * that of the outer one. So each function is in a stack once at most, and keeps its self. With `fn`, only calls of that
 * function.
 */
export function* collapsingRecursion(tree: CallTree, fn?: FunctionIndex): Steps<CallTree> {
  const { length, parent, function: functionOf } = tree;
  const isOther = otherLeaf(tree);
  const into = new Int32Array(length);
  const stack = new RewrittenStack(tree, into, nodeName(tree, 0) === ROOT_NAME ? 1 : 0);
  yield* overRows(1, length, (from, to) => {
    for (let row = from; row < to; row++) {
      const callee = functionOf[row];
      const below = into[parent[row]];
      const outer = (fn === undefined || fn === callee) && !isOther(row) ? stack.find(callee, below) : undefined;
      if (outer === undefined) {
        into[row] = row;
        stack.depth[row] = stack.depth[below] + 1;
      } else {
        into[row] = outer;
      }
    }
  });
  return yield* rewritten(tree, { into, root: { self: true, joined: true } });
}

/** The rows that stay nodes, from the root to one, by their function; the next one is mostly near the last. */
class RewrittenStack {
  /** Of each row that stays a node how deep it comes to stand. */
  readonly depth: Uint32Array;
  /** By depth. Below `#depth` it is what was there before. */
  readonly #rows: Int32Array;
  #depth = 0;
  /** Where each function was last seen. */
  readonly #depthOf: Uint32Array;

  constructor(
    private readonly tree: CallTree,
    private readonly into: Int32Array,
    /** The depth from which rows are functions. */
    private readonly first: number
  ) {
    this.depth = new Uint32Array(tree.length);
    this.#rows = new Int32Array(tree.length);
    this.#depthOf = new Uint32Array(tree.functions.names.length);
  }

  /** The row of a function among `row` and those above it, the outermost one. */
  find(fn: FunctionIndex, row: NodeIndex): NodeIndex | undefined {
    this.#goTo(row);
    const depth = this.#depthOf[fn];
    const known = this.#rows[depth];
    return depth >= this.first && depth <= this.#depth && this.tree.function[known] === fn ? known : undefined;
  }

  #goTo(row: NodeIndex): void {
    const { parent, function: functionOf } = this.tree;
    let at = row;
    while (this.depth[at] > this.#depth || this.#rows[this.depth[at]] !== at) {
      this.#rows[this.depth[at]] = at;
      this.#depthOf[functionOf[at]] = this.depth[at];
      at = this.into[parent[at]];
    }
    this.#depth = this.depth[row];
  }
}
