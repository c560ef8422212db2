import { Profile, type Sample } from 'pprof-format';
import { CallTreeBuilder, FunctionTableBuilder } from '../calltree/build';
import { NONE, type CallTree, type FunctionIndex, type FunctionTable } from '../calltree/tree';
import { type LocationFrames, droppedFrames, droppedNames, firstKept } from './dropFrames';
import { FormatError } from './errors';
import { gunzip, isGzip } from './gzip';
import { knownPprofFields } from './pprofFraming';

export interface ValueType {
  /** For example `cpu` in `nanoseconds`. */
  readonly type: string;
  readonly unit: string;
}

export interface PprofLabel {
  readonly key: string;
  readonly value: string | number;
  /** Of a number, where the profile names it. */
  readonly unit?: string;
}

export interface PprofSample {
  /** Rows of the profile's function table, innermost first; a location's inlined functions are frames of their own. */
  readonly stack: Uint32Array;
  /** One per sample type. */
  readonly values: readonly number[];
  readonly labels: readonly PprofLabel[];
}

export interface PprofTree {
  readonly tree: CallTree;
  /** The sum of samples without a stack. They are not in the tree: it has no function to show them on. */
  readonly withoutStack: number;
  /** The sum of samples below zero (a profile that is a difference). They are not in the tree: a bar has no negative width. */
  readonly negative: number;
}

/**
 * A pprof profile. Functions are one where their names are the same, as in `go tool pprof`; a name keeps the file,
 * start line and mapping of its first function. Values are float64: exact up to 2^53.
 */
export interface Pprof {
  readonly sampleTypes: readonly ValueType[];
  /** The row of the sample type to show first: the profile's default, else the last one. */
  readonly defaultSampleType: number;
  readonly periodType?: ValueType;
  readonly period: number;
  /** Milliseconds since 1970; absent where the profile does not say. */
  readonly timeMs?: number;
  readonly durationMs: number;
  readonly functions: FunctionTable;
  readonly samples: readonly PprofSample[];
  callTree(sampleType: number): PprofTree;
}

const DEFAULT_MAX_BYTES = 512 * 1024 * 1024;

/**
 * Reads a pprof profile, with or without gzip. `maxBytes` bounds what gzip may unpack to.
 *
 * @throws FormatError
 */
export function readPprof(bytes: Uint8Array, maxBytes = DEFAULT_MAX_BYTES): Pprof {
  const profile = decode(isGzip(bytes) ? gunzip(bytes, maxBytes) : bytes);
  const text = textReader(profile);
  if (profile.sampleType.length === 0) {
    throw new FormatError('no-sample-types');
  }
  const sampleTypes = profile.sampleType.map(({ type, unit }) => ({ type: text(type), unit: text(unit) }));
  const { functions, framesOf } = frameTables(profile, text);
  const samples = profile.sample.map((sample, index): PprofSample => {
    if (sample.value.length !== sampleTypes.length) {
      throw new FormatError('bad-sample', { index });
    }
    return {
      stack: stackOf(sample, framesOf, index),
      values: sample.value.map(signed),
      labels: sample.label.map(({ key, str, num, numUnit }) => {
        if (Number(str) !== 0) {
          return { key: text(key), value: text(str) };
        }
        return { key: text(key), value: signed(num), ...(Number(numUnit) !== 0 && { unit: text(numUnit) }) };
      }),
    };
  });

  const { periodType, timeNanos } = profile;
  const chosen = Number(profile.defaultSampleType) !== 0 ? text(profile.defaultSampleType) : undefined;
  const chosenRow = sampleTypes.findIndex(({ type }) => type === chosen);
  return {
    sampleTypes,
    defaultSampleType: chosenRow >= 0 ? chosenRow : sampleTypes.length - 1,
    ...(periodType && { periodType: { type: text(periodType.type), unit: text(periodType.unit) } }),
    period: signed(profile.period),
    ...(signed(timeNanos) > 0 && { timeMs: signed(timeNanos) / 1e6 }),
    durationMs: signed(profile.durationNanos) / 1e6,
    functions,
    samples,
    callTree: (sampleType) => callTree(functions, samples, sampleType),
  };
}

function callTree(functions: FunctionTable, samples: readonly PprofSample[], sampleType: number): PprofTree {
  const builder = new CallTreeBuilder(copyOf(functions));
  let withoutStack = 0;
  let negative = 0;
  for (const { stack, values } of samples) {
    const value = values[sampleType];
    if (value < 0) {
      negative += value;
    } else if (stack.length === 0) {
      withoutStack += value;
    } else if (value > 0) {
      builder.add(stack, value, 'leaf-first');
    }
  }
  return { tree: builder.finish(), withoutStack, negative };
}

