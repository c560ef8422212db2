/** A column of 32-bit unsigned integers that grows at its end. */
export class GrowingColumn {
  private rows = new Uint32Array(1024);
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** The rows written so far; valid until the next `push` or `append`. */
  get values(): Uint32Array {
    return this.rows.subarray(0, this.count);
  }

  at(row: number): number {
    return this.rows[row];
  }

  push(value: number): number {
    this.reserve(this.count + 1);
    this.rows[this.count] = value;
    return this.count++;
  }

  append(values: Uint32Array): void {
    this.reserve(this.count + values.length);
    this.rows.set(values, this.count);
    this.count += values.length;
  }

  private reserve(length: number): void {
    if (length > this.rows.length) {
      const grown = new Uint32Array(Math.max(length, this.rows.length * 2));
      grown.set(this.values);
      this.rows = grown;
    }
  }
}
