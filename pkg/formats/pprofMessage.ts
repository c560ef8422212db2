import { GrowingColumn } from '../calltree/growingColumn';
import { atOnce, type Steps } from '../calltree/slices';
import { NONE } from '../calltree/tree';
import { PyroscopeError } from '../pyroscope/errors';
import type { MessageReader } from '../pyroscope/messageReader';
import { FormatError, type BadId } from './errors';
import { otherFormat } from './otherFormat';
import { checkCount, FIELD, type Id, Numbers, PprofWire } from './pprofWire';

export interface ValueType {
  /** For example `cpu` in `nanoseconds`. */
  readonly type: string;
  readonly unit: string;
}

/**
 * A pprof profile as columns, ids resolved to rows. Where a row has several of something, `firstX[row]` to
 * `firstX[row + 1]` are its rows of that. Names, files, keys and texts are rows of `strings`. Values are float64: exact
 * up to 2^53. A line is 0 where it is not known.
 */
export interface PprofMessage {
  readonly strings: readonly string[];
  /** The first of `strings` that is no UTF-8 and so has U+FFFD in it; `NONE` for none. */
  readonly invalidString: number;
  readonly sampleTypes: readonly ValueType[];
  readonly defaultSampleType: string;
  readonly periodType: ValueType | undefined;
  readonly period: number;
  /** Since 1970. */
  readonly timeNanos: number;
  readonly durationNanos: number;
  readonly dropFrames: string;
  readonly keepFrames: string;
  readonly mappings: { readonly file: Uint32Array };
  readonly functions: {
    readonly name: Uint32Array;
    readonly systemName: Uint32Array;
    readonly file: Uint32Array;
    readonly startLine: Uint32Array;
  };
  readonly locations: {
    readonly id: readonly Id[];
    readonly address: readonly Id[];
    /** `NONE` where the profile does not say. */
    readonly mapping: Int32Array;
    readonly firstLine: Uint32Array;
    /** Innermost inlined call first. */
    readonly lineFunction: Uint32Array;
    readonly line: Uint32Array;
  };
  readonly samples: {
    readonly length: number;
    readonly firstLocation: Uint32Array;
    /** Leaf first. */
    readonly location: Uint32Array;
    /** One per sample type, sample after sample. */
    readonly value: Float64Array;
    readonly firstLabel: Uint32Array;
    readonly labelKey: Uint32Array;
    /** 0 for a label that is a number. */
    readonly labelText: Uint32Array;
    readonly labelNumber: Float64Array;
    readonly labelUnit: Uint32Array;
  };
}

export interface PprofOptions {
  /** Takes functions that all have the id 0 for those of the locations, one each, of which there are as many, as old .NET SDKs mean. */
  mendFunctionIds?: boolean;
  /** What to do of an id that is 0 or comes twice; without it, the profile is refused. Of rows of one id the last counts. */
  onBadId?: (id: BadId) => void;
}

const MAX_SAMPLE_TYPES = 1000;
/** Between two rests: of stacks of a hundred frames, half a millisecond's. */
const SAMPLES_PER_STEP = 256;

/**
 * Decodes an uncompressed pprof message and checks that it is whole: that numbers point into the tables, and that each
 * sample has a value per sample type.
 *
 * @throws FormatError
 */
export function readPprofMessage(bytes: Uint8Array, options: PprofOptions = {}): PprofMessage {
  return atOnce(readingPprofMessage(bytes, options));
}

/** The same with rests among the samples, which are most of a profile. */
export function* readingPprofMessage(bytes: Uint8Array, options: PprofOptions = {}): Steps<PprofMessage> {
  try {
    return yield* read(new PprofWire(bytes), options);
  } catch (cause) {
    const fault = cause instanceof PyroscopeError ? new FormatError('bad-protobuf', {}, { cause }) : cause;
    if (!(fault instanceof FormatError)) {
      throw fault;
    }
    const format = fault.code === 'bad-protobuf' || fault.code === 'no-sample-types' ? otherFormat(bytes) : undefined;
    throw format === undefined ? fault : new FormatError('other-format', { format });
  }
}

