import { FormatError } from './errors';

const VARINT = 0;
const FIXED64 = 1;
const DELIMITED = 2;
const FIXED32 = 5;

interface Message {
  /** Field number to the message in it; other delimited fields are texts or packed numbers. */
  readonly [field: number]: Message;
}

const flat: Message = {};
const pprof: Message = { 1: flat, 2: { 3: flat }, 3: flat, 4: { 4: flat }, 5: flat, 11: flat };

/**
 * Walks the fields of a pprof message without decoding them. The decoder takes a message that is cut short for whole;
 * this does not.
 *
 * @throws FormatError `bad-protobuf`
 */
export function checkPprofFraming(bytes: Uint8Array): void {
  checkMessage(bytes, 0, bytes.length, pprof);
}

function checkMessage(bytes: Uint8Array, from: number, end: number, message: Message): void {
  let at = from;
  const varint = () => {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      if (at >= end) {
        throw new FormatError('bad-protobuf');
      }
      const byte = bytes[at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) {
        return value;
      }
    }
    throw new FormatError('bad-protobuf');
  };
  while (at < end) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (wireType === VARINT) {
      varint();
    } else if (wireType === DELIMITED) {
      const length = varint();
      const inner = message[field];
      if (length > end - at) {
        throw new FormatError('bad-protobuf');
      }
      if (inner !== undefined) {
        checkMessage(bytes, at, at + length, inner);
      }
      at += length;
    } else if (wireType === FIXED64 || wireType === FIXED32) {
      at += wireType === FIXED64 ? 8 : 4;
    } else {
      throw new FormatError('bad-protobuf');
    }
    if (field === 0 || at > end) {
      throw new FormatError('bad-protobuf');
    }
  }
}
