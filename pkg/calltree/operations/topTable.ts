import { otherLeaf } from './hidden';
import type { TopTable } from './operations';
import { isSyntheticRoot } from '../root';
import type { CallTree, NodeIndex } from '../tree';

/**
 * Adds up self and total of each function, over rows handed in pieces in the tree's order.
 *
 * Recursion is counted once without looking at stacks: rows are in depth-first order, so a node lies below another
 * occurrence of its function exactly when it comes before the end of that function's last outermost subtree.
 */
export class TopTableSum {
  readonly #tree: CallTree;
  readonly #isOther: (node: NodeIndex) => boolean;
  readonly #outermostEnd: Uint32Array;
  readonly #self: Float64Array;
  readonly #total: Float64Array;
  readonly #selfRight: Float64Array | undefined;
  readonly #totalRight: Float64Array | undefined;

  constructor(tree: CallTree) {
    const functions = tree.functions.names.length;
    this.#tree = tree;
    this.#isOther = otherLeaf(tree);
    this.#outermostEnd = new Uint32Array(functions);
    this.#self = new Float64Array(functions);
    this.#total = new Float64Array(functions);
    this.#selfRight = tree.selfRight && new Float64Array(functions);
    this.#totalRight = tree.totalRight && new Float64Array(functions);
  }

  addRows(from: NodeIndex, to: NodeIndex): void {
    const tree = this.#tree;
    const first = from === 0 && isSyntheticRoot(tree) ? 1 : from;
    for (let node = first; node < to; node++) {
      if (this.#isOther(node)) {
        continue;
      }
      const fn = tree.function[node];
      const outermost = node >= this.#outermostEnd[fn];
      this.#self[fn] += tree.self[node];
      if (outermost) {
        this.#outermostEnd[fn] = tree.subtreeEnd[node];
        this.#total[fn] += tree.total[node];
      }
      if (this.#selfRight && this.#totalRight && tree.selfRight && tree.totalRight) {
        this.#selfRight[fn] += tree.selfRight[node];
        this.#totalRight[fn] += outermost ? tree.totalRight[node] : 0;
      }
    }
  }

  finish(): TopTable {
    const seen = this.#outermostEnd;
    let length = 0;
    for (const end of seen) {
      length += end > 0 ? 1 : 0;
    }
    const functions = new Uint32Array(length);
    let row = 0;
    for (let fn = 0; fn < seen.length; fn++) {
      if (seen[fn] > 0) {
        functions[row++] = fn;
      }
    }
    // `from` with a function takes a microsecond an entry.
    const pick = (column: Float64Array) => {
      const picked = new Float64Array(length);
      for (let at = 0; at < length; at++) {
        picked[at] = column[functions[at]];
      }
      return picked;
    };
    return {
      length,
      function: functions,
      self: pick(this.#self),
      total: pick(this.#total),
      ...(this.#selfRight && { selfRight: pick(this.#selfRight) }),
      ...(this.#totalRight && { totalRight: pick(this.#totalRight) }),
    };
  }
}
