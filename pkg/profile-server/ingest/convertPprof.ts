import { Profile } from 'pprof-format';
import { knownPprofFields } from '../../formats/pprofFraming';
import type { LabelPair } from '../../pyroscope/api';
import { invalid } from '../errors/connectError';
import { withoutGoShapes } from './functionName';
import { mendedStacks } from './goStacks';
import type { Limits } from '../limits';
import { millisecondsOf } from './profileTime';
import { idWords } from '../storage/idWords';
import { labelsKey } from '../storage/labelsKey';
import type { SampleColumns } from '../storage/sampleColumns';
import type { ValueKind } from '../storage/seriesLabels';
import type { StackIndex, Symbols } from '../storage/symbols';

/** The samples of a pprof file that carry the same labels; one entry of `samples` a sample type. */
export interface SampleGroup {
  labels: readonly LabelPair[];
  samples: SampleColumns[];
}

export interface ConvertedProfile {
  /** Milliseconds since 1970; undefined where the file does not say. */
  timeMs: number | undefined;
  sampleTypes: ValueKind[];
  periodType: ValueKind;
  groups: SampleGroup[];
}

/**
 * Decodes an uncompressed pprof file.
 * @throws whatever the decoder makes of bytes that are none.
 */
export function decodePprof(bytes: Uint8Array): Profile {
  const profile = Profile.decode(knownPprofFields(bytes));
  if (profile.sampleType.length === 0) {
    throw new Error('not a pprof file: it has no sample types');
  }
  return profile;
}

export function sampleTypesOf(profile: Profile): ValueKind[] {
  return profile.sampleType.map((kind) => kindOf(profile, kind));
}

/** Interns the stacks of a profile and sorts its samples into groups by their text labels. */
export function convertPprof(
  profile: Profile,
  symbols: Symbols,
  limits: Limits,
  filesInNames = false
): ConvertedProfile {
  if (limits.maxProfileSamples > 0 && profile.sample.length > limits.maxProfileSamples) {
    throw invalid(
      `profile stacktraces exceed the limit: ${profile.sample.length} samples, limit ${limits.maxProfileSamples}`
    );
  }
  const sampleTypes = sampleTypesOf(profile);
  for (const { type } of sampleTypes) {
    if (type.includes('-')) {
      throw invalid(`sample type contains -: ${JSON.stringify(type)}`);
    }
  }
  const stackOf = stackReader(profile, symbols, limits, filesInNames);
  const groups = new Map<string, GroupBuilder>();
  const none = new GroupBuilder([], sampleTypes.length);
  const stacks = mendedStacks(profile);
  profile.sample.forEach((sample, i) => {
    if (sample.value.length !== sampleTypes.length) {
      throw invalid(
        `invalid profile: sample ${i} has ${sample.value.length} values for ${sampleTypes.length} sample types`
      );
    }
    const values = sample.value.map(signed);
    if (values.some((value) => value < 0)) {
      // A counter that wrapped or was reset. What the sample says of the other types means as little.
      return;
    }
    const stack = stackOf(stacks[i]);
    const labels = sample.label.length === 0 ? NO_LABELS : labelsOf(profile, sample.label);
    let group = none;
    if (labels.key !== '') {
      group = groups.get(labels.key) ?? new GroupBuilder(labels.text, sampleTypes.length);
      groups.set(labels.key, group);
    }
    for (let type = 0; type < sampleTypes.length; type++) {
      if (values[type] > 0) {
        group.add(type, stack, values[type], labels.span, labels.trace);
      }
    }
  });
  return {
    timeMs: millisecondsOf(profile.timeNanos),
    sampleTypes,
    periodType: profile.periodType ? kindOf(profile, profile.periodType) : { type: '', unit: '' },
    groups: [none, ...groups.values()].map((group) => group.finish()),
  };
}

type PprofLabels = Profile['sample'][number]['label'];
type Numeric = number | bigint;

function text(profile: Profile, index: Numeric): string {
  const found = profile.stringTable.strings[Number(index)];
  if (found === undefined) {
    throw invalid(`invalid profile: string ${index} is not in the string table`);
  }
  return found;
}

/** The decoder reads 64 bits without a sign. */
function signed(value: Numeric): number {
  return Number(typeof value === 'bigint' ? BigInt.asIntN(64, value) : value);
}

function kindOf(profile: Profile, kind: { type: Numeric; unit: Numeric }): ValueKind {
  return { type: text(profile, kind.type), unit: text(profile, kind.unit) };
}

