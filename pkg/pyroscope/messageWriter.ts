const utf8 = new TextEncoder();
const SEVEN = BigInt(7);
const SEVEN_BITS = BigInt(0x7f);

/**
 * Writes a protobuf message field by field, as `MessageReader` reads one. For the few messages that are on their way to
 * the first picture: the generated code and its library are fetched with the first call that needs them.
 */
export class MessageWriter {
  readonly #bytes: number[] = [];

  /** Varint of a whole number, also a negative one; a fraction is dropped. Throws a `RangeError` for what is not in int64. */
  whole(field: number, value: number): this {
    let rest = BigInt(Math.trunc(value));
    if (BigInt.asIntN(64, rest) !== rest) {
      throw new RangeError(`${value} is not an int64`);
    }
    this.#varint(field << 3);
    for (rest = BigInt.asUintN(64, rest); rest > SEVEN_BITS; rest >>= SEVEN) {
      this.#bytes.push(Number(rest & SEVEN_BITS) | 0x80);
    }
    this.#bytes.push(Number(rest));
    return this;
  }

  double(field: number, value: number): this {
    if (typeof value !== 'number') {
      throw new RangeError(`${value} is not a number`);
    }
    this.#varint((field << 3) | 1);
    this.#bytes.push(...new Uint8Array(new Float64Array([value]).buffer));
    return this;
  }

  text(field: number, value: string): this {
    return this.#part(field, utf8.encode(value));
  }

  message(field: number, message: MessageWriter): this {
    return this.#part(field, message.#bytes);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }

  #part(field: number, bytes: ArrayLike<number>): this {
    this.#varint((field << 3) | 2);
    this.#varint(bytes.length);
    for (let i = 0; i < bytes.length; i++) {
      this.#bytes.push(bytes[i]);
    }
    return this;
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      this.#bytes.push((rest & 0x7f) | 0x80);
    }
    this.#bytes.push(rest);
  }
}
