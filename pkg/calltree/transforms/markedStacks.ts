import { GrowingColumn } from '../growingColumn';
import { overRows, type Steps } from '../slices';
import type { CallTree, NodeIndex } from '../tree';

/** The outermost rows that are marked, and what they and all that they call have in them. */
export class MarkedStacks {
  readonly #tree: CallTree;
  /** Of each row how many of them come before it, and of all rows. */
  readonly #before: Uint32Array;
  // Of each of them the sum of those before it, and that of all.
  readonly #sums = new GrowingColumn(new Float64Array(256));
  readonly #sumsRight = new GrowingColumn(new Float64Array(256));

  private constructor(tree: CallTree) {
    this.#tree = tree;
    this.#before = new Uint32Array(tree.length + 1);
  }

  static *finding(tree: CallTree, isMarked: (row: NodeIndex) => boolean): Steps<MarkedStacks> {
    const stacks = new MarkedStacks(tree);
    yield* stacks.#finding(isMarked);
    return stacks;
  }

  *#finding(isMarked: (row: NodeIndex) => boolean): Steps<void> {
    const { length, subtreeEnd, total, totalRight } = this.#tree;
    const before = this.#before;
    let [sum, sumRight] = [0, 0];
    this.#sums.push(0);
    this.#sumsRight.push(0);
    let count = 0;
    let next: NodeIndex = 1;
    yield* overRows(1, length, (from, to) => {
      for (let row = from; row < to; row++) {
        before[row] = count;
        if (row >= next && isMarked(row)) {
          this.#sums.push((sum += total[row]));
          this.#sumsRight.push((sumRight += totalRight?.[row] ?? 0));
          next = subtreeEnd[row];
          count++;
        }
      }
    });
    before[length] = count;
  }

  /** What they have of the total of a row that they do not cover. */
  left(row: NodeIndex): number {
    return this.#within(this.#sums, row);
  }

  /** {@link left}, of the compared side. */
  right(row: NodeIndex): number {
    return this.#within(this.#sumsRight, row);
  }

  #within(sums: GrowingColumn<Float64Array>, row: NodeIndex): number {
    return sums.at(this.#before[this.#tree.subtreeEnd[row]]) - sums.at(this.#before[row]);
  }
}