function* read(wire: PprofWire, options: PprofOptions): Steps<PprofMessage> {
  checkCount('sample types', wire.count(FIELD.sampleType), MAX_SAMPLE_TYPES);
  const sampleTypes = readValueTypes(wire, FIELD.sampleType);
  if (sampleTypes.length === 0) {
    throw new FormatError('no-sample-types');
  }
  const file = new Uint32Array(wire.count(FIELD.mapping));
  const mappingRows = new IdTable('mapping', options);
  wire.each(FIELD.mapping, (message, row) => {
    const { id, value } = wire.numbers(message, 10);
    mappingRows.add(id[1], row);
    file[row] = wire.string(value[5]);
  });
  const mended = options.mendFunctionIds ? mendedFunctionIds(wire) : undefined;
  const functionRows = new IdTable('function', options);
  const locationRows = new IdTable('location', options);
  const { scalars } = wire;
  return {
    strings: wire.strings,
    invalidString: wire.invalidString,
    sampleTypes,
    defaultSampleType: wire.optionalText(scalars[FIELD.defaultSampleType]),
    periodType: readValueTypes(wire, FIELD.periodType).pop(),
    period: scalars[FIELD.period],
    timeNanos: scalars[FIELD.timeNanos],
    durationNanos: scalars[FIELD.durationNanos],
    dropFrames: wire.optionalText(scalars[FIELD.dropFrames]),
    keepFrames: wire.optionalText(scalars[FIELD.keepFrames]),
    mappings: { file },
    functions: readFunctions(wire, functionRows, mended),
    locations: readLocations(wire, mappingRows, functionRows, locationRows, mended !== undefined),
    samples: yield* readSamples(wire, locationRows, sampleTypes.length),
  };
}

/** The row of each id in a table. */
class IdTable {
  readonly #rows = new Map<Id, number>();

  constructor(
    private readonly what: BadId['what'],
    private readonly options: PprofOptions
  ) {}

  add(id: Id, row: number): void {
    if (id === 0 || this.#rows.has(id)) {
      const bad = { what: this.what, index: row, id: Number(id) };
      if (!this.options.onBadId) {
        throw new FormatError('bad-id', bad);
      }
      this.options.onBadId(bad);
    }
    this.#rows.set(id, row);
  }

  find(id: Id): number | undefined {
    return this.#rows.get(id);
  }

  /** `index` of what refers to it, where that is known. */
  get(id: Id, index?: number): number {
    const row = this.#rows.get(id);
    if (row === undefined) {
      throw new FormatError('bad-id', { what: this.what, ...(index !== undefined && { index }), id: Number(id) });
    }
    return row;
  }
}

function readValueTypes(wire: PprofWire, field: number): ValueType[] {
  const types: ValueType[] = [];
  wire.each(field, (message) => {
    const [, type, unit] = wire.numbers(message, 2).value;
    types.push({ type: wire.optionalText(type), unit: wire.optionalText(unit) });
  });
  return types;
}

function readFunctions(wire: PprofWire, rows: IdTable, mended?: readonly Id[]): PprofMessage['functions'] {
  const column = () => new Uint32Array(wire.count(FIELD.function));
  const functions = { name: column(), systemName: column(), file: column(), startLine: column() };
  wire.each(FIELD.function, (message, row) => {
    const { id, value } = wire.numbers(message, 5);
    rows.add(mended?.[row] ?? id[1], row);
    functions.name[row] = wire.string(value[2]);
    functions.systemName[row] = wire.string(value[3]);
    functions.file[row] = wire.string(value[4]);
    functions.startLine[row] = lineNumber(value[5]);
  });
  return functions;
}

