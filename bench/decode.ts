import { fromBinary, toBinary, toJsonString } from '@bufbuild/protobuf';
import { treeOfAnswer } from '../pkg/pyroscope/flamegraph/answer';
import { SelectMergeStacktracesResponseSchema as Response } from '../pkg/pyroscope/gen/querier/v1/querier_pb';
import { PROFILES, responseOf } from './profiles';
import { line, median, ms } from './statistics';

const ROUNDS = 7;

export interface DecodeResult {
  profile: string;
  /** Milliseconds, medians of seven: our reader to the tree, the generated messages and JSON to numbers in one array. */
  tree: number;
  generated: number;
  json: number;
}

/** An answer's bytes to a tree by our reader, and to numbers by the generated messages and JSON, in turn. */
export function benchDecode(profiles: readonly string[]): DecodeResult[] {
  console.log('\nDecode an answer (median of 7, warm)');
  console.log(line('', 'Hotpath', 'generated', 'JSON', 'gen./Hotpath', 'JSON/Hotpath'));
  return profiles.map((profile) => {
    const bytes = responseOf(PROFILES[profile]());
    const message = fromBinary(Response, bytes);
    const json = toJsonString(Response, message);
    if (toBinary(Response, message).length !== bytes.length) {
      throw new Error('the generated messages read something else');
    }
    const times = { tree: [] as number[], generated: [] as number[], json: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      timed(times.tree, () => treeOfAnswer({ call: 'SelectMergeStacktraces', bytes, compared: false }));
      timed(times.generated, () =>
        numbers(fromBinary(Response, bytes).flamegraph!.levels.map((level) => level.values))
      );
      timed(times.json, () => {
        const { flamegraph } = JSON.parse(json) as { flamegraph: { levels: Array<{ values: string[] }> } };
        return numbers(flamegraph.levels.map((level) => level.values));
      });
    }
    const [tree, generated, parsed] = [times.tree, times.generated, times.json].map(median);
    const ratio = (time: number) => `${(time / tree).toFixed(1)}×`;
    console.log(line(profile, ...[tree, generated, parsed].map(ms), ratio(generated), ratio(parsed)));
    const rounded = (time: number) => Math.round(time * 10) / 10;
    return {
      profile,
      tree: rounded(tree),
      generated: rounded(generated),
      json: rounded(parsed),
    };
  });
}

/** As far as any reader must go before it can draw: numbers in one array. */
function numbers(levels: Array<ArrayLike<bigint | string>>): Float64Array {
  const out = new Float64Array(levels.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const level of levels) {
    for (let i = 0; i < level.length; i++) {
      out[at++] = Number(level[i]);
    }
  }
  return out;
}

function timed<T>(into: number[], work: () => T): T {
  const start = performance.now();
  const result = work();
  into.push(performance.now() - start);
  return result;
}
