/**
 * Columns that pass for lists. JSON writes their values one by one, and setting their length does nothing: readers of
 * frames empty the lists of an answer that they have replaced, which an array of fixed length cannot be, and which is
 * not theirs to do while others draw from the same memory. Copies (`slice`, a deep clone) stay lists; `map` gives an
 * array, since what it makes of numbers may be text.
 */
class Float64List extends Float64Array<ArrayBufferLike> {
  toJSON(): number[] {
    return Array.from(this);
  }
}

class Uint32List extends Uint32Array<ArrayBufferLike> {
  toJSON(): number[] {
    return Array.from(this);
  }
}

const length = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Float64Array.prototype), 'length');
for (const list of [Float64List, Uint32List]) {
  Object.defineProperty(list.prototype, 'length', { ...length, set: () => undefined });
  Object.defineProperty(list.prototype, 'map', { value: mapped });
}

function mapped<T>(this: ArrayLike<number>, of: (value: number, index: number, all: unknown) => T, own?: unknown): T[] {
  return Array.from(this, (value, index) => of.call(own, value, index, this));
}

/** The same memory, as a list. */
export function floatList({ buffer, byteOffset, length }: Float64Array): Float64Array {
  return new Float64List(buffer, byteOffset, length);
}

/** The same memory, as a list. */
export function uintList({ buffer, byteOffset, length }: Uint32Array): Uint32Array {
  return new Uint32List(buffer, byteOffset, length);
}

/**
 * The same memory without what makes it a list. A plain column is itself, and so is what only looks like a column, as
 * that of a sandbox does.
 */
export function plainFloats(column: Float64Array): Float64Array {
  return isOwn(column, Float64Array) ? column : new Float64Array(column.buffer, column.byteOffset, column.length);
}

/** As {@link plainFloats}. */
export function plainUints(column: Uint32Array): Uint32Array {
  return isOwn(column, Uint32Array) ? column : new Uint32Array(column.buffer, column.byteOffset, column.length);
}

function isOwn(column: Float64Array | Uint32Array, kind: unknown): boolean {
  return column.constructor === kind || !ArrayBuffer.isView(column);
}
