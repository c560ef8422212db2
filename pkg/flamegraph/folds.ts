import { NONE, type CallTree, type FunctionIndex, type FunctionTable, type NodeIndex } from '../calltree/tree';
import type { RowIndex } from './geometry';
import { originsOf } from './origin';

/** A call goes straight on while one callee has so much of what the row began with. */
const STRAIGHT = 0.95;

/** A node and its callers, from the root down; the row that each is drawn in, and the node that starts its chain. */
export interface Way {
  readonly nodes: Uint32Array;
  readonly rows: Uint32Array;
  readonly chains: Uint32Array;
}

/**
 * Which nodes are drawn in their caller's row. Frameworks call through a dozen functions that do little themselves: such
 * a chain starts at a bar and goes on into a callee while the callee has at least 95 % of that bar's value and spends at
 * most 5 % in itself. The bar then stands for all of them; every other bar keeps its place and width and moves up.
 *
 * What stands above the code that is looked for may share the root's row, however it branches.
 *
 * Nothing else is worked out ahead: each answer is a look at a node and its callers, whatever the size of the tree.
 */
export class Folds {
  readonly #tree: CallTree;
  readonly #mayFold: ((fn: FunctionIndex) => boolean) | undefined;
  readonly #above: Uint8Array | undefined;
  readonly #open: ReadonlySet<NodeIndex>;

  /**
   * `mayFold` tells which functions may be in a chain; without it there are none. `above` is 1 for what shares the
   * root's row (see `nodesAbove`). The chains of the nodes in `open` are drawn in full; a focused node must be among
   * them.
   */
  constructor(
    tree: CallTree,
    mayFold?: (fn: FunctionIndex) => boolean,
    open: readonly NodeIndex[] = [],
    above?: Uint8Array
  ) {
    this.#tree = tree;
    this.#mayFold = mayFold;
    this.#above = above;
    this.#open = new Set(open.filter((node) => node !== 0).map((node) => this.chainOf(node)));
  }

  /** The node that starts the chain of `node`: itself, where it goes on from none. */
  chainOf(node: NodeIndex): NodeIndex {
    if (!this.#mayFold && !this.#above) {
      return node;
    }
    let chain: NodeIndex = 0;
    for (const next of this.#pathTo(node)) {
      chain = this.continues(chain, next) ? chain : next;
    }
    return chain;
  }

  /** Whether the callee `node` goes on the chain that starts at `chain` and has reached its caller. */
  continues(chain: NodeIndex, node: NodeIndex): boolean {
    const mayFold = this.#mayFold;
    if (chain === 0) {
      return this.#above?.[node] === 1;
    }
    if (!mayFold) {
      return false;
    }
    const { function: functionOf, self, total, selfRight, totalRight } = this.#tree;
    return (
      total[chain] + (totalRight?.[chain] ?? 0) > 0 &&
      isStraight(total[chain], total[node], self[node]) &&
      (!totalRight || !selfRight || isStraight(totalRight[chain], totalRight[node], selfRight[node])) &&
      mayFold(functionOf[chain]) &&
      mayFold(functionOf[node])
    );
  }

  /** The node whose bar stands for `node`. */
  barNodeOf(node: NodeIndex): NodeIndex {
    const chain = this.chainOf(node);
    return this.#open.has(chain) ? node : chain;
  }

  /** What is drawn in the row of a bar besides its own node, in depth-first order. */
  foldedInto(barNode: NodeIndex): NodeIndex[] {
    const folded: NodeIndex[] = [];
    this.eachFolded(this.chainOf(barNode), barNode, (node) => folded.push(node) > 0);
    return folded;
  }

  /**
   * Hands over what is drawn in the row of `barNode`, which is part of the chain that starts at `chain`, in depth-first
   * order. What is not taken is passed over, with all that it calls.
   */
  eachFolded(chain: NodeIndex, barNode: NodeIndex, take: (node: NodeIndex) => boolean): void {
    const { function: functionOf, subtreeEnd, total, totalRight } = this.#tree;
    const goesOn = chain === 0 ? this.#above : this.#mayFold?.(functionOf[chain]);
    if (!goesOn || this.#open.has(chain)) {
      return;
    }
    // So much beside it, and no callee has enough to be in a chain.
    const most = chain === 0 ? Infinity : (1 - STRAIGHT) * total[chain];
    const mostRight = chain === 0 ? Infinity : (1 - STRAIGHT) * (totalRight?.[chain] ?? 0);
    let [passed, passedRight] = [0, 0];
    let end = subtreeEnd[barNode];
    for (let node = barNode + 1; node < end && passed <= most && passedRight <= mostRight;) {
      if (!this.continues(chain, node) || !take(node)) {
        passed += total[node];
        passedRight += totalRight ? totalRight[node] : 0;
        node = subtreeEnd[node];
        continue;
      }
      if (chain !== 0) {
        // A chain has one way on.
        end = subtreeEnd[node];
        [passed, passedRight] = [0, 0];
      }
      node++;
    }
  }

  rowOf(node: NodeIndex): RowIndex {
    const { depth } = this.#tree;
    return this.#mayFold || this.#above ? this.wayTo(node).rows[depth[node]] : depth[node];
  }

  wayTo(node: NodeIndex): Way {
    const nodes = this.#pathTo(node);
    const rows = new Uint32Array(nodes.length);
    const chains = new Uint32Array(nodes.length);
    for (let at = 1; at < nodes.length; at++) {
      const continued = this.continues(chains[at - 1], nodes[at]);
      chains[at] = continued ? chains[at - 1] : nodes[at];
      rows[at] = rows[at - 1] + (continued && !this.#open.has(chains[at]) ? 0 : 1);
    }
    return { nodes, rows, chains };
  }

  /** From the root to `node`; the place in it is the depth. */
  #pathTo(node: NodeIndex): Uint32Array {
    const { depth, parent } = this.#tree;
    const path = new Uint32Array(depth[node] + 1);
    for (let at = node; at !== NONE; at = parent[at]) {
      path[depth[at]] = at;
    }
    return path;
  }
}

function isStraight(whole: number, callee: number, self: number): boolean {
  return callee >= STRAIGHT * whole && self <= (1 - STRAIGHT) * whole;
}

/** Libraries and the language's runtime may be folded; one's own code is what is looked for. */
export function foldable(functions: FunctionTable): (fn: FunctionIndex) => boolean {
  const origin = originsOf(functions);
  return (fn) => origin(fn).ownership !== 'own';
}
