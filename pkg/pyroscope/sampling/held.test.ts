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

it('is the mean over time where processes come and go', () => {
  fc.assert(
    fc.property(fc.array(process({ min: 600_000 }), { minLength: 1, maxLength: 8 }), (some) => {
      const all = [...some, { from: 0, to: RANGE.end, intervalMs: 15_000, phase: 0.3, amount: 1_000_000 }];
      const mean = new Held(
        all.map((one) => snapshots(one)),
        RANGE
      ).mean(RANGE)!;
      const expected = all.reduce((sum, { from, to, amount }) => sum + amount * ((to - from) / RANGE.end), 0);
      // What comes and goes does so between two of its profiles.
      const between = some.reduce((sum, { amount, intervalMs }) => sum + (2 * amount * intervalMs) / RANGE.end, 0);
      expect(Math.abs(mean - expected)).toBeLessThanOrEqual(between * 1.01 + expected * 1e-6);
    })
  );
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
