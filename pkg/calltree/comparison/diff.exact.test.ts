import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readPprof } from '../../formats/pprof';
import { atOnce } from '../slices';
import { comparing } from './diff';
import { openTree } from '../operations/openTree';

/** What `go tool pprof -top -diff_base v1 v2` says: of each function how much more self and total v2 has. */
interface ExactDiff {
  baseTotal: number;
  functions: Record<string, [flat: number, cum: number]>;
}

const SAMPLES = join(__dirname, '..', '..', 'profile-server', 'samples', 'recorded');
const exact = JSON.parse(
  gunzipSync(readFileSync(join(__dirname, 'testdata', 'exact-diff.json.gz'))).toString()
) as Record<string, Record<string, ExactDiff>>;
const CASES = Object.entries(exact).flatMap(([profile, types]) => Object.keys(types).map((type) => [profile, type]));

/**
 * The allowed differences. pprof counts samples without a stack, which no flame graph has a bar for: baseline, compared.
 * It prints no angle brackets. The shapes of Go's type parameters (`[go.shape…]`) are in both, since these profiles are
 * as the programs sent them; a server strips them.
 */
const WITHOUT_STACK: Record<string, [baseline: number, compared: number]> = {
  'go-cpu-merged cpu': [10_000_000, 0],
  'go-cpu-merged samples': [1, 0],
  'python-cpu-merged cpu': [290_000_000, 220_000_000],
};
const asPrinted = (name: string) => name.replace(/<>/g, '');

function side(profile: string, version: string, type: string) {
  const pprof = readPprof(readFileSync(join(SAMPLES, `${profile}-${version}.pb.gz`)));
  return pprof.callTree(pprof.sampleTypes.findIndex((one) => one.type === type));
}

it.each(CASES)('differs by what pprof says, function by function: %s %s', async (profile, type) => {
  const [v1, v2] = [side(profile, 'v1', type), side(profile, 'v2', type)];
  const tree = atOnce(comparing(v1.tree, v2.tree));
  const { baseTotal, functions } = exact[profile][type];
  const without = WITHOUT_STACK[`${profile} ${type}`] ?? [0, 0];
  expect([v1.withoutStack, v2.withoutStack]).toEqual(without);
  expect(tree.total[0] + without[0]).toBe(baseTotal);
  const table = await openTree(tree).topTable();
  const found: Record<string, [number, number]> = {};
  for (let row = 0; row < table.length; row++) {
    found[asPrinted(tree.functions.names[table.function[row]])] = [
      table.selfRight![row] - table.self[row],
      table.totalRight![row] - table.total[row],
    ];
  }
  const wrong = [...new Set([...Object.keys(functions), ...Object.keys(found)])].filter((name) => {
    const [flat, cum] = functions[name] ?? [0, 0];
    const [self, total] = found[name] ?? [0, 0];
    return flat !== self || cum !== total;
  });
  expect(wrong.map((name) => [name, functions[name], found[name]])).toEqual([]);
});
