import { GrowingColumn } from '../../calltree/growingColumn';

/** A row of a prefix tree; 0 is its root. */
export type PrefixIndex = number;

/**
 * Paths that share their beginnings, as two columns: a row's parent and the step that leads to it. A parent always
 * comes before its children, so one pass from the last row to the first adds children to parents.
 */
export class PrefixTree {
  readonly parent = new GrowingColumn();
  readonly step = new GrowingColumn();
  /** Open addressing; holds row + 1, 0 is free. */
  private slots = new Uint32Array(4096);

  constructor() {
    this.parent.push(0);
    this.step.push(0);
  }

  get length(): number {
    return this.parent.length;
  }

  /** The child of `parent` by `step`, added if it is not there. */
  child(parent: PrefixIndex, step: number): PrefixIndex {
    const slot = this.slotOf(parent, step);
    if (this.slots[slot] !== 0) {
      return this.slots[slot] - 1;
    }
    const row = this.parent.push(parent);
    this.step.push(step);
    this.slots[slot] = row + 1;
    this.growIfFull();
    return row;
  }

  /** The child of `parent` by `step`, or undefined. */
  find(parent: PrefixIndex, step: number): PrefixIndex | undefined {
    const held = this.slots[this.slotOf(parent, step)];
    return held === 0 ? undefined : held - 1;
  }

  /** Keeps the first `length` rows, which is those that were added first. */
  truncate(length: number): void {
    // The last row to come in is behind no other one's search, so its slot can be cleared.
    for (let row = this.length - 1; row >= length; row--) {
      this.slots[this.slotOf(this.parent.at(row), this.step.at(row))] = 0;
    }
    this.parent.truncate(length);
    this.step.truncate(length);
  }

  private slotOf(parent: PrefixIndex, step: number): number {
    const mask = this.slots.length - 1;
    let hash = Math.imul(parent ^ Math.imul(step, 0x9e3779b1), 0x85ebca6b);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (;;) {
      const held = this.slots[slot];
      if (held === 0 || (this.parent.at(held - 1) === parent && this.step.at(held - 1) === step)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private growIfFull(): void {
    if (this.length * 2 > this.slots.length) {
      this.rehash();
    }
  }

  private rehash(): void {
    let size = this.slots.length;
    while (size < this.length * 4) {
      size *= 2;
    }
    this.slots = new Uint32Array(size);
    for (let row = 1; row < this.length; row++) {
      this.slots[this.slotOf(this.parent.at(row), this.step.at(row))] = row + 1;
    }
  }
}
