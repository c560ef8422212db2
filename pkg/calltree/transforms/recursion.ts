import { otherLeaf } from '../operations/hidden';
import { Rewriting } from './rewriting';
import { overTree } from './rows';
import { ROOT_NAME } from '../root';
import type { Steps } from '../slices';
import { nodeName, type CallTree, type FunctionIndex, type NodeIndex } from '../tree';

/**
 * A function that is already on the stack goes on where it was: what the inner call spends in itself and calls is
 * that of the outer one. So each function is in a stack once at most, and keeps its self. With `fn`, only calls of that
 * function.
 */
export function* collapsingRecursion(tree: CallTree, fn?: FunctionIndex): Steps<CallTree> {
  const { parent, function: functionOf } = tree;
  const isOther = otherLeaf(tree);
  const rewriting = new Rewriting(tree);
  const stack = new RewrittenStack(rewriting, tree.functions.names.length, nodeName(tree, 0) === ROOT_NAME ? 1 : 0);
  rewriting.keepSelf(0);
  yield* overTree(tree, (row) => {
    const callee = functionOf[row];
    const below = rewriting.nodeOf[parent[row]];
    const outer = (fn === undefined || fn === callee) && !isOther(row) ? stack.find(callee, below) : undefined;
    if (outer !== undefined) {
      rewriting.join(row, outer);
    } else {
      rewriting.place(row, callee, below);
    }
    rewriting.keepSelf(row);
    return row + 1;
  });
  return yield* rewriting.finishing();
}

/** The nodes from the root to one, by their function; the next one is mostly near the last. */
class RewrittenStack {
  /** By depth. Below `depth` it is what was there before. */
  readonly #nodes: Int32Array;
  #depth = 0;
  /** Where each function was last seen. */
  readonly #depthOf: Uint32Array;

  constructor(
    private readonly rewriting: Rewriting,
    functions: number,
    /** The depth from which nodes are functions. */
    private readonly first: number
  ) {
    this.#nodes = new Int32Array(rewriting.depth.length);
    this.#depthOf = new Uint32Array(functions);
  }

  /** The node of a function among `node` and those above it, the outermost one. */
  find(fn: FunctionIndex, node: NodeIndex): NodeIndex | undefined {
    this.#goTo(node);
    const depth = this.#depthOf[fn];
    const known = this.#nodes[depth];
    return depth >= this.first && depth <= this.#depth && this.rewriting.function[known] === fn ? known : undefined;
  }

  #goTo(node: NodeIndex): void {
    const { depth, parent, function: functionOf } = this.rewriting;
    const target = depth[node];
    let at = node;
    while (depth[at] > this.#depth || this.#nodes[depth[at]] !== at) {
      this.#nodes[depth[at]] = at;
      this.#depthOf[functionOf[at]] = depth[at];
      at = parent[at];
    }
    this.#depth = target;
  }
}