/** Returns what interns the stack of a sample's locations, leaf first. */
function stackReader(profile: Profile, symbols: Symbols, limits: Limits, filesInNames: boolean) {
  const functions = new Map<Numeric, number>();
  for (const fn of profile.function) {
    requireId('function', fn.id);
    const file = text(profile, fn.filename);
    const name = withoutGoShapes(text(profile, fn.name));
    functions.set(
      fn.id,
      symbols.function(filesInNames && file !== '' ? `${file} ${name}` : name, file, word(fn.startLine))
    );
  }
  const modules = new Map<Numeric, string>();
  for (const mapping of profile.mapping) {
    modules.set(mapping.id, text(profile, mapping.filename));
  }
  // Root first: pprof puts the innermost inlined call first.
  const frames = new Map<Numeric, number[]>();
  for (const location of profile.location) {
    requireId('location', location.id);
    const module = modules.get(location.mappingId) ?? '';
    const lines = location.line.map(({ functionId, line }) => {
      const fn = functions.get(functionId);
      if (fn === undefined) {
        throw invalid(
          `invalid profile: location ${location.id} is in function ${functionId}, which is not in the file`
        );
      }
      return symbols.frame(fn, word(line), module);
    });
    if (lines.length === 0) {
      lines.push(symbols.frame(symbols.function(addressName(module, location.address), '', 0), 0, module));
    }
    frames.set(location.id, lines.reverse());
  }
  const maxDepth = limits.maxStackDepth || Infinity;
  return (locations: readonly Numeric[]): StackIndex => {
    let stack: StackIndex = 0;
    let depth = 0;
    for (let i = locations.length - 1; i >= 0 && depth < maxDepth; i--) {
      const lines = frames.get(locations[i]);
      if (lines === undefined) {
        throw invalid(`invalid profile: a sample is in location ${locations[i]}, which is not in the file`);
      }
      for (let l = 0; l < lines.length && depth < maxDepth; l++, depth++) {
        stack = symbols.stack(stack, lines[l]);
      }
    }
    return stack;
  };
}

function requireId(what: string, id: Numeric): void {
  if (Number(id) === 0) {
    throw invalid(`invalid profile: ${what} id is 0`);
  }
}

/** A line number; what is none (negative, or past 2^32) counts as not known. */
function word(value: Numeric): number {
  const line = Number(value);
  return line > 0 && line <= 0xffffffff ? line : 0;
}

function addressName(module: string, address: Numeric): string {
  const hex = `0x${address.toString(16)}`;
  return module === '' ? hex : `${module.slice(module.lastIndexOf('/') + 1)}!${hex}`;
}

interface SampleLabels {
  key: string;
  text: readonly LabelPair[];
  span: readonly number[] | undefined;
  trace: readonly number[] | undefined;
}

const NO_LABELS: SampleLabels = { key: '', text: [], span: undefined, trace: undefined };

function labelsOf(profile: Profile, labels: PprofLabels): SampleLabels {
  const pairs: LabelPair[] = [];
  let span: number[] | undefined;
  let profileId: number[] | undefined;
  let trace: number[] | undefined;
  for (const label of labels) {
    if (Number(label.str) === 0) {
      continue;
    }
    const name = text(profile, label.key);
    const value = text(profile, label.str);
    if (name === 'span_id') {
      span = idWords(value, 2);
    } else if (name === 'profile_id') {
      profileId = idWords(value, 2);
    } else if (name === 'trace_id') {
      trace = idWords(value, 4);
    } else if (name !== '' && value !== '') {
      pairs.push({ name, value });
    }
  }
  pairs.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return {
    key: pairs.length === 0 ? '' : labelsKey(pairs),
    text: pairs,
    span: span ?? profileId,
    trace,
  };
}

class GroupBuilder {
  private readonly types: SampleBuilder[];

  constructor(
    private readonly labels: readonly LabelPair[],
    types: number
  ) {
    this.types = Array.from({ length: types }, () => new SampleBuilder());
  }

  add(type: number, ...sample: Parameters<SampleBuilder['add']>): void {
    this.types[type].add(...sample);
  }

  finish(): SampleGroup {
    return { labels: this.labels, samples: this.types.map((type) => type.finish()) };
  }
}

const NO_SPAN = [0, 0];
const NO_TRACE = [0, 0, 0, 0];

class SampleBuilder {
  private readonly stacks: number[] = [];
  private readonly values: number[] = [];
  private readonly spans: number[] = [];
  private readonly traces: number[] = [];
  private anySpan = false;
  private anyTrace = false;

  add(
    stack: StackIndex,
    value: number,
    span: readonly number[] | undefined,
    trace: readonly number[] | undefined
  ): void {
    this.stacks.push(stack);
    this.values.push(value);
    this.spans.push(...(span ?? NO_SPAN));
    this.traces.push(...(trace ?? NO_TRACE));
    this.anySpan ||= span !== undefined;
    this.anyTrace ||= trace !== undefined;
  }

  finish(): SampleColumns {
    return {
      length: this.stacks.length,
      value: Float64Array.from(this.values),
      stack: Uint32Array.from(this.stacks),
      span: this.anySpan ? Uint32Array.from(this.spans) : undefined,
      trace: this.anyTrace ? Uint32Array.from(this.traces) : undefined,
    };
  }
}
