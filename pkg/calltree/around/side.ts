import { GrowingColumn } from '../growingColumn';
import type { NodeIndex } from '../tree';

/** One side of a comparison, or the only one. */
export class Side {
  readonly #self = new GrowingColumn(new Float64Array(256));
  readonly #total = new GrowingColumn(new Float64Array(256));
  /** By the place of a function, of the node whose callees or callers are being added up. */
  readonly #selfAt: Float64Array;
  readonly #totalAt: Float64Array;

  constructor(
    private readonly treeSelf: Float64Array,
    private readonly value: Float64Array,
    functions: number
  ) {
    this.#selfAt = new Float64Array(functions);
    this.#totalAt = new Float64Array(functions);
  }

  /** Adds what the row at the start counts; it is all self where it has come to its end. */
  add(place: number, source: NodeIndex, isEnd: boolean): void {
    this.#totalAt[place] += this.value[source];
    if (isEnd) {
      this.#selfAt[place] += this.value[source];
    }
  }

  addSelf(place: number, row: NodeIndex): void {
    this.#selfAt[place] += this.treeSelf[row];
  }

  values() {
    return { self: this.#self.values, total: this.#total.values };
  }

  /** Makes a node of what has been added up, and answers its total. */
  push(place: number): number {
    const total = this.#totalAt[place];
    this.#self.push(this.#selfAt[place]);
    this.#total.push(total);
    this.#selfAt[place] = 0;
    this.#totalAt[place] = 0;
    return total;
  }
}
