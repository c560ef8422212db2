type Column = Uint8Array | Int32Array | Uint32Array | Float64Array;

/** A longer column that begins with what `column` holds: room for `length` rows, or for twice as many as before. */
export function grown<T extends Column>(column: T, length = 0): T {
  const larger = new (column.constructor as new (length: number) => T)(Math.max(length, column.length * 2));
  larger.set(column);
  return larger;
}

/** A column of numbers that grows at its end: 32-bit unsigned integers unless it is given another kind to begin with. */
export class GrowingColumn<T extends Uint32Array | Float64Array = Uint32Array> {
  private count = 0;

  constructor(private rows: T = new Uint32Array(256) as T) {}

  get length(): number {
    return this.count;
  }

  /** The rows written so far; valid until the next `push` or `append`. */
  get values(): T {
    return this.rows.subarray(0, this.count) as T;
  }

  at(row: number): number {
    return this.rows[row];
  }

  /** Returns the row that the value is in. */
  push(value: number): number {
    if (this.count === this.rows.length) {
      this.rows = grown(this.rows);
    }
    this.rows[this.count] = value;
    return this.count++;
  }

  /** Keeps the first `length` rows. */
  truncate(length: number): void {
    this.count = Math.min(this.count, length);
  }

  append(values: T): void {
    const length = this.count + values.length;
    if (length > this.rows.length) {
      this.rows = grown(this.rows, length);
    }
    this.rows.set(values, this.count);
    this.count = length;
  }
}
