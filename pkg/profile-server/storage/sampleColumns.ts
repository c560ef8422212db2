/** The 16 bytes of a UUID. */
export type ProfileId = Uint8Array;

/**
 * The samples of one profile of one type, a row a sample. Values are in the type's unit. Span ids take two words a
 * row and trace ids four, high word first; 0 is a sample without one, and a profile without any has no column.
 */
export interface SampleColumns {
  readonly length: number;
  readonly value: Float64Array;
  readonly stack: Uint32Array;
  readonly span?: Uint32Array;
  readonly trace?: Uint32Array;
}

const HEADER_BYTES = 24;
const HAS_SPANS = 1;
const HAS_TRACES = 2;

/** Profile id, count, which columns there are, then the columns; little-endian, as the machines this runs on. */
export function encodeProfile(id: ProfileId, samples: SampleColumns): Uint8Array {
  const { length, span, trace } = samples;
  const bytes = new Uint8Array(HEADER_BYTES + length * (12 + (span ? 8 : 0) + (trace ? 16 : 0)));
  bytes.set(id, 0);
  const header = new Uint32Array(bytes.buffer, 16, 2);
  header[0] = length;
  header[1] = (span ? HAS_SPANS : 0) | (trace ? HAS_TRACES : 0);
  let offset = HEADER_BYTES;
  new Float64Array(bytes.buffer, offset, length).set(samples.value);
  offset += length * 8;
  for (const [column, words] of [
    [samples.stack, 1],
    [span, 2],
    [trace, 4],
  ] as const) {
    if (column) {
      new Uint32Array(bytes.buffer, offset, length * words).set(column);
      offset += length * words * 4;
    }
  }
  return bytes;
}

/** As 32 hex digits. */
export function profileIdText(record: Uint8Array): string {
  return Buffer.from(record.buffer, record.byteOffset, 16).toString('hex');
}

/** The sum of the values, without decoding what else a record has. */
export function sumOfValues(record: Uint8Array): number {
  const [length] = new Uint32Array(new Uint8Array(record.subarray(16, 20)).buffer);
  const values = new Float64Array(new Uint8Array(record.subarray(HEADER_BYTES, HEADER_BYTES + length * 8)).buffer);
  let sum = 0;
  for (let i = 0; i < length; i++) {
    sum += values[i];
  }
  return sum;
}

export function decodeSamples(record: Uint8Array): SampleColumns {
  // A record from the store starts anywhere; columns need to start at a multiple of eight.
  const { buffer } = new Uint8Array(record);
  const [length, has] = new Uint32Array(buffer, 16, 2);
  let offset = HEADER_BYTES;
  const value = new Float64Array(buffer, offset, length);
  offset += length * 8;
  const words = (perRow: number) => {
    const column = new Uint32Array(buffer, offset, length * perRow);
    offset += length * perRow * 4;
    return column;
  };
  const stack = words(1);
  const span = has & HAS_SPANS ? words(2) : undefined;
  const trace = has & HAS_TRACES ? words(4) : undefined;
  return { length, value, stack, span, trace };
}
