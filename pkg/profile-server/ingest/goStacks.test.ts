import { Profile, StringTable } from 'pprof-format';
import { readPprofMessage } from '../../formats/pprofMessage';
import { mendedStacks as mendedRows } from './goStacks';

/** Location ids from leaf to root. */
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

interface Stacks {
  type: string;
  file: string;
  stacks: number[][];
}

const profile = (type: string, file: string, stacks: number[][]): Stacks => ({ type, file, stacks });

/** Location ids as they are in the profile. */
function mendedStacks({ type, file, stacks }: Stacks): number[][] {
  const stringTable = new StringTable();
  const message = readPprofMessage(
    new Profile({
      stringTable,
      sampleType: [{ type: stringTable.dedup(type), unit: 0 }],
      function: [{ id: 1, filename: stringTable.dedup(file) }],
      location: [...new Set(stacks.flat())].map((id) => ({ id, line: [{ functionId: 1 }] })),
      sample: stacks.map((locationId) => ({ locationId, value: [1] })),
    }).encode()
  );
  return mendedRows(message).map((stack) => Array.from(stack, (row) => Number(message.locations.id[row])));
}

const WHOLE = run(10, 75);
const CUT = [1, 2, ...run(10, 71)];

it('completes a stack from one that has the same frames further in', () => {
  const [whole, cut] = mendedStacks(profile('cpu', 'a.go', [WHOLE, CUT]));
  expect(whole).toEqual(WHOLE);
  expect(cut).toEqual([1, 2, ...run(10, 75)]);
});

it('goes from one to the next when neither alone is enough', () => {
  const cutTwice = [3, ...run(1, 2), ...run(10, 64)];
  const between = run(10, 70);
  const mended = mendedStacks(profile('cpu', 'a.go', [cutTwice, between, run(10, 76)]));
  expect(mended[0]).toEqual([3, ...run(1, 2), ...run(10, 76)]);
});

it('takes the first of two that serve, in the order of the bytes of their ids', () => {
  const roots = (...ids: number[]) => [...run(10, 71), ...ids];
  // 300 is 2c 01, 72 is 48 00.
  const mended = mendedStacks(profile('cpu', 'a.go', [roots(72, 73, 74, 75), CUT, roots(300, 301, 302, 303)]));
  expect(mended[1]).toEqual([1, 2, ...roots(300, 301, 302, 303)]);
});

it('leaves the last group out when there are more stacks than groups', () => {
  const down = (from: number, to: number) => run(to, from).reverse();
  const whole = down(200, 135);
  const cut = [1, 2, ...down(200, 139)];
  expect(mendedStacks(profile('cpu', 'a.go', [whole, cut]))[1]).toEqual([1, 2, ...whole]);
  expect(mendedStacks(profile('cpu', 'a.go', [whole, whole, cut]))[2]).toEqual(cut);
});

it('stops at deep recursion, and keeps what it mended before', () => {
  const recursion = (ends: number) => Array.from({ length: 63 + ends }, (_, i) => 200 + (i % 3));
  const stacks = [WHOLE, CUT, recursion(0), recursion(1), recursion(2), run(210, 250)];
  const mended = mendedStacks(profile('cpu', 'a.go', stacks));
  expect(mended[1]).toEqual([1, 2, ...run(10, 75)]);
  expect(mended.slice(2)).toEqual(stacks.slice(2));
});

it.each([
  ['another language', 'cpu', 'a.py', [WHOLE, CUT]],
  ['another kind of profile', 'goroutine', 'a.go', [WHOLE, CUT]],
  ['stacks too short to be cut', 'cpu', 'a.go', [run(10, 40), [1, ...run(10, 36)]]],
  ['a heap profile of a Go that cuts at 128 frames', 'inuse_space', 'a.go', [WHOLE, CUT]],
])('leaves alone %s', (_, type, file, stacks) => {
  expect(mendedStacks(profile(type, file, stacks))).toEqual(stacks);
});
