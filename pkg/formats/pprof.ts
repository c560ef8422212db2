import { CallTreeBuilder, FunctionTableBuilder } from '../calltree/build';
import { NONE, type CallTree, type FunctionIndex, type FunctionTable } from '../calltree/tree';
import { type LocationFrames, droppedFrames, droppedNames, firstKept } from './dropFrames';
import { gunzip, isGzip } from './gzip';
import { type PprofMessage, type ValueType, readPprofMessage } from './pprofMessage';

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

const DEFAULT_MAX_BYTES = 256 * 1024 * 1024;

/**
 * Reads a pprof profile, with or without gzip. `maxBytes` bounds what gzip may unpack to.
 *
 * @throws FormatError
 */
export function readPprof(bytes: Uint8Array, maxBytes = DEFAULT_MAX_BYTES): Pprof {
  const message = readPprofMessage(isGzip(bytes) ? gunzip(bytes, maxBytes) : bytes);
  const { sampleTypes, defaultSampleType, periodType, period, timeNanos, durationNanos } = message;
  const { functions, framesOf } = frameTables(message);
  const samples = Array.from({ length: message.samples.length }, (_, sample): PprofSample => ({
    stack: stackOf(message, framesOf, sample),
    values: [...message.samples.value.subarray(sample * sampleTypes.length, (sample + 1) * sampleTypes.length)],
    labels: labelsOf(message, sample),
  }));
  const chosenRow = defaultSampleType === '' ? -1 : sampleTypes.findIndex(({ type }) => type === defaultSampleType);
  return {
    sampleTypes,
    defaultSampleType: chosenRow >= 0 ? chosenRow : sampleTypes.length - 1,
    ...(periodType && { periodType }),
    period,
    ...(timeNanos > 0 && { timeMs: timeNanos / 1e6 }),
    durationMs: durationNanos / 1e6,
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

function labelsOf({ strings, samples }: PprofMessage, sample: number): PprofLabel[] {
  const labels: PprofLabel[] = [];
  for (let label = samples.firstLabel[sample]; label < samples.firstLabel[sample + 1]; label++) {
    const key = strings[samples.labelKey[label]];
    const text = samples.labelText[label];
    const unit = samples.labelUnit[label];
    labels.push(
      text !== 0
        ? { key, value: strings[text] }
        : { key, value: samples.labelNumber[label], ...(unit !== 0 && { unit: strings[unit] }) }
    );
  }
  return labels;
}

/** The function table, and of each location the functions it stands for. */
function frameTables({ strings, mappings, functions, locations, dropFrames, keepFrames }: PprofMessage): {
  functions: FunctionTable;
  framesOf: LocationFrames[];
} {
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

  const isNameDropped = droppedNames({ drop: dropFrames, keep: keepFrames });
  const isDropped = new Set<FunctionIndex>();
  const framesOf = locations.id.map((_, location): LocationFrames => {
    const mapping = locations.mapping[location];
    const module = mapping === NONE ? '' : strings[mappings.file[mapping]];
    const frames: FunctionIndex[] = [];
    for (let line = locations.firstLine[location]; line < locations.firstLine[location + 1]; line++) {
      const fn = locations.lineFunction[line];
      const name = strings[functions.name[fn]] || strings[functions.systemName[fn]];
      const index = row(name || UNNAMED, strings[functions.file[fn]], functions.startLine[fn] || NONE, module);
      if (name !== '' && isNameDropped?.(name)) {
        isDropped.add(index);
      }
      frames.push(index);
    }
    return {
      frames: frames.length > 0 ? frames : [row(unsymbolized(module), '', NONE, module)],
      dropped: droppedFrames(frames, (fn) => isDropped.has(fn)),
    };
  });
  return { functions: table.finish(), framesOf };
}

const UNNAMED = '<unknown>';

/** A frame without a function goes by the file it is in, as in `go tool pprof`. */
function unsymbolized(file: string): string {
  return file === '' ? UNNAMED : `[${file.slice(file.lastIndexOf('/') + 1)}]`;
}

function stackOf({ samples }: PprofMessage, framesOf: readonly LocationFrames[], sample: number): Uint32Array {
  const locations = Array.from(
    samples.location.subarray(samples.firstLocation[sample], samples.firstLocation[sample + 1]),
    (location) => framesOf[location]
  );
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
