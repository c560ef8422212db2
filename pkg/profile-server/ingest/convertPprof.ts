import { NONE } from '../../calltree/tree';
import type { PprofMessage } from '../../formats/pprofMessage';
import type { LabelPair } from '../../pyroscope/api';
import { invalid } from '../errors/connectError';
import { withoutGoShapes } from './functionName';
import { mendedStacks } from './goStacks';
import type { Limits } from '../limits';
import type { SampleGroup } from './sampleGroups';
import type { SampleColumns } from '../storage/sampleColumns';
import type { StackIndex, Symbols } from '../storage/symbols';

/** Frames of all samples together: as many as Pyroscope's limits on samples and on depth let through. */
const MAX_FRAMES = 16_000_000;

/** A function's name by its name and file in the profile. */
export type NameFunction = (name: string, file: string) => string;

/** The locations of each sample, leaf first, those that Go left out put back. */
export type SampleStacks = readonly Uint32Array[];

/**
 * What Pyroscope refuses of a profile that is whole, and the stacks of its samples.
 * @throws ConnectError invalid_argument
 */
export function checkPprof(message: PprofMessage, limits: Limits): SampleStacks {
  const { strings, invalidString, sampleTypes, locations, samples } = message;
  if (limits.maxProfileSamples > 0 && samples.length > limits.maxProfileSamples) {
    throw invalid(`profile stacktraces exceed the limit: ${samples.length} samples, limit ${limits.maxProfileSamples}`);
  }
  if (strings[0] !== '') {
    throw invalid('invalid profile: string 0 is not the empty one');
  }
  if (invalidString !== NONE) {
    throw invalid(`invalid profile: invalid utf8 string ${JSON.stringify(strings[invalidString].slice(0, 80))}`);
  }
  const dashed = sampleTypes.find(({ type }) => type.includes('-'));
  if (dashed) {
    throw invalid(`sample type contains -: ${JSON.stringify(dashed.type)}`);
  }
  const stacks = mendedStacks(message);
  let frames = 0;
  for (const stack of stacks) {
    let depth = 0;
    for (const location of stack) {
      depth += Math.max(1, locations.firstLine[location + 1] - locations.firstLine[location]);
    }
    frames += Math.min(depth, limits.maxStackDepth || Infinity);
  }
  checkFrames(frames);
  return stacks;
}

/** @throws ConnectError invalid_argument */
export function checkFrames(frames: number): void {
  if (frames > MAX_FRAMES) {
    throw invalid(`the stacks of the profile have ${frames} frames together; limit ${MAX_FRAMES}`);
  }
}

/** Interns the stacks of the groups' samples. Nothing of a checked profile fails here, so nothing is interned in vain. */
export function convertPprof(
  message: PprofMessage,
  stacks: SampleStacks,
  groups: readonly SampleGroup[],
  symbols: Symbols,
  limits: Limits,
  nameFunction: NameFunction
): Array<{ labels: readonly LabelPair[]; samples: Array<SampleColumns | undefined> }> {
  const stackOf = stackReader(message, symbols, limits, nameFunction);
  const stackOfRow = new Uint32Array(stacks.length);
  for (const { rows } of groups) {
    for (const row of rows) {
      stackOfRow[row] = stackOf(stacks[row]);
    }
  }
  return groups.map((group) => ({
    labels: group.labels,
    samples: message.sampleTypes.map((_, type) => columnsOf(message, group, type, stackOfRow)),
  }));
}

/** Returns what interns a stack of locations, leaf first. */
function stackReader(
  { strings, functions, mappings, locations }: PprofMessage,
  symbols: Symbols,
  limits: Limits,
  nameFunction: NameFunction
): (stack: Uint32Array) => StackIndex {
  /** Root first: pprof puts the innermost inlined call first. */
  const framesOf = (location: number): number[] => {
    const mapping = locations.mapping[location];
    const module = mapping === NONE ? '' : strings[mappings.file[mapping]];
    const frames: number[] = [];
    for (let line = locations.firstLine[location + 1] - 1; line >= locations.firstLine[location]; line--) {
      const fn = locations.lineFunction[line];
      const file = strings[functions.file[fn]];
      const name = withoutGoShapes(nameFunction(strings[functions.name[fn]], file));
      frames.push(symbols.frame(symbols.function(name, file, functions.startLine[fn]), locations.line[line], module));
    }
    if (frames.length === 0) {
      frames.push(symbols.frame(symbols.function(addressName(module, locations.address[location]), '', 0), 0, module));
    }
    return frames;
  };
  const known: Array<number[] | undefined> = [];
  const maxDepth = limits.maxStackDepth || Infinity;
  return (locationRows) => {
    let stack: StackIndex = 0;
    let depth = 0;
    for (let i = locationRows.length - 1; i >= 0 && depth < maxDepth; i--) {
      const location = locationRows[i];
      const frames = (known[location] ??= framesOf(location));
      for (let f = 0; f < frames.length && depth < maxDepth; f++, depth++) {
        stack = symbols.stack(stack, frames[f]);
      }
    }
    return stack;
  };
}

function addressName(module: string, address: number | bigint): string {
  const hex = `0x${address.toString(16)}`;
  return module === '' ? hex : `${module.slice(module.lastIndexOf('/') + 1)}!${hex}`;
}

/** The samples of a group that have a value of one type, if there are any. */
function columnsOf(
  { samples, sampleTypes }: PprofMessage,
  { rows, spans, traces }: SampleGroup,
  type: number,
  stackOfRow: Uint32Array
): SampleColumns | undefined {
  const valueOf = (row: number) => samples.value[row * sampleTypes.length + type];
  const held = rows.filter((row) => valueOf(row) > 0);
  if (held.length === 0) {
    return undefined;
  }
  return {
    length: held.length,
    value: Float64Array.from(held, valueOf),
    stack: Uint32Array.from(held, (row) => stackOfRow[row]),
    span: idColumn(held, spans, 2),
    trace: idColumn(held, traces, 4),
  };
}

function idColumn(
  rows: readonly number[],
  ids: ReadonlyMap<number, readonly number[]>,
  words: number
): Uint32Array | undefined {
  if (!rows.some((row) => ids.has(row))) {
    return undefined;
  }
  const column = new Uint32Array(rows.length * words);
  rows.forEach((row, at) => column.set(ids.get(row) ?? [], at * words));
  return column;
}
