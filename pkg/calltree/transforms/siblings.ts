import { sortPlaces } from '../placeOrder';
import { NONE, type CallTree, type NodeIndex } from '../tree';
import type { RowRecords } from './rowRecords';

/**
 * Rows that come together as the children of a node, those of one function as one child. What is known of a function is
 * in an array by its place among all of them, and counts for the node that it was written for: nothing is looked up by a
 * key, and nothing has to be emptied.
 */
export class Siblings {
  readonly #subtreeEnd: Uint32Array;
  readonly #records: RowRecords;
  // By place: for which node it was seen, and the first and the last of its rows.
  readonly #seenBy: Uint32Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  #node = 0;
  /** The places seen. */
  readonly #places: Int32Array;
  #length = 0;
  #inOrder = true;

  constructor({ subtreeEnd }: CallTree, records: RowRecords, places: number) {
    this.#subtreeEnd = subtreeEnd;
    this.#records = records;
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

  /** Adds what `caller` calls; answers how many rows were looked at. */
  addCallees(caller: NodeIndex): number {
    const subtreeEnd = this.#subtreeEnd;
    const records = this.#records;
    const end = subtreeEnd[caller];
    let rows = 1;
    for (let row = caller + 1; row < end; row = subtreeEnd[row]) {
      rows++;
      const place = records.placeOf(row);
      if (place !== NONE) {
        this.#add(row, place);
      }
    }
    return rows;
  }

  /** Links the children by name, and answers the first row of the first one. */
  link(): NodeIndex {
    if (!this.#inOrder) {
      sortPlaces(this.#places, this.#length);
    }
    let next = 0;
    for (let at = this.#length - 1; at >= 0; at--) {
      const child = this.#first[this.#places[at]];
      this.#records.putSibling(child, next);
      next = child;
    }
    return next;
  }

  /** Links what `caller` calls, each as a child, in its order, and answers the first one. */
  linkCallees(caller: NodeIndex): NodeIndex {
    const records = this.#records;
    const end = this.#subtreeEnd[caller];
    let first = 0;
    let last = 0;
    for (let row = caller + 1; row < end; row = this.#subtreeEnd[row]) {
      if (records.placeOf(row) === NONE) {
        continue;
      }
      if (first === 0) {
        first = row;
      } else {
        records.putSibling(last, row);
      }
      last = row;
    }
    return first;
  }

  #add(row: NodeIndex, place: number): void {
    if (this.#seenBy[place] === this.#node) {
      this.#records.putNext(this.#last[place], row);
    } else {
      this.#seenBy[place] = this.#node;
      this.#first[place] = row;
      this.#inOrder &&= this.#length === 0 || this.#places[this.#length - 1] < place;
      this.#places[this.#length++] = place;
    }
    this.#last[place] = row;
  }
}
