import fc from 'fast-check';
import { Held, type Snapshots } from './held';
import { rhythmOf } from './rhythm';

/** How exactly servers are asked for the time of a profile. */
const EXACT = 100;
const RANGE = { start: 0, end: 3_600_000 };

interface Process {
  from: number;
  to: number;
  intervalMs: number;
  phase: number;
  amount: number;
}

/** When a process sends within the range, to a tenth of a second. */
function times({ from, to, intervalMs, phase }: Process, jitter: (at: number) => number = () => 0): number[] {
  const sent: number[] = [];
  for (let at = from + phase * intervalMs; at <= to; at += intervalMs) {
    sent.push(Math.ceil((at + jitter(sent.length)) / EXACT) * EXACT);
  }
  return sent;
}

function snapshots(process: Process, jitter?: (at: number) => number): Snapshots {
  const sent = times(process, jitter);
  const rhythm = rhythmOf(sent) ?? { intervalMs: process.intervalMs, processes: 1 };
  return { times: sent, values: sent.map(() => process.amount), rhythm };
}

const process = (lives: { min: number }) =>
  fc.record({
    from: fc.integer({ min: 0, max: 1_200_000 }),
    to: fc.integer({ min: 1_200_000 + lives.min, max: RANGE.end }),
    intervalMs: fc.constantFrom(10_000, 15_000, 30_000, 60_000),
    phase: fc.double({ min: 0, max: 0.99, noNaN: true }),
    amount: fc.integer({ min: 1, max: 1_000_000_000 }),
  });

it('is what processes that run all the time hold together, over any part of the range', () => {
  fc.assert(
    fc.property(
      fc.array(process({ min: 0 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 3_000_000 }),
      fc.integer({ min: 15_000, max: 600_000 }),
      (some, start, length) => {
        const running = some.map((one) => ({ ...one, from: RANGE.start, to: RANGE.end }));
        const held = new Held(
          running.map((one) => snapshots(one)),
          RANGE
        );
        const together = running.reduce((sum, { amount }) => sum + amount, 0);
        expect(held.mean({ start, end: start + length })! / together).toBeCloseTo(1, 6);
      }
    )
  );
});

it('is what was held until the end where all stop, though one is heard of later than the other', () => {
  fc.assert(
    fc.property(
      fc.array(process({ min: 0 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 120_000 }),
      (some, ago) => {
        const stop = RANGE.end - ago;
        const stopped = some.map((one) => ({ ...one, from: RANGE.start, to: stop }));
        const held = new Held(
          stopped.map((one) => snapshots(one)),
          RANGE
        );
        const together = stopped.reduce((sum, { amount }) => sum + amount, 0);
        expect(held.mean({ start: stop - 300_000, end: RANGE.end })! / together).toBeCloseTo(1, 6);
      }
    )
  );
});

/**
 * By how much too short or too long a process may be taken to have lived, where what is known of ends at `end` and the
 * last snapshot of all came at `last`. It came up to an interval before its first snapshot and went up to one after its
 * last, and is taken to have done so half an interval away: half too short or too long on either side. Where snapshots
 * begin or end within 1.6 intervals of those of all, it is taken to have been there from the start or to the end: too
 * long by all that it was not. Snapshots come up to a tenth of a second after they were taken, and each side is off by
 * as much again.
 */
function off({ from, to, intervalMs }: Process, last: number, end: number) {
  const half = intervalMs / 2;
  const near = 1.6 * intervalMs + EXACT;
  const before = from <= near ? Math.max(from, half) : half;
  const after = last - to <= near ? Math.max(end - to, half) : half;
  return { short: 2 * (half + EXACT), long: before + after + 2 * EXACT };
}

it('is the mean over time where processes come and go', () => {
  fc.assert(
    fc.property(fc.array(process({ min: 600_000 }), { minLength: 1, maxLength: 8 }), (some) => {
      const all = [...some, { from: 0, to: RANGE.end, intervalMs: 15_000, phase: 0.3, amount: 1_000_000 }];
      const series = all.map((one) => snapshots(one));
      const mean = new Held(series, RANGE).mean(RANGE)!;
      const last = Math.max(...series.map((one) => one.times.at(-1)!));
      // Nothing is known after half an interval, the shortest of all, from the last snapshot.
      const end = Math.min(RANGE.end, last + Math.min(...series.map(({ rhythm }) => rhythm.intervalMs / 2)));
      const perTime = (length: (one: Process) => number, of: Process[]) =>
        of.reduce((sum, one) => sum + (one.amount * length(one)) / end, 0);
      const expected = perTime(({ from, to }) => Math.min(to, end) - from, all);
      // The one that runs all the time is off by nothing.
      expect(mean).toBeGreaterThanOrEqual(expected * (1 - 1e-9) - perTime((one) => off(one, last, end).short, some));
      expect(mean).toBeLessThanOrEqual(expected * (1 + 1e-9) + perTime((one) => off(one, last, end).long, some));
    })
  );
});

it('takes a process whose next snapshot is overdue to be gone, however short the intervals of the others', () => {
  const minutely = snapshots({ from: 0, to: 3_468_500, intervalMs: 60_000, phase: 0, amount: 60 });
  const others = snapshots({ from: 0, to: 3_540_000, intervalMs: 10_000, phase: 0, amount: 1 });
  const held = new Held([minutely, others], RANGE);
  // Its last came at 3,420,000: two intervals before the last of the others.
  expect(held.mean({ start: 3_450_000, end: RANGE.end })).toBe(1);
  expect(held.mean({ start: 3_400_000, end: 3_450_000 })).toBe(61);
});

it('is never more than was held at one time, nor less than the least', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 60 }),
      fc.integer({ min: 5_000, max: 300_000 }),
      (values, step) => {
        const sent = values.map((_, at) => at * 15_000);
        const held = new Held([{ times: sent, values, rhythm: { intervalMs: 15_000, processes: 1 } }], {
          start: 0,
          end: sent.at(-1)!,
        });
        for (let start = 0; start + step <= sent.at(-1)!; start += step) {
          const mean = held.mean({ start, end: start + step })!;
          expect(mean).toBeLessThanOrEqual(Math.max(...values) * (1 + 1e-9));
          expect(mean).toBeGreaterThanOrEqual(Math.min(...values) * (1 - 1e-9));
        }
      }
    )
  );
});

