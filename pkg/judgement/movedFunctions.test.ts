import { mergeTrees } from '../calltree/operations/merge';
import { treeOf } from '../calltree/testing/trees';
import type { CallTree } from '../calltree/tree';
import { readFolded } from '../formats/folded';
import { steadyMinutes, steadyRuns } from '../profile-server/samples/feedSteady';
import { randomNumbers } from '../statistics/random';
import { judgeSides } from './judgeSides';

const MINUTE = 60_000;
const RANGES = { baseline: { start: 0, end: 8 * MINUTE - 1 }, compared: { start: 8 * MINUTE, end: 16 * MINUTE - 1 } };

/** Eight slices a side, each made by its number; the functions that changed but for noise, and whether their cost moved. */
async function movedIn(baseline: (slice: number) => CallTree, compared: (slice: number) => CallTree) {
  const sides = { baseline, compared };
  const asked = { baseline: 0, compared: 0 };
  const result = await judgeSides(RANGES, async (side) => sides[side](asked[side]++), new AbortController().signal);
  if (result.unjudged) {
    throw new Error(result.unjudged.reason);
  }
  const changed = result.judged.functions.filter(({ judgement }) => judgement !== 'noise');
  return Object.fromEntries(changed.map(({ name, moved }) => [name, moved]));
}

describe('what only moved', () => {
  it('is cost under another name, and not cost that is new', async () => {
    const rest = (slice: number) => [['serve', 'rest'], 6000 + 10 * (slice % 3)] as const;
    const moved = await movedIn(
      (slice) => treeOf([['serve', 'build', 'before'], 2000 + (slice % 2)], [['serve', 'read'], 1000], rest(slice)),
      (slice) =>
        treeOf(
          [['serve', 'build', 'after'], 2000 + (slice % 2)],
          [['serve', 'read'], 1000],
          [['serve', 'read', 'slow'], 1500 + slice],
          rest(slice)
        )
    );
    expect(moved).toMatchObject({ before: true, after: true, read: false, slow: false });
  });

  it('is no cost that is new where the processor was busy before, so that its callers cannot have more', async () => {
    // All of it is `serve`, in 10 000 samples whatever it does: a tenth of everything made room for `slow`.
    const samples = (parts: number) => Math.round(parts * 10_000);
    const baseline = (slice: number) =>
      treeOf(
        [['serve', 'order', 'load'], samples(0.5) + slice],
        [['serve', 'order', 'rank'], samples(0.4) - slice],
        [['serve', 'ping'], samples(0.1)]
      );
    const compared = (slice: number) =>
      treeOf(
        [['serve', 'order', 'load'], samples(0.45) + slice],
        [['serve', 'order', 'rank'], samples(0.36) - slice],
        [['serve', 'order', 'slow'], samples(0.1)],
        [['serve', 'ping'], samples(0.09)]
      );
    const moved = await movedIn(baseline, compared);
    expect(moved).toMatchObject({ slow: false, load: false, rank: false });
  });

  it('counts slices in which a version came or went by what they have, not by how much', async () => {
    const parts = [0.2, 1, 1, 1, 1, 1, 1, 0.1];
    const moved = await movedIn(
      (slice) => treeOf([['serve', 'build', 'load'], 3000 + slice], [['serve', 'tick'], 10], [['serve', 'rest'], 7000]),
      (slice) =>
        treeOf(
          [['serve', 'build', 'load'], (3000 + slice) * parts[slice]],
          [['serve', 'build', 'slow'], 700 * parts[slice]],
          [['serve', 'rest'], 7000 * parts[slice]]
        )
    );
    expect(moved).toMatchObject({ slow: false });
  });

  it('is not said where callers differ from slice to slice by as much as the function changed', async () => {
    const random = randomNumbers(5);
    const slices = (name: string) => () => {
      const load = Math.round(3000 + 2500 * random());
      return treeOf(
        [['serve', 'build', name], 300],
        [['serve', 'build', 'load'], load],
        [['serve', 'rest'], 9700 - load]
      );
    };
    expect(await movedIn(slices('before'), slices('after'))).toEqual({ before: false, after: false });
  });

  describe.each(['order-service', 'web-frontend'])('of the recorded %s', (service) => {
    const minutesOf = async (version: string, renamed: (text: string) => string = (text) => text) => {
      const runs = await steadyRuns();
      const run = runs.find(({ labels }) => labels.service_name === `${service}-steady` && labels.version === version);
      const minutes = await steadyMinutes(run!);
      // Two and a half minutes a slice or less.
      const size = Math.floor(minutes.length / 8);
      return (slice: number) =>
        mergeTrees(minutes.slice(slice * size, (slice + 1) * size).map((text) => readFolded(renamed(text))));
    };

    it('is none of what its new version does more', async () => {
      const moved = await movedIn(await minutesOf('v1'), await minutesOf('v2'));
      expect(Object.keys(moved).length).toBeGreaterThan(2);
      expect(Object.entries(moved).filter(([, is]) => is)).toEqual([]);
    });

    it('is a function that got another name', async () => {
      const name = { 'order-service': 'verify_checksum', 'web-frontend': './node/server.js:renderTable:33' }[service]!;
      const moved = await movedIn(
        await minutesOf('v1'),
        await minutesOf('v1', (text) => text.replaceAll(name, 'renamed'))
      );
      expect(moved).toEqual({ [name]: true, renamed: true });
    });
  });
});
