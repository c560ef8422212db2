import type { Hidden } from './operations';
import type { CallTree, NodeIndex } from '../tree';

/** What a server calls the leaf that holds everything it left out below a parent. */
export const OTHER_NAME = 'other';

/**
 * Tells the leaves that hold what the server left out. A function that is really called `other` and calls nothing
 * cannot be told from them: the server folds it in too.
 */
export function otherLeaf(tree: CallTree): (node: NodeIndex) => boolean {
  const { subtreeEnd, function: functionOf } = tree;
  const others = new Set<number>();
  const { names } = tree.functions;
  for (let fn = names.indexOf(OTHER_NAME); fn >= 0; fn = names.indexOf(OTHER_NAME, fn + 1)) {
    others.add(fn);
  }
  if (others.size === 0) {
    return () => false;
  }
  if (others.size > 1) {
    return (node) => subtreeEnd[node] === node + 1 && node > 0 && others.has(functionOf[node]);
  }
  const [other] = others;
  // Asked of each node of a tree: a number is compared sooner than looked up.
  return (node) => functionOf[node] === other && subtreeEnd[node] === node + 1 && node > 0;
}

/** Adds up what the server left out over rows handed in pieces. */
export class HiddenSum {
  readonly #tree: CallTree;
  readonly #isOther: (node: NodeIndex) => boolean;
  #nodes = 0;
  #total = 0;
  #totalRight = 0;

  constructor(tree: CallTree) {
    this.#tree = tree;
    this.#isOther = otherLeaf(tree);
  }

  addRows(from: NodeIndex, to: NodeIndex): void {
    const { total, totalRight } = this.#tree;
    for (let node = from; node < to; node++) {
      if (this.#isOther(node)) {
        this.#nodes++;
        this.#total += total[node];
        this.#totalRight += totalRight?.[node] ?? 0;
      }
    }
  }

  finish(): Hidden {
    const { totalRight } = this.#tree;
    return { nodes: this.#nodes, total: this.#total, ...(totalRight && { totalRight: this.#totalRight }) };
  }
}
