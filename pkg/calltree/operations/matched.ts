import { GrowingColumn } from '../growingColumn';
import type { Matched } from './operations';
import type { CallTree, NodeIndex } from '../tree';

/** Collects what a set of functions covers, over rows handed in pieces in the tree's order. */
export class MatchedSum {
  readonly #tree: CallTree;
  readonly #functions: Uint8Array;
  /** The end of the outermost matching subtree that the rows so far reach into. */
  #coveredEnd: NodeIndex = 0;
  readonly #nodes = new GrowingColumn();
  #total = 0;
  #totalRight = 0;

  /** `functions[f]` is 1 when function `f` matches. */
  constructor(tree: CallTree, functions: Uint8Array) {
    this.#tree = tree;
    this.#functions = functions;
  }

  addRows(from: NodeIndex, to: NodeIndex): void {
    const { function: functionOf, subtreeEnd, total, totalRight } = this.#tree;
    const functions = this.#functions;
    for (let node = from; node < to; node++) {
      if (functions[functionOf[node]] !== 1) {
        continue;
      }
      this.#nodes.push(node);
      if (node >= this.#coveredEnd) {
        this.#coveredEnd = subtreeEnd[node];
        this.#total += total[node];
        this.#totalRight += totalRight?.[node] ?? 0;
      }
    }
  }

  finish(): Matched {
    const { totalRight } = this.#tree;
    return {
      nodes: this.#nodes.values.slice(),
      total: this.#total,
      ...(totalRight && { totalRight: this.#totalRight }),
    };
  }
}
