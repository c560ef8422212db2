import { FATE } from './rowFates';
import { sortPlaces } from '../order/placeOrder';
import type { NodeIndex } from '../tree';

const { several } = FATE;

/**
 * Rows that come together as the children of a node, those of one function as one child. What is known of a function is
 * in an array by its place among all of them, and counts for the node that it was written for: nothing is looked up by a
 * key, and nothing has to be emptied.
 */
export class Siblings {
  /** Of a row of a node that of the next one: written where the first one is `several`. */
  readonly next: Int32Array;
  readonly #fates: Uint8Array;
  // By place: for which node it was seen, and the first and the last of its rows.
  readonly #seenBy: Uint32Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  #node = 0;
  /** The places seen. */
  readonly #places: Int32Array;
  #length = 0;
  #inOrder = true;

  constructor(fates: Uint8Array, places: number) {
    this.#fates = fates;
    this.next = new Int32Array(fates.length);
    this.#seenBy = new Uint32Array(places);
    this.#first = new Int32Array(places);
    this.#last = new Int32Array(places);
    this.#places = new Int32Array(places);
  }

  /** Begins the children of another node. */
  begin(): void {
    this.#node++;
    this.#length = 0;
    this.#inOrder = true;
  }

  get length(): number {
    return this.#length;
  }

  add(row: NodeIndex, place: number): void {
    if (this.#seenBy[place] === this.#node) {
      this.next[this.#last[place]] = row;
      this.#fates[this.#first[place]] |= several;
    } else {
      this.#seenBy[place] = this.#node;
      this.#first[place] = row;
      this.#inOrder &&= this.#length === 0 || this.#places[this.#length - 1] < place;
      this.#places[this.#length++] = place;
    }
    this.#last[place] = row;
  }

  /** Writes the first row of each child into `list` from `at` on, the last one by name first; answers where it ends. */
  list(list: Int32Array, at: number): number {
    if (!this.#inOrder) {
      sortPlaces(this.#places, this.#length);
    }
    const end = at + this.#length;
    for (let child = 0; child < this.#length; child++) {
      list[end - 1 - child] = this.#first[this.#places[child]];
    }
    return end;
  }
}
