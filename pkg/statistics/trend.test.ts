import { atOnce } from '../calltree/slices';
import { randomNumbers } from './random';
import { trending, type Trends } from './trend';

const HOUR = 3_600_000;
const SLICES = 24;
/** An hour in 24 slices. */
const times = Array.from({ length: SLICES }, (_, at) => (at * HOUR) / SLICES);

/** Columns as functions of the slice's number. */
function trends(...columns: Array<(at: number) => number>): Trends {
  const rows = times.map((_, at) => Float64Array.from(columns, (value) => value(at)));
  return atOnce(trending(rows, times, new Uint8Array(columns.length).fill(1)));
}

/** Normal noise about 0 of spread 1. */
function noise(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe('trending', () => {
  it('has the slope per hour of what rises and of what falls', () => {
    const { trend, perHour, low, high, laterHasMore } = trends(
      (at) => 1000 + 10 * at,
      (at) => 1000 - 20 * at
    );
    expect(trend).toEqual(['rising', 'falling']);
    expect([...perHour].map(Math.round)).toEqual([240, -480]);
    expect([low[0], high[0]].map(Math.round)).toEqual([240, 240]);
    expect([...laterHasMore]).toEqual([1, 0]);
  });

  it('does not take for a trend what is flat, scatters, jumps once, comes and goes, or fills up and stays', () => {
    const random = randomNumbers(5);
    const scatter = times.map(() => 1000 + 200 * noise(random));
    const about = times.map(() => 20 * noise(random));
    const { trend } = trends(
      () => 1000,
      () => 0,
      (at) => scatter[at],
      (at) => (at < 12 ? 1000 : 2000) + about[at],
      (at) => 1000 + 100 * (at % 6) + about[at],
      (at) => 1000 + 100 * Math.min(at, 8) + about[at],
      // It does rise, by a hundredth in all.
      (at) => 100_000 + 40 * at
    );
    expect(trend).toEqual(new Array(7).fill('unsteady'));
  });

  it('keeps its slope where a few slices are far off', () => {
    const { perHour, trend } = trends((at) => (at === 5 || at === 17 ? 50_000 : 1000 + 10 * at));
    expect(perHour[0]).toBeGreaterThan(200);
    expect(perHour[0]).toBeLessThan(280);
    expect(trend).toEqual(['rising']);
  });

  it('has the true slope in its interval as often as it says', () => {
    const random = randomNumbers(11);
    const runs = 400;
    let within = 0;
    for (let run = 0; run < runs; run++) {
      const values = times.map((_, at) => 1000 + 10 * at + 60 * noise(random));
      const rows = values.map((value) => Float64Array.of(value));
      const { low, high } = atOnce(trending(rows.slice(0, 24), times, Uint8Array.of(1), run));
      within += low[0] <= 240 && high[0] >= 240 ? 1 : 0;
    }
    expect(within / runs).toBeGreaterThan(0.92);
    expect(within / runs).toBeLessThan(0.99);
  });

  it('calls hardly any of many noisy functions a trend, and finds the one that leaks', () => {
    const random = randomNumbers(3);
    let alarms = 0;
    let found = 0;
    const runs = 60;
    for (let run = 0; run < runs; run++) {
      const rows = times.map((_, at) =>
        Float64Array.from({ length: 100 }, (_, column) => 1000 + (column === 7 ? 30 * at : 0) + 100 * noise(random))
      );
      const { trend } = atOnce(trending(rows, times, new Uint8Array(100).fill(1), run));
      found += trend[7] === 'rising' ? 1 : 0;
      alarms += trend.some((one, column) => column !== 7 && one !== 'unsteady') ? 1 : 0;
    }
    console.info(`${runs} runs of 100 functions: ${alarms} with a false trend, the leak found in ${found}`);
    expect(alarms / runs).toBeLessThanOrEqual(0.05);
    expect(found).toBe(runs);
  });

  it('says nothing of too few slices and of what is not tested', () => {
    const few = times.slice(0, 7);
    const rows = few.map((_, at) => Float64Array.of(at + 1));
    expect(atOnce(trending(rows, few, Uint8Array.of(1))).trend).toEqual(['unsteady']);
    expect(atOnce(trending([], [], Uint8Array.of(1))).trend).toEqual(['unsteady']);
    const all = times.map((_, at) => Float64Array.of(at + 1));
    expect(atOnce(trending(all, times, Uint8Array.of(0)))).toMatchObject({ trend: ['unsteady'] });
  });
});
