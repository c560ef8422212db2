import { inSlices, type Steps } from './slices';

/** How many of three steps are done in the task that begins them, and then in all. */
async function stepsDone(sliceMs?: number): Promise<[atOnce: number, inAll: number]> {
  let done = 0;
  function* work(): Steps<void> {
    for (let step = 0; step < 3; step++) {
      done++;
      yield;
    }
  }
  const all = inSlices(work(), undefined, sliceMs);
  const atOnce = done;
  await all;
  return [atOnce, done];
}

it('does a little work in one go', async () => {
  expect(await stepsDone(10_000)).toEqual([3, 3]);
});

it('rests after each step where steps are long', async () => {
  expect(await stepsDone(0)).toEqual([1, 3]);
});
