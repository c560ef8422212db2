import { PyroscopeError, type AnswerShape } from './errors';

export const VARINT = 0;
const FIXED64 = 1;
export const BYTES = 2;
const FIXED32 = 5;

const TWO_28 = 2 ** 28;
/** In a word, the bits that only the last byte of a varint lacks. */
const ENDS = 0x80808080;

/** The message is not what it says it is, whatever its length. */
export function malformed(what: AnswerShape = 'malformed-message'): PyroscopeError {
  return new PyroscopeError('not-pyroscope', { what });
}

/**
 * Walks the fields of one protobuf message without decoding what is not asked for.
 *
 * A field that ends after the message is a `cut-answer` in the outermost message, whose length nothing but the
 * transport tells, and `not-pyroscope` in an inner one, whose length its parent told.
 */
export class MessageReader {
  field = 0;
  wireType = 0;
  /** Of the field last read by {@link range}: where its bytes start and end. */
  start = 0;
  end = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private at: number,
    private readonly limit: number,
    private readonly outermost: boolean
  ) {}

  get atEnd(): boolean {
    return this.at === this.limit;
  }

  /** Moves to the next field; false at the end of the message. */
  next(): boolean {
    if (this.atEnd) {
      return false;
    }
    const tag = this.varint();
    this.wireType = tag % 8;
    this.field = Math.floor(tag / 8);
    if (this.field < 1 || this.field > 0x1fffffff) {
      throw malformed();
    }
    return true;
  }

  /** Takes a length-delimited field: sets `start` and `end`. */
  range(): void {
    if (this.wireType !== BYTES) {
      throw malformed();
    }
    const length = this.varint();
    if (!(length >= 0 && length <= this.limit - this.at)) {
      throw length >= 0 ? this.overrun() : malformed();
    }
    this.start = this.at;
    this.end = this.at += length;
  }

  /** Takes an int64 as a float64, see {@link readVarints}. */
  varint(): number {
    let end = this.at;
    while (end < this.limit && this.bytes[end] >= 0x80) {
      end++;
    }
    if (end >= this.limit) {
      throw end - this.at >= 10 ? malformed() : this.overrun();
    }
    this.start = this.at;
    this.end = this.at = end + 1;
    return varintOf(this.bytes, this.start, end);
  }

  /** Takes an int64 field as a float64. */
  whole(): number {
    if (this.wireType !== VARINT) {
      throw malformed();
    }
    return this.varint();
  }

  /** Takes a double field. */
  double(): number {
    if (this.wireType !== FIXED64) {
      throw malformed();
    }
    const at = this.at;
    this.skip();
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + at, 8).getFloat64(0, true);
  }

  skip(): void {
    switch (this.wireType) {
      case VARINT:
        this.varint();
        return;
      case BYTES:
        this.range();
        return;
      case FIXED64:
      case FIXED32: {
        const width = this.wireType === FIXED64 ? 8 : 4;
        if (this.limit - this.at < width) {
          throw this.overrun();
        }
        this.at += width;
        return;
      }
      default:
        throw malformed();
    }
  }

  private overrun(): PyroscopeError {
    return this.outermost ? new PyroscopeError('cut-answer') : malformed();
  }
}

/**
 * Reads int64 varints from `at` on into `into[from]` to `into[to - 1]`, as float64: exact up to 2^53 in either direction,
 * beyond that rounded once to the nearest float64. Returns where the next one starts. The caller makes sure that so many
 * whole varints lie there.
 */
export function readVarints(bytes: Uint8Array, at: number, into: Float64Array, from: number, to: number): number {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lastWord = bytes.length - 4;
  for (let index = from; index < to; index++) {
    // Word by word: of bytes, processors guess wrong which is the last, and that takes longer than all of this.
    const start = at;
    let value = 0;
    let ends = 0;
    for (let scale = 1; ends === 0 && scale <= TWO_28 && at <= lastWord; scale *= TWO_28) {
      const word = words.getInt32(at, true);
      ends = ~word & ENDS;
      // What lies below the end of the first one, or all of the word.
      const mask = (ends & -ends) - 1;
      const own = word & mask;
      value += scale * ((own & 0x7f) | ((own >>> 1) & 0x3f80) | ((own >>> 2) & 0x1fc000) | ((own >>> 3) & 0xfe00000));
      at += 4 - (Math.clz32(mask) >>> 3);
    }
    if (ends === 0) {
      at = start;
      while (bytes[at] >= 0x80) {
        at++;
      }
      value = varintOf(bytes, start, at++);
    }
    into[index] = value;
  }
  return at;
}

/** The varint from `first` to `last`, of any length; see {@link readVarints}. */
function varintOf(bytes: Uint8Array, first: number, last: number): number {
  if (last - first < 8) {
    let value = 0;
    for (let at = last; at >= first; at--) {
      value = value * 128 + (bytes[at] & 0x7f);
    }
    return value;
  }
  let value = BigInt(0);
  for (let at = last; at >= first; at--) {
    value = value * BigInt(128) + BigInt(bytes[at] & 0x7f);
  }
  if (last - first > 9 || value >> BigInt(64)) {
    throw malformed();
  }
  return Number(BigInt.asIntN(64, value));
}

/** How many varints end in `bytes`. */
export function countVarints(bytes: Uint8Array): number {
  let count = 0;
  let at = 0;
  if (bytes.length >= 8) {
    // Four bytes at a time, from where words of memory begin.
    for (; ((bytes.byteOffset + at) & 3) !== 0; at++) {
      count += (bytes[at] >>> 7) ^ 1;
    }
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset + at, (bytes.length - at) >>> 2);
    for (let word = 0; word < words.length; word++) {
      const ends = (~words[word] >>> 7) & 0x01010101;
      count += Math.imul(ends, 0x01010101) >>> 24;
    }
    at += words.length * 4;
  }
  for (; at < bytes.length; at++) {
    count += (bytes[at] >>> 7) ^ 1;
  }
  return count;
}
