import { PyroscopeError, type AnswerShape } from './errors';

export const VARINT = 0;
const FIXED64 = 1;
export const BYTES = 2;
const FIXED32 = 5;

const TWO_28 = 2 ** 28;
const TWO_32 = 2 ** 32;
const ONE = new Float64Array(1);

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
    readVarints(this.bytes, this.at, ONE, 0, 1);
    this.start = this.at;
    this.end = this.at = end + 1;
    return ONE[0];
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
  for (let index = from; index < to; index++) {
    // Written out, since nearly all of the time that an answer takes goes by here.
    let byte = bytes[at++];
    if (byte < 0x80) {
      into[index] = byte;
      continue;
    }
    let low = byte & 0x7f;
    byte = bytes[at++];
    low |= (byte & 0x7f) << 7;
    if (byte < 0x80) {
      into[index] = low;
      continue;
    }
    byte = bytes[at++];
    low |= (byte & 0x7f) << 14;
    if (byte < 0x80) {
      into[index] = low;
      continue;
    }
    byte = bytes[at++];
    low |= (byte & 0x7f) << 21;
    if (byte < 0x80) {
      into[index] = low;
      continue;
    }
    byte = bytes[at++];
    let middle = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift < 28; shift += 7) {
      byte = bytes[at++];
      middle |= (byte & 0x7f) << shift;
    }
    if (byte < 0x80) {
      into[index] = middle * TWO_28 + low;
      continue;
    }
    byte = bytes[at++];
    let high = byte & 0x7f;
    if (byte >= 0x80) {
      byte = bytes[at++];
      high |= (byte & 0x7f) << 7;
      if (byte > 1) {
        throw malformed();
      }
    }
    // Two 32-bit words, so that the sum is rounded only once and bit 63 is the sign.
    const upper = (middle >>> 4) | (high << 24);
    const lower = low | (middle << 28);
    into[index] = upper * TWO_32 + (lower >>> 0);
  }
  return at;
}

/** How many varints end in `bytes`. */
export function countVarints(bytes: Uint8Array): number {
  let count = 0;
  let at = 0;
  // Four bytes at a time, from where words of memory begin.
  const aligned = Math.min(bytes.length, (4 - (bytes.byteOffset & 3)) & 3);
  for (; at < aligned; at++) {
    count += (bytes[at] >>> 7) ^ 1;
  }
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + at, (bytes.length - at) >>> 2);
  for (let word = 0; word < words.length; word++) {
    const ends = (~words[word] >>> 7) & 0x01010101;
    count += Math.imul(ends, 0x01010101) >>> 24;
  }
  for (at += words.length * 4; at < bytes.length; at++) {
    count += (bytes[at] >>> 7) ^ 1;
  }
  return count;
}
