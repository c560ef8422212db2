import { FormatError } from './errors';
import { otherFormat } from './otherFormat';

const VARINT = 0;
const FIXED64 = 1;
const DELIMITED = 2;
const FIXED32 = 5;
/** The tag of field 15 with a varint: the highest that takes one byte. The decoder reads it in no message. */
const FILLER = 0x78;

/** What a field holds. Numbers come one by one or packed. */
type Field = 'number' | 'numbers' | 'text' | Message;

interface Message {
  readonly [field: number]: Field;
}

const valueType: Message = { 1: 'number', 2: 'number' };
const label: Message = { 1: 'number', 2: 'number', 3: 'number', 4: 'number' };
const line: Message = { 1: 'number', 2: 'number', 3: 'number' };
const pprof: Message = {
  1: valueType,
  2: { 1: 'numbers', 2: 'numbers', 3: label },
  3: {
    1: 'number',
    2: 'number',
    3: 'number',
    4: 'number',
    5: 'number',
    6: 'number',
    7: 'number',
    8: 'number',
    9: 'number',
    10: 'number',
  },
  4: { 1: 'number', 2: 'number', 3: 'number', 4: line, 5: 'number' },
  5: { 1: 'number', 2: 'number', 3: 'number', 4: 'number', 5: 'number' },
  6: 'text',
  7: 'number',
  8: 'number',
  9: 'number',
  10: 'number',
  11: valueType,
  12: 'number',
  13: 'numbers',
  14: 'number',
  15: 'number',
};

/**
 * The message as the decoder can read it: the same bytes, or as many in which fields that pprof does not have are
 * blank, for it stumbles over field numbers past 15. It also takes a message that is cut short for whole, and one kind
 * of value for another; this refuses both.
 *
 * @throws FormatError `bad-protobuf`, or `other-format` where the bytes tell what else they are
 */
export function knownPprofFields(bytes: Uint8Array): Uint8Array {
  const walk = new FramingWalk(bytes);
  try {
    walk.message(0, bytes.length, pprof);
  } catch (error) {
    const format = otherFormat(bytes);
    throw format === undefined ? error : new FormatError('other-format', { format });
  }
  return walk.bytes;
}

class FramingWalk {
  #at = 0;
  #copied = false;

  constructor(public bytes: Uint8Array) {}

  message(from: number, end: number, message: Message): void {
    this.#at = from;
    while (this.#at < end) {
      const start = this.#at;
      const tag = this.#varint(end);
      const number = Math.floor(tag / 8);
      const wireType = tag % 8;
      const field = message[number];
      const contents = this.#skip(wireType, end);
      if (number === 0 || this.#at > end) {
        throw new FormatError('bad-protobuf');
      }
      if (field === undefined) {
        this.#blank(start, this.#at);
      } else if (typeof field === 'object' || field === 'text') {
        if (wireType !== DELIMITED) {
          throw new FormatError('bad-protobuf');
        }
        if (typeof field === 'object') {
          this.message(contents, this.#at, field);
        }
      } else if (wireType === DELIMITED && field === 'numbers') {
        this.#numbers(contents, this.#at);
      } else if (wireType !== VARINT) {
        throw new FormatError('bad-protobuf');
      }
    }
  }

  /** Moves past a field's value; returns where the contents of a delimited one start. */
  #skip(wireType: number, end: number): number {
    if (wireType === VARINT) {
      this.#varint(end);
    } else if (wireType === DELIMITED) {
      const length = this.#varint(end);
      const contents = this.#at;
      this.#at += length;
      return contents;
    } else if (wireType === FIXED64 || wireType === FIXED32) {
      this.#at += wireType === FIXED64 ? 8 : 4;
    } else {
      throw new FormatError('bad-protobuf');
    }
    return this.#at;
  }

  #numbers(from: number, end: number): void {
    this.#at = from;
    while (this.#at < end) {
      this.#varint(end);
    }
  }

  #varint(end: number): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      if (this.#at >= end) {
        break;
      }
      const byte = this.bytes[this.#at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) {
        return value;
      }
    }
    throw new FormatError('bad-protobuf');
  }

  /** Puts numbers of a field that the decoder passes over in the place of one that it does not know. */
  #blank(from: number, end: number): void {
    if (!this.#copied) {
      this.bytes = this.bytes.slice();
      this.#copied = true;
    }
    const odd = (end - from) % 2;
    if (odd) {
      this.bytes.set([FILLER, 0x80, 0], from);
    }
    for (let at = from + 3 * odd; at < end; at += 2) {
      this.bytes.set([FILLER, 0], at);
    }
  }
}
