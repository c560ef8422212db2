import { create } from '@bufbuild/protobuf';
import { type Profile, ProfileSchema, SampleSchema } from '../../../pyroscope/gen/google/v1/profile_pb';
import type { Symbols } from '../../storage/symbols';

/** What Pyroscope takes a period to be, by the first part of the profile type. */
const PERIODS: Record<string, number> = { process_cpu: 1e9, memory: 512 * 1024 };

/**
 * Stacks and their sums as a pprof profile of one sample type, with files and lines. Every frame is a location of its
 * own, also one that the compiler put into its caller.
 * @param sums a row per stack.
 * @returns an empty profile when there is nothing in it.
 */
export function pprofOf(symbols: Symbols, sums: Float64Array, profileTypeID: string, endMs: number): Profile {
  const strings = new Interned<string>();
  strings.add('');
  const modules = new Interned<string>();
  const functions = new Interned<number>();
  const locations = new Interned<number>();
  const profile = create(ProfileSchema);
  const { stackParents, stackFrames } = symbols;
  for (let leaf = 1; leaf < sums.length; leaf++) {
    if (sums[leaf] > 0) {
      const locationId: bigint[] = [];
      for (let stack = leaf; stack !== 0; stack = stackParents[stack]) {
        locationId.push(BigInt(locations.add(stackFrames[stack]) + 1));
      }
      profile.sample.push(create(SampleSchema, { locationId, value: [BigInt(sums[leaf])] }));
    }
  }
  if (profile.sample.length === 0) {
    return profile;
  }
  const text = (value: string) => BigInt(strings.add(value));
  const [metric, type, unit, periodType, periodUnit] = profileTypeID.split(':');
  const described = create(ProfileSchema, {
    sampleType: [{ type: text(type), unit: text(unit) }],
    periodType: { type: text(periodType), unit: text(periodUnit) },
    period: BigInt(Object.hasOwn(PERIODS, metric) ? PERIODS[metric] : 0),
    timeNanos: BigInt.asIntN(64, BigInt(endMs) * BigInt(1_000_000)),
    defaultSampleType: text(type),
    location: [...locations].map((row, i) => {
      const { fn, line, module } = symbols.frameAt(row);
      const mappingId = BigInt(modules.add(module) + 1);
      return {
        id: BigInt(i + 1),
        mappingId,
        line: [{ functionId: BigInt(functions.add(fn) + 1), line: BigInt(line) }],
      };
    }),
    function: [...functions].map((row, i) => {
      const { name, file, startLine } = symbols.functionAt(row);
      return { id: BigInt(i + 1), name: text(name), filename: text(file), startLine: BigInt(startLine) };
    }),
    mapping: [...modules].map((module, i) => ({ id: BigInt(i + 1), filename: text(module), hasFunctions: true })),
  });
  described.sample = profile.sample;
  described.stringTable = [...strings];
  return described;
}

/** Values in the order they were first added. */
class Interned<T> {
  private readonly rows = new Map<T, number>();

  add(value: T): number {
    let row = this.rows.get(value);
    if (row === undefined) {
      row = this.rows.size;
      this.rows.set(value, row);
    }
    return row;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.rows.keys();
  }
}