it('tells apart processes that send under the same labels', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(0.02, 0.13, 0.3, 0.55, 0.85), { minLength: 1, maxLength: 4 }),
      (phases) => {
        const sent = phases
          .flatMap((phase) => times({ from: 0, to: RANGE.end, intervalMs: 15_000, phase, amount: 1 }))
          .sort((one, other) => one - other);
        const rhythm = rhythmOf(sent)!;
        expect(rhythm.processes).toBe(phases.length);
        expect(rhythm.intervalMs).toBeCloseTo(15_000, -2);
        const held = new Held([{ times: sent, values: sent.map(() => 90), rhythm }], RANGE);
        expect(held.mean(RANGE)).toBeCloseTo(90 * phases.length, 6);
      }
    )
  );
});

it('knows nothing of a time without snapshots, and takes no gap for a state', () => {
  const sent = [...times({ from: 0, to: 300_000, intervalMs: 15_000, phase: 0, amount: 1 })];
  const later = sent.map((time) => time + 1_800_000);
  const held = new Held(
    [{ times: [...sent, ...later], values: sent.map(() => 10).concat(later.map(() => 30)), rhythm: rhythmOf(sent)! }],
    RANGE
  );
  expect(held.mean({ start: 600_000, end: 900_000 })).toBeUndefined();
  expect(held.mean(RANGE)).toBeCloseTo(20, 0);
  expect(new Held([], RANGE).mean(RANGE)).toBeUndefined();
});

it('is not moved by profiles that come a little early or late', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -600, max: 600 }), { minLength: 250, maxLength: 250, size: 'max' }),
      (late) => {
        const one = snapshots(
          { from: 0, to: RANGE.end, intervalMs: 15_000, phase: 0.2, amount: 7 },
          (at) => late[at % late.length]
        );
        expect(one.rhythm.processes).toBe(1);
        expect(new Held([one], RANGE).mean({ start: 600_000, end: 620_000 })).toBeCloseTo(7, 6);
      }
    )
  );
});
