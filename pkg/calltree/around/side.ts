import { grown } from '../growingColumn';
import type { NodeIndex } from '../tree';
import type { Reached } from './members';

/** One side of a comparison, or the only one. */
export class Side {
  // A row a node.
  self: Float64Array;
  total: Float64Array;
  /** By the place of a function, of the node whose callees or callers are being added up. */
  readonly #selfAt: Float64Array;
  readonly #totalAt: Float64Array;
  readonly #treeSelf: Float64Array;
  readonly #value: Float64Array;

  /** With room for so many nodes to begin with. */
  constructor(treeSelf: Float64Array, value: Float64Array, functions: number, nodes: number) {
    this.self = new Float64Array(nodes);
    this.total = new Float64Array(nodes);
    this.#treeSelf = treeSelf;
    this.#value = value;
    this.#selfAt = new Float64Array(functions);
    this.#totalAt = new Float64Array(functions);
  }

  /** Adds what the rows at the start count. */
  add({ source, place }: Reached, from: number, to: number): void {
    const [totalAt, value] = [this.#totalAt, this.#value];
    for (let at = from; at < to; at++) {
      totalAt[place[at]] += value[source[at]];
    }
  }

  /** Adds what the rows reached spend in themselves. */
  addSelf({ row, place }: Reached, from: number, to: number): void {
    const [selfAt, treeSelf] = [this.#selfAt, this.#treeSelf];
    for (let at = from; at < to; at++) {
      selfAt[place[at]] += treeSelf[row[at]];
    }
  }

  /** Adds what the rows at the start count where no further caller leads on. */
  addEnds({ row, source, place }: Reached, from: number, to: number, parent: Int32Array, firstCaller: number): void {
    const [selfAt, value] = [this.#selfAt, this.#value];
    for (let at = from; at < to; at++) {
      if (parent[row[at]] < firstCaller) {
        selfAt[place[at]] += value[source[at]];
      }
    }
  }

  /** Adds what the rows reached spend in themselves and what they count, as it is told of each. */
  addWeighed(
    { row, place }: Reached,
    from: number,
    to: number,
    self: (row: NodeIndex) => number,
    total: (row: NodeIndex) => number
  ): void {
    for (let at = from; at < to; at++) {
      this.#selfAt[place[at]] += self(row[at]);
      this.#totalAt[place[at]] += total(row[at]);
    }
  }

  /** Makes the nodes `first` and on of what has been added up at the first `length` of `places`. */
  push(first: number, places: Int32Array, length: number): void {
    const { self, total } = this;
    const [selfAt, totalAt] = [this.#selfAt, this.#totalAt];
    for (let at = 0; at < length; at++) {
      const place = places[at];
      self[first + at] = selfAt[place];
      total[first + at] = totalAt[place];
      selfAt[place] = 0;
      totalAt[place] = 0;
    }
  }

  /** Makes a node of one row at the start, which is all self where no further caller leads on. */
  put(node: number, isEnd: boolean, value: number): void {
    this.self[node] = isEnd ? value : 0;
    this.total[node] = value;
  }

  /** Adds the root's total up, of its self and the totals of the other nodes so far. */
  addUpRoot(nodes: number): void {
    const { self, total } = this;
    total[0] = self[0];
    for (let node = 1; node < nodes; node++) {
      total[0] += total[node];
    }
  }

  /** Room for so many nodes in all. */
  makeRoom(nodes: number): void {
    if (nodes > this.self.length) {
      this.self = grown(this.self, nodes);
      this.total = grown(this.total, nodes);
    }
  }
}
