import { isSyntheticRoot } from '../root';
import { NONE, type CallTree, type FunctionIndex, type NodeIndex } from '../tree';

/** Finds the node of a function with the most in it, both sides of a comparison together, over rows handed in pieces. */
export class Widest {
  readonly #tree: CallTree;
  readonly #fn: FunctionIndex;
  #node: NodeIndex = NONE;
  #most = -1;

  constructor(tree: CallTree, fn: FunctionIndex) {
    this.#tree = tree;
    this.#fn = fn;
  }

  addRows(from: NodeIndex, to: NodeIndex): void {
    const { function: functionOf, total, totalRight } = this.#tree;
    for (let node = from === 0 && isSyntheticRoot(this.#tree) ? 1 : from; node < to; node++) {
      if (functionOf[node] === this.#fn) {
        const weight = total[node] + (totalRight?.[node] ?? 0);
        if (weight > this.#most) {
          this.#most = weight;
          this.#node = node;
        }
      }
    }
  }

  finish(): NodeIndex {
    return this.#node;
  }
}
