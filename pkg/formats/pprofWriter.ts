import { grown } from '../calltree/growingColumn';
import type { Steps } from '../calltree/slices';
import type { FunctionIndex } from '../calltree/tree';
import { firstFrame, overStacks, valuesOf, type Extract } from './extract';
import type { ValueType } from './pprofMessage';
import { FIELD } from './pprofWire';

export interface PprofAbout {
  /** One, or two for a comparison: the left-hand side first. */
  sampleTypes: readonly ValueType[];
  periodType?: ValueType;
  /** Of the first sample, in milliseconds since 1970. */
  timeMs?: number;
  durationMs?: number;
  comments?: readonly string[];
}

/**
 * A tree as a pprof message without gzip, in parts: a sample for each node with a value of its own, a location and a
 * function for each function. Values are whole numbers. A name that is empty reads as `<unknown>` in pprof.
 */
export function* writePprof(extract: Extract, about: PprofAbout): Steps<Array<Uint8Array<ArrayBuffer>>> {
  const { functions, depth, function: functionOf } = extract.tree;
  const first = firstFrame(extract);
  const texts = new Texts();
  const bytes = new Bytes();
  const used = new Uint8Array(functions.names.length);
  /** The location of each frame on the stack, and the bytes that they and those above take. */
  const path: FunctionIndex[] = [];
  const pathBytes: number[] = [];

  about.sampleTypes.forEach((type) => bytes.message(FIELD.sampleType, valueType(type, texts)));
  yield* overStacks(extract, (node, write) => {
    const at = depth[node] - depth[first];
    const location = functionOf[node] + 1;
    path[at] = location;
    pathBytes[at] = (at > 0 ? pathBytes[at - 1] : 0) + varintBytes(location);
    used[functionOf[node]] = 1;
    const values = write ? valuesOf(extract, node, true) : [];
    if (values.some((value) => value > 0)) {
      const valueBytes = values.reduce((sum, value) => sum + varintBytes(value), 0);
      bytes.head(FIELD.sample, packedBytes(pathBytes[at]) + packedBytes(valueBytes));
      bytes.head(1, pathBytes[at]);
      for (let frame = at; frame >= 0; frame--) {
        bytes.varint(path[frame]);
      }
      bytes.head(2, valueBytes);
      values.forEach((value) => bytes.varint(value));
    }
  });

  const mappings = new Map<string, number>();
  for (let fn = 0; fn < used.length; fn++) {
    if (used[fn] === 0) {
      continue;
    }
    const module = functions.modules?.[fn] ?? '';
    const mapping = module === '' ? 0 : (mappings.get(module) ?? mappings.size + 1);
    if (mapping > 0) {
      mappings.set(module, mapping);
    }
    const line = functions.lines?.[fn] ?? 0;
    const lineMessage = message([1, fn + 1], [2, line]);
    bytes.message(FIELD.location, message([1, fn + 1], [2, mapping]).messageIn(4, lineMessage));
    const name = texts.row(functions.names[fn]);
    bytes.message(
      FIELD.function,
      message([1, fn + 1], [2, name], [3, name], [4, texts.row(functions.files?.[fn] ?? '')], [5, line])
    );
    if (fn % 64 === 0) {
      yield;
    }
  }
  for (const [module, mapping] of mappings) {
    // Tools look for the names of what such a mapping holds only where none are said to be there.
    bytes.message(FIELD.mapping, message([1, mapping], [5, texts.row(module)], [7, 1]));
  }
  if (about.periodType) {
    bytes.message(FIELD.periodType, valueType(about.periodType, texts));
  }
  bytes.number(FIELD.timeNanos, Math.round((about.timeMs ?? 0) * 1e6));
  bytes.number(FIELD.durationNanos, Math.round((about.durationMs ?? 0) * 1e6));
  about.comments?.forEach((comment) => bytes.number(FIELD.comment, texts.row(comment)));
  for (const text of texts.all()) {
    bytes.text(FIELD.string, text);
  }
  return bytes.parts();
}

function valueType({ type, unit }: ValueType, texts: Texts): Bytes {
  return message([1, texts.row(type)], [2, texts.row(unit)]);
}

function message(...numbers: Array<[field: number, value: number]>): Bytes {
  const bytes = new Bytes(64);
  numbers.forEach(([field, value]) => bytes.number(field, value));
  return bytes;
}

/** The string table: `''` first, each text once. */
class Texts {
  private readonly rows = new Map<string, number>([['', 0]]);

  row(text: string): number {
    const known = this.rows.get(text);
    if (known !== undefined) {
      return known;
    }
    this.rows.set(text, this.rows.size);
    return this.rows.size - 1;
  }

  all(): Iterable<string> {
    return this.rows.keys();
  }
}

const utf8 = new TextEncoder();
const PART_BYTES = 1 << 20;

/** Protobuf, as bytes that are set aside a megabyte at a time: a whole profile in one array would be copied as it grows. */
class Bytes {
  private bytes: Uint8Array<ArrayBuffer>;
  private length = 0;
  private readonly full: Array<Uint8Array<ArrayBuffer>> = [];

  constructor(room = PART_BYTES) {
    this.bytes = new Uint8Array(room);
  }

  /** A field that is a number; 0 is what it is without the field. */
  number(field: number, value: number): void {
    if (value > 0) {
      this.varint(field << 3);
      this.varint(value);
    }
  }

  text(field: number, text: string): void {
    this.append(field, utf8.encode(text));
  }

  message(field: number, inner: Bytes): void {
    this.append(field, inner.bytes.subarray(0, inner.length));
  }

  /** The same, with one more message in it. */
  messageIn(field: number, inner: Bytes): this {
    this.message(field, inner);
    return this;
  }

  /** What stands before the bytes of a text, a message or packed numbers. */
  head(field: number, bytes: number): void {
    this.varint((field << 3) | 2);
    this.varint(bytes);
  }

  /** A whole number of 0 to 2^53. */
  varint(value: number): void {
    if (this.length + 10 > this.bytes.length) {
      this.makeRoom(10);
    }
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) {
      this.bytes[this.length++] = (rest % 128) | 0x80;
    }
    this.bytes[this.length++] = rest;
  }

  parts(): Array<Uint8Array<ArrayBuffer>> {
    return [...this.full, this.bytes.subarray(0, this.length)];
  }

  private append(field: number, bytes: Uint8Array): void {
    this.head(field, bytes.length);
    this.makeRoom(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  private makeRoom(needed: number): void {
    if (this.length + needed <= this.bytes.length) {
      return;
    }
    if (this.bytes.length < PART_BYTES) {
      this.bytes = grown(this.bytes, this.length + needed);
      return;
    }
    this.full.push(this.bytes.subarray(0, this.length));
    this.bytes = new Uint8Array(Math.max(PART_BYTES, needed));
    this.length = 0;
  }
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) {
    bytes++;
  }
  return bytes;
}

/** What packed numbers take with their head; fields up to 15 have a tag of one byte. */
function packedBytes(bytes: number): number {
  return 1 + varintBytes(bytes) + bytes;
}