/** The ids of the locations, where functions have none and there are as many. */
function mendedFunctionIds(wire: PprofWire): Id[] | undefined {
  let anyId = wire.count(FIELD.function) !== wire.count(FIELD.location);
  wire.each(FIELD.function, (message) => {
    anyId ||= wire.numbers(message, 5).id[1] !== 0;
  });
  if (anyId) {
    return undefined;
  }
  const ids: Id[] = [];
  const location = new Numbers();
  wire.each(FIELD.location, (message) => {
    ids.push(wire.numbers(message, 5, location, () => undefined).id[1]);
  });
  return ids;
}

function readLocations(
  wire: PprofWire,
  mappingRows: IdTable,
  functionRows: IdTable,
  rows: IdTable,
  mended: boolean
): PprofMessage['locations'] {
  const length = wire.count(FIELD.location);
  const ids: Id[] = [];
  const addresses: Id[] = [];
  const mapping = new Int32Array(length);
  const firstLine = new Uint32Array(length + 1);
  const lineFunction = new GrowingColumn();
  const line = new GrowingColumn();
  const numbers = new Numbers();
  let location = 0;
  const readLine = (message: MessageReader) => {
    const { id, value } = wire.numbers(message, 3);
    lineFunction.push(mended && id[1] === 0 ? location : functionRows.get(id[1]));
    line.push(lineNumber(value[2]));
  };
  wire.each(FIELD.location, (message, row) => {
    location = row;
    const [, id, mappingId, address] = wire.numbers(message, 5, numbers, readLine).id;
    rows.add(id, row);
    ids.push(id);
    addresses.push(address);
    mapping[row] = mappingRows.find(mappingId) ?? NONE;
    firstLine[row + 1] = line.length;
  });
  const lines = { firstLine, lineFunction: lineFunction.values, line: line.values };
  return { id: ids, address: addresses, mapping, ...lines };
}

function* readSamples(wire: PprofWire, locationRows: IdTable, types: number): Steps<PprofMessage['samples']> {
  const length = wire.count(FIELD.sample);
  const firstLocation = new Uint32Array(length + 1);
  const location = new GrowingColumn();
  const value = new GrowingColumn(new Float64Array(256));
  const firstLabel = new Uint32Array(length + 1);
  const labelKey = new GrowingColumn();
  const labelText = new GrowingColumn();
  const labelNumber = new GrowingColumn(new Float64Array(256));
  const labelUnit = new GrowingColumn();
  for (let row = 0; row < length; row++) {
    if (row % SAMPLES_PER_STEP === 0) {
      yield;
    }
    const message = wire.message(FIELD.sample, row);
    while (message.next()) {
      if (message.field === 1) {
        wire.repeated(message, (numbers) => location.push(locationRows.get(wire.id(numbers), row)));
      } else if (message.field === 2) {
        wire.repeated(message, (numbers) => value.push(numbers.varint()));
      } else if (message.field === 3) {
        const [, key, text, number, unit] = wire.numbers(wire.inner(message), 4).value;
        labelKey.push(wire.string(key));
        labelText.push(wire.string(text));
        labelNumber.push(number);
        labelUnit.push(wire.string(unit));
      } else {
        message.skip();
      }
    }
    if (value.length !== (row + 1) * types) {
      throw new FormatError('bad-sample', { index: row, count: value.length - row * types, limit: types });
    }
    firstLocation[row + 1] = location.length;
    firstLabel[row + 1] = labelKey.length;
  }
  return {
    length,
    firstLocation,
    location: location.values,
    value: value.values,
    firstLabel,
    labelKey: labelKey.values,
    labelText: labelText.values,
    labelNumber: labelNumber.values,
    labelUnit: labelUnit.values,
  };
}

/** What is no line of a file (negative, or past 2^31) counts as not known. */
function lineNumber(value: number): number {
  return value > 0 && value < 2 ** 31 ? value : 0;
}
