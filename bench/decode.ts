import { fromBinary, toBinary, toJsonString } from '@bufbuild/protobuf';
import { callTreeFromLevels } from '../pkg/pyroscope/flamegraph/levels';
import { readFlameGraphResponse } from '../pkg/pyroscope/flamegraph/flamegraph';
import { SelectMergeStacktracesResponseSchema as Response } from '../pkg/pyroscope/gen/querier/v1/querier_pb';
import { generateResponse } from './generate';
import { line, median, ms } from './statistics';

const SIZES = [10_000, 100_000, 1_000_000];
const ROUNDS = 7;

/** An answer's bytes to columns: our reader, the generated messages, and JSON, in turn. */
export function benchDecode(): void {
  console.log('\nDecode an answer (median of 7, warm)');
  console.log(line('nodes', 'Hotpath', '+ to the tree', 'generated', 'JSON', 'gen./Hotpath', 'JSON/Hotpath'));
  for (const nodes of SIZES) {
    const bytes = generateResponse(nodes);
    const message = fromBinary(Response, bytes);
    const json = toJsonString(Response, message);
    if (toBinary(Response, message).length !== bytes.length) {
      throw new Error('the generated messages read something else');
    }
    const times = { own: [] as number[], tree: [] as number[], generated: [] as number[], json: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      const levels = timed(times.own, () => readFlameGraphResponse(bytes));
      timed(times.tree, () => callTreeFromLevels(levels));
      timed(times.generated, () =>
        numbers(fromBinary(Response, bytes).flamegraph!.levels.map((level) => level.values))
      );
      timed(times.json, () => {
        const { flamegraph } = JSON.parse(json) as { flamegraph: { levels: Array<{ values: string[] }> } };
        return numbers(flamegraph.levels.map((level) => level.values));
      });
    }
    const own = median(times.own);
    console.log(
      line(
        nodes.toLocaleString('en-US'),
        ms(own),
        ms(median(times.tree)),
        ms(median(times.generated)),
        ms(median(times.json)),
        `${(median(times.generated) / own).toFixed(1)}×`,
        `${(median(times.json) / own).toFixed(1)}×`
      )
    );
  }
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
