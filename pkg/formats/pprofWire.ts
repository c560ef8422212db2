import { GrowingColumn } from '../calltree/growingColumn';
import { NONE } from '../calltree/tree';
import { MessageReader, VARINT, malformed } from '../pyroscope/messageReader';
import { FormatError, type FormatErrorParams } from './errors';

/** Ids and addresses are 64 bits wide; some profilers use hashes for ids. */
export type Id = number | bigint;

/** Numbers of the fields of a profile. */
export const FIELD = {
  sampleType: 1,
  sample: 2,
  mapping: 3,
  location: 4,
  function: 5,
  string: 6,
  dropFrames: 7,
  keepFrames: 8,
  timeNanos: 9,
  durationNanos: 10,
  periodType: 11,
  period: 12,
  comment: 13,
  defaultSampleType: 14,
  docUrl: 15,
} as const;

/**
 * Messages and texts in a profile: far above what real ones have, low enough that no file of any size fills the memory.
 * Counted while the bytes are walked, before anything is made of them.
 */
const MAX_PARTS = 8_000_000;
/** Location ids and values, likewise. */
const MAX_NUMBERS = 64_000_000;

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientText = new TextDecoder('utf-8', { ignoreBOM: true });

/** The numbers of one message by field; the first three also with all of their 64 bits, without a sign. */
export class Numbers {
  readonly value = new Float64Array(FIELD.docUrl + 1);
  readonly id: Id[] = [0, 0, 0, 0];
}

/**
 * The bytes of a pprof message, walked once: its texts, its numbers and where its messages are. Fields that pprof does
 * not have are passed over.
 *
 * @throws what `MessageReader` does of bytes that are no such message, FormatError of one that has too much
 */
export class PprofWire {
  readonly strings: string[] = [];
  /** The first of them that is no UTF-8 and so has U+FFFD in it. */
  invalidString = NONE;
  /** The profile's own numbers, by field. */
  readonly scalars = new Float64Array(FIELD.docUrl + 1);
  /** By field: where its messages start and end, one pair after the other. */
  readonly #ranges = Array.from({ length: FIELD.periodType + 1 }, () => new GrowingColumn());
  readonly #numbers = new Numbers();
  #parts = 0;
  #numberCount = 0;

  constructor(private readonly bytes: Uint8Array) {
    const reader = new MessageReader(bytes, 0, bytes.length, false);
    while (reader.next()) {
      const { field } = reader;
      if (field <= FIELD.function || field === FIELD.periodType) {
        reader.range();
        this.#countPart();
        this.#ranges[field].push(reader.start);
        this.#ranges[field].push(reader.end);
      } else if (field === FIELD.string) {
        reader.range();
        this.#countPart();
        this.strings.push(this.#decodeText(bytes.subarray(reader.start, reader.end)));
      } else if (field === FIELD.comment) {
        this.repeated(reader, (numbers) => numbers.varint());
      } else if (field <= FIELD.docUrl) {
        this.scalars[field] = varint(reader);
      } else {
        reader.skip();
      }
    }
  }

  /** How many messages a field of the profile has. */
  count(field: number): number {
    return this.#ranges[field].length / 2;
  }

  /** One of them. */
  message(field: number, row: number): MessageReader {
    const { values } = this.#ranges[field];
    return new MessageReader(this.bytes, values[2 * row], values[2 * row + 1], false);
  }

  each(field: number, read: (message: MessageReader, row: number) => void): void {
    for (let row = 0; row < this.count(field); row++) {
      read(this.message(field, row), row);
    }
  }

  /** The same number, if there is such a text. */
  string(row: number): number {
    if (this.strings[row] === undefined) {
      throw new FormatError('bad-string', { index: row });
    }
    return row;
  }

  /** A text; none for the number 0, whatever the table has there. */
  optionalText(row: number): string {
    return row === 0 ? '' : this.strings[this.string(row)];
  }

  /**
   * Reads a message whose fields 1 to `last` are numbers; field 4 may be a message instead. What comes back holds until
   * the next call without `into`.
   */
  numbers(
    message: MessageReader,
    last: number,
    into = this.#numbers,
    readField4?: (message: MessageReader) => void
  ): Numbers {
    into.value.fill(0);
    into.id.fill(0);
    while (message.next()) {
      const { field } = message;
      if (field > last) {
        message.skip();
      } else if (field === 4 && readField4) {
        readField4(this.inner(message));
      } else {
        into.value[field] = varint(message);
        if (field < into.id.length) {
          into.id[field] = this.#exact(message, into.value[field]);
        }
      }
    }
    return into;
  }

  /** Takes a message that is a field of another one. */
  inner(message: MessageReader): MessageReader {
    message.range();
    this.#countPart();
    return new MessageReader(this.bytes, message.start, message.end, false);
  }

  /** Takes a field that is a number or several packed ones. */
  repeated(message: MessageReader, take: (numbers: MessageReader) => void): void {
    let numbers = message;
    if (message.wireType !== VARINT) {
      message.range();
      numbers = new MessageReader(this.bytes, message.start, message.end, false);
      if (numbers.atEnd) {
        return;
      }
    }
    do {
      checkCount('numbers', ++this.#numberCount, MAX_NUMBERS);
      take(numbers);
    } while (numbers !== message && !numbers.atEnd);
  }

  /** Takes a number as an id. */
  id(numbers: MessageReader): Id {
    return this.#exact(numbers, numbers.varint());
  }

  #exact({ start, end }: MessageReader, value: number): Id {
    if (value >= 0 && value <= Number.MAX_SAFE_INTEGER) {
      return value;
    }
    let exact = BigInt(0);
    for (let at = end - 1; at >= start; at--) {
      exact = (exact << BigInt(7)) | BigInt(this.bytes[at] & 0x7f);
    }
    return BigInt.asUintN(64, exact);
  }

  #countPart(): void {
    checkCount('parts', ++this.#parts, MAX_PARTS);
  }

  #decodeText(bytes: Uint8Array): string {
    try {
      return strictText.decode(bytes);
    } catch {
      if (this.invalidString === NONE) {
        this.invalidString = this.strings.length;
      }
      return lenientText.decode(bytes);
    }
  }
}

/** @throws FormatError `too-many` */
export function checkCount(what: FormatErrorParams['what'], count: number, limit: number): void {
  if (count > limit) {
    throw new FormatError('too-many', { what, count, limit });
  }
}

function varint(message: MessageReader): number {
  if (message.wireType !== VARINT) {
    throw malformed();
  }
  return message.varint();
}
