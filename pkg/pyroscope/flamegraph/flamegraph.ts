import { atOnce, type Steps } from '../../calltree/slices';
import type { LevelColumns } from './levelColumns';
import { columnsOf, flameGraphParts, noFlameGraph, type FlameGraphParts } from './flamegraphParts';
import { BYTES, MessageReader, VARINT, countVarints, malformed, readVarints } from '../messageReader';

/** Of four bytes, what none of them has that is an ASCII character. */
const NOT_ASCII = 0x80808080;

/** The values of a level, one after another, and where the next one to read is. */
interface LevelValues {
  readonly bytes: Uint8Array;
  at: number;
  readonly count: number;
}

/**
 * Reads the bytes of a SelectMergeStacktraces or SelectMergeSpanProfile answer. Everything but the flame graph is
 * skipped undecoded. "No data" is a root of total 0, and so is an answer without a flame graph, whose message may have
 * no bytes at all.
 *
 * Throws `cut-answer` where the bytes end before the message does, `not-pyroscope` where the message is something else
 * or contradicts itself, `too-large` where memory does not suffice.
 */
export function readFlameGraphResponse(bytes: Uint8Array): LevelColumns {
  return columnsOf(atOnce(readingResponse(bytes, false)));
}

/** The same for the answer of Diff: the columns have their right-hand side. */
export function readDiffResponse(bytes: Uint8Array): LevelColumns {
  return columnsOf(atOnce(readingResponse(bytes, true)));
}

/** The parts of either of them, with rests; the values themselves are read when the tree is made. */
export function* readingResponse(bytes: Uint8Array, compared: boolean): Steps<FlameGraphParts> {
  const answer = new MessageReader(bytes, 0, bytes.length, true);
  let start = -1;
  let end = -1;
  while (answer.next()) {
    if (answer.field !== 1) {
      answer.skip();
      continue;
    }
    answer.range();
    if (start >= 0) {
      throw malformed();
    }
    start = answer.start;
    end = answer.end;
  }
  return start < 0 ? noFlameGraph(compared) : yield* readingFlameGraph(bytes, start, end, compared);
}

function* readingFlameGraph(bytes: Uint8Array, start: number, end: number, compared: boolean): Steps<FlameGraphParts> {
  const message = new MessageReader(bytes, start, end, false);
  const nameStarts: number[] = [];
  const nameEnds: number[] = [];
  const levels: LevelValues[] = [];
  const stated = { total: 0, leftTicks: 0, rightTicks: 0 };
  while (message.next()) {
    switch (message.field) {
      case 1:
        message.range();
        nameStarts.push(message.start);
        nameEnds.push(message.end);
        break;
      case 2:
        message.range();
        levels.push(readLevel(bytes, message.start, message.end));
        yield;
        break;
      case 3:
      case 5:
      case 6:
        if (message.wireType !== VARINT) {
          throw malformed();
        }
        stated[message.field === 3 ? 'total' : message.field === 5 ? 'leftTicks' : 'rightTicks'] = message.varint();
        break;
      default:
        message.skip();
    }
  }
  const names = readNames(bytes, nameStarts, nameEnds);
  yield;
  const counts = levels.map((level) => level.count);
  const perNode = compared ? 7 : 4;
  return flameGraphParts(names, counts, compared, stated, (at, into, from, nodes) => {
    const level = levels[at];
    level.at = readVarints(level.bytes, level.at, into, from, from + nodes * perNode);
  });
}

/** Servers send one packed run of values a level; anything else that protobuf allows is made one. */
function readLevel(bytes: Uint8Array, start: number, end: number): LevelValues {
  const message = new MessageReader(bytes, start, end, false);
  const parts: Uint8Array[] = [];
  while (message.next()) {
    if (message.field !== 1) {
      message.skip();
      continue;
    }
    if (message.wireType === BYTES) {
      message.range();
    } else if (message.wireType === VARINT) {
      message.varint();
    } else {
      throw malformed();
    }
    if (message.end > message.start && bytes[message.end - 1] >= 0x80) {
      throw malformed();
    }
    parts.push(bytes.subarray(message.start, message.end));
  }
  const values = parts.length === 1 ? parts[0] : concat(parts);
  return { bytes: values, at: 0, count: countVarints(values) };
}

function concat(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * The texts that start and end in `bytes` as told. Names are nearly always ASCII: those are put end to end and decoded at once, then sliced by byte offset, which is
 * many times faster than decoding each.
 */
export function readNames(bytes: Uint8Array, starts: readonly number[], ends: readonly number[]): string[] {
  let size = 0;
  for (let i = 0; i < starts.length; i++) {
    size += ends[i] - starts[i];
  }
  const ascii = new Uint8Array(size);
  // Four bytes at a time.
  const [from, to] = [new DataView(bytes.buffer, bytes.byteOffset, bytes.length), new DataView(ascii.buffer)];
  const names = new Array<string>(starts.length).fill('');
  const offsets = new Int32Array(starts.length);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let used = 0;
  for (let i = 0; i < starts.length; i++) {
    const offset = used;
    let seen = 0;
    let at = starts[i];
    for (; at + 4 <= ends[i]; at += 4, used += 4) {
      const word = from.getInt32(at);
      seen |= word;
      to.setInt32(used, word);
    }
    for (; at < ends[i]; at++) {
      seen |= ascii[used++] = bytes[at];
    }
    offsets[i] = offset;
    if (seen & NOT_ASCII) {
      names[i] = decoder.decode(bytes.subarray(starts[i], ends[i]));
      offsets[i] = -1;
      used = offset;
    }
  }
  const text = decoder.decode(ascii.subarray(0, used));
  for (let i = 0; i < starts.length; i++) {
    if (offsets[i] >= 0) {
      names[i] = text.slice(offsets[i], offsets[i] + ends[i] - starts[i]);
    }
  }
  return names;
}

export { diffFromJson, flameGraphFromJson } from './flamegraphJson';
export { writeFlameGraphResponse } from './flamegraphWriter';
