import type { LevelColumns } from './levelColumns';

const TAG_BYTES = 2;
const TAG_VARINT = 0;
const TWO_7 = 0x80;
const TWO_28 = 2 ** 28;

/**
 * The bytes of a SelectMergeStacktraces, SelectMergeSpanProfile or (with right-hand columns) Diff answer. Values must be
 * whole and not negative; `total` is the root's, `max_self` the largest self value of a node (in a comparison, of a
 * side of a node).
 */
export function writeFlameGraphResponse(levels: LevelColumns): Uint8Array {
  const { names, levelStart, total, self, totalRight, selfRight } = levels;
  const encoded = encodeNames(names);
  const columns = valueColumns(levels);
  const levelCount = levelStart.length - 1;
  const valueSizes = new Float64Array(levelCount);
  let size = encoded.size;
  for (let level = 0; level < levelCount; level++) {
    let values = 0;
    for (const column of columns) {
      for (let node = levelStart[level]; node < levelStart[level + 1]; node++) {
        values += varintSize(column[node]);
      }
    }
    valueSizes[level] = values;
    const inner = 1 + varintSize(values) + values;
    size += 1 + varintSize(inner) + inner;
  }
  const left = total[0] ?? 0;
  const right = totalRight?.[0] ?? 0;
  const sums: Array<[field: number, value: number]> = [
    [3, left + right],
    [4, Math.max(largest(self), selfRight ? largest(selfRight) : 0)],
  ];
  if (totalRight) {
    sums.push([5, left], [6, right]);
  }
  // A field of value 0 is not written, as everywhere in proto3.
  const written = sums.filter(([, value]) => value !== 0);
  for (const [, value] of written) {
    size += 1 + varintSize(value);
  }

  const writer = new Writer(new Uint8Array(1 + varintSize(size) + size));
  writer.tag(1, TAG_BYTES);
  writer.varint(size);
  for (const name of encoded.names) {
    writer.tag(1, TAG_BYTES);
    writer.varint(name.length);
    writer.raw(name);
  }
  for (let level = 0; level < levelCount; level++) {
    writer.tag(2, TAG_BYTES);
    writer.varint(1 + varintSize(valueSizes[level]) + valueSizes[level]);
    writer.tag(1, TAG_BYTES);
    writer.varint(valueSizes[level]);
    for (let node = levelStart[level]; node < levelStart[level + 1]; node++) {
      for (const column of columns) {
        writer.varint(column[node]);
      }
    }
  }
  for (const [field, value] of written) {
    writer.tag(field, TAG_VARINT);
    writer.varint(value);
  }
  return writer.bytes;
}

function valueColumns(levels: LevelColumns): Array<Float64Array | Uint32Array> {
  const { gap, total, self, gapRight, totalRight, selfRight, name } = levels;
  return gapRight && totalRight && selfRight
    ? [gap, total, self, gapRight, totalRight, selfRight, name]
    : [gap, total, self, name];
}

function encodeNames(names: readonly string[]): { names: Uint8Array[]; size: number } {
  const encoder = new TextEncoder();
  let size = 0;
  const encoded = names.map((name) => {
    const bytes = encoder.encode(name);
    size += 1 + varintSize(bytes.length) + bytes.length;
    return bytes;
  });
  return { names: encoded, size };
}

function largest(column: Float64Array): number {
  let max = 0;
  for (let node = 0; node < column.length; node++) {
    max = column[node] > max ? column[node] : max;
  }
  return max;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= TWO_7; rest /= TWO_7) {
    size++;
  }
  return size;
}

class Writer {
  private at = 0;

  constructor(readonly bytes: Uint8Array) {}

  tag(field: number, wireType: number): void {
    this.bytes[this.at++] = (field << 3) | wireType;
  }

  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  varint(value: number): void {
    const bytes = this.bytes;
    let at = this.at;
    let rest = value;
    // Four groups of seven bits at a time, so that most of the work is on small integers.
    while (rest >= TWO_28) {
      const upper = Math.floor(rest / TWO_28);
      const lower = rest - upper * TWO_28;
      bytes[at++] = lower | 0x80;
      bytes[at++] = (lower >>> 7) | 0x80;
      bytes[at++] = (lower >>> 14) | 0x80;
      bytes[at++] = (lower >>> 21) | 0x80;
      rest = upper;
    }
    let small = rest | 0;
    while (small >= TWO_7) {
      bytes[at++] = small | 0x80;
      small >>>= 7;
    }
    bytes[at++] = small;
    this.at = at;
  }
}