function copyOf({ names, files, lines, modules }: FunctionTable): FunctionTableBuilder {
  const copy = new FunctionTableBuilder();
  names.forEach((name, fn) => copy.intern(name, files?.[fn], lines?.[fn], modules?.[fn]));
  return copy;
}

type Numeric = number | bigint;
type TextOf = (index: Numeric) => string;

function decode(bytes: Uint8Array): Profile {
  const known = knownPprofFields(bytes);
  try {
    return Profile.decode(known);
  } catch (cause) {
    throw new FormatError('bad-protobuf', {}, { cause });
  }
}

/** The decoder gives a number below zero as the unsigned one with the same 64 bits. */
function signed(value: Numeric): number {
  return Number(typeof value === 'bigint' ? BigInt.asIntN(64, value) : value);
}

function textReader({ stringTable }: Profile): TextOf {
  return (index) => {
    const text = stringTable.strings[Number(index)];
    if (text === undefined) {
      throw new FormatError('bad-string', { index: Number(index) });
    }
    return text;
  };
}

/** Ids are 64 bits wide; some profilers use hashes for them. */
type Id = number | bigint;

function idOf(value: Numeric): Id {
  return typeof value === 'bigint' && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

function byId<T extends { id: Numeric }>(rows: readonly T[], what: 'location' | 'function' | 'mapping'): Map<Id, T> {
  const table = new Map<Id, T>();
  rows.forEach((row, index) => {
    const id = idOf(row.id);
    if (id === 0 || table.has(id)) {
      throw new FormatError('bad-id', { what, index, id: Number(id) });
    }
    table.set(id, row);
  });
  return table;
}

/** The function table, and of each location the functions it stands for. */
function frameTables(profile: Profile, text: TextOf): { functions: FunctionTable; framesOf: Map<Id, LocationFrames> } {
  const table = new FunctionTableBuilder();
  const rowOfName = new Map<string, FunctionIndex>();
  const row = (name: string, file: string, line: number, module: string) => {
    let fn = rowOfName.get(name);
    if (fn === undefined) {
      fn = table.intern(name, file, line, module);
      rowOfName.set(name, fn);
    }
    return fn;
  };

  const mappings = byId(profile.mapping, 'mapping');
  const functions = byId(profile.function, 'function');
  const isNameDropped = droppedNames({ drop: text(profile.dropFrames), keep: text(profile.keepFrames) });
  const isDropped = new Set<FunctionIndex>();
  const framesOf = new Map<Id, LocationFrames>();
  for (const [id, { line, mappingId }] of byId(profile.location, 'location')) {
    const mapping = mappings.get(idOf(mappingId));
    const module = mapping === undefined ? '' : text(mapping.filename);
    const frames = line.map(({ functionId }) => {
      const fn = functions.get(idOf(functionId));
      if (fn === undefined) {
        throw new FormatError('bad-id', { what: 'function', id: Number(functionId) });
      }
      const file = text(fn.filename);
      const name = text(fn.name) || text(fn.systemName);
      const index = row(name || UNNAMED, file, signed(fn.startLine) > 0 ? signed(fn.startLine) : NONE, module);
      if (name !== '' && isNameDropped?.(name)) {
        isDropped.add(index);
      }
      return index;
    });
    framesOf.set(id, {
      frames: frames.length > 0 ? frames : [row(unsymbolized(module), '', NONE, module)],
      dropped: droppedFrames(frames, (fn) => isDropped.has(fn)),
    });
  }
  return { functions: table.finish(), framesOf };
}

const UNNAMED = '<unknown>';

/** A frame without a function goes by the file it is in, as in `go tool pprof`. */
function unsymbolized(file: string): string {
  return file === '' ? UNNAMED : `[${file.slice(file.lastIndexOf('/') + 1)}]`;
}

function stackOf({ locationId }: Sample, framesOf: ReadonlyMap<Id, LocationFrames>, index: number): Uint32Array {
  const locations = locationId.map((value) => {
    const location = framesOf.get(idOf(value));
    if (location === undefined) {
      throw new FormatError('bad-id', { what: 'location', index, id: Number(value) });
    }
    return location;
  });
  const stack: FunctionIndex[] = [];
  for (let i = firstKept(locations); i < locations.length; i++) {
    const { frames, dropped } = locations[i];
    // Of a location that is not the whole of it dropped, the frames that are go wherever it stands.
    for (let frame = dropped < frames.length ? dropped : 0; frame < frames.length; frame++) {
      stack.push(frames[frame]);
    }
  }
  return Uint32Array.from(stack);
}
