import { inSlices } from '../calltree/slices';
import type { CallTree } from '../calltree/tree';
import type { TimeRange } from '../pyroscope/api';
import { FEWEST_SLICES, judging } from '../statistics/judge';
import type { Slices } from '../statistics/slices';
import { testedFunctions } from '../statistics/tested';
import { comparingWhole } from '../statistics/wholeChange';
import { askSlices } from './askSlices';
import { SIDES, type JudgedFunction, type JudgedWhole, type Side } from './judgedSides';
import { movedFunctions } from './movedFunctions';
import { FunctionColumns, SideSlices, slicesOf } from './sideSlices';

/** As many as a judgement gains by; each is a call on the server. With fewer than enough a regression may go unnoticed. */
const COUNTS = { most: 16, fewest: FEWEST_SLICES, enough: 8 };
/** A side with fewer samples says nothing. */
const FEWEST_SAMPLES = 100;
const REAL = 0.01;

/**
 * Why nothing can be said of two sides. `slices`: how many of that side have samples. `part`: where in a longer range
 * all of its profiles are, and too short for slices.
 */
export interface Unjudged {
  reason: 'too-short' | 'too-few-slices' | 'too-few-samples';
  side: Side;
  slices: number;
  part?: TimeRange;
}

export interface SidesJudgement {
  /** Functions with enough of both sides to be tested, the largest change first. */
  functions: JudgedFunction[];
  whole: JudgedWhole;
  slices: { baseline: number; compared: number; sliceMs: number };
  /** Of a side whose profiles are in a small part of its range: that part, which was cut into slices in its place. */
  parts: Partial<Record<Side, TimeRange>>;
  /** Slices that could not be had, of how many. */
  failed: number;
  of: number;
}

/**
 * Whether two sides differ by more than chance: each is asked in slices of time, all of them at once, and what differs
 * between the sides is held against what differs between slices. Where nearly all of a range is empty, the part of it
 * that has profiles is cut again. How many questions are under way at a time is for `ask` to decide. A slice that fails
 * is left out; an abort rejects.
 */
export async function judgeSides(
  ranges: Readonly<Record<Side, TimeRange>>,
  ask: (side: Side, slice: TimeRange) => Promise<CallTree>,
  signal: AbortSignal,
  onProgress: (done: number, of: number) => void = () => undefined
): Promise<{ judged: SidesJudgement; unjudged?: undefined } | { unjudged: Unjudged }> {
  const short = SIDES.find((side) => slicesOf(ranges[side], COUNTS.most).length < FEWEST_SLICES);
  if (short) {
    return { unjudged: { reason: 'too-short', side: short, slices: slicesOf(ranges[short], COUNTS.most).length } };
  }
  const columns = new FunctionColumns();
  const question = (side: Side) => ({
    range: ranges[side],
    begin: () => new SideSlices(columns),
    ask: async (slice: TimeRange, found: SideSlices) => found.add(await ask(side, slice), slice, signal),
  });
  const { answers, ...counts } = await askSlices(SIDES.map(question), COUNTS, signal, onProgress);
  const [baseline, compared] = answers;
  const sides = { baseline, compared };
  const few = SIDES.find((side) => sides[side].found.count < FEWEST_SLICES);
  if (few) {
    const { found, within } = sides[few];
    return { unjudged: { reason: 'too-few-slices', side: few, slices: found.count, part: within } };
  }
  const sparse = SIDES.find((side) => sides[side].found.samples() < FEWEST_SAMPLES);
  if (sparse) {
    return { unjudged: { reason: 'too-few-samples', side: sparse, slices: sides[sparse].found.count } };
  }
  const [first] = compared.slices;
  const slices = {
    baseline: baseline.found.count,
    compared: compared.found.count,
    sliceMs: first.end - first.start + 1,
  };
  const judged = await judge({ baseline: baseline.found, compared: compared.found }, columns.names, signal);
  const parts = { baseline: baseline.part, compared: compared.part };
  return { judged: { ...judged, slices, parts, ...counts } };
}

async function judge(
  { baseline, compared }: Record<Side, SideSlices>,
  names: readonly string[],
  signal: AbortSignal
): Promise<Pick<SidesJudgement, 'functions' | 'whole'>> {
  const sliced = (of: 'self' | 'total'): Slices => ({
    functions: names.length,
    baseline: baseline.rows(of),
    compared: compared.rows(of),
  });
  const totals = sliced('total');
  const tested = testedFunctions(totals);
  const judged = await inSlices(judging(totals, tested), signal);
  const selfs = sliced('self');
  const whole = await inSlices(comparingWhole(selfs), signal);
  const amounts: Slices = { functions: 1, baseline: amountsOf(baseline), compared: amountsOf(compared) };
  const amount = await inSlices(judging(amounts, Uint8Array.of(1)), signal);
  const changed = judged.judgement.map((one) => one !== 'noise');
  const moved = await movedFunctions({ baseline, compared }, { names, changed, totals, selfs }, signal);
  const functions: JudgedFunction[] = [];
  for (let fn = 0; fn < names.length; fn++) {
    if (tested[fn] === 0) {
      continue;
    }
    const before = meanOf(totals.baseline, fn);
    functions.push({
      name: names[fn],
      judgement: judged.judgement[fn],
      baseline: before,
      compared: before + judged.change[fn],
      change: judged.change[fn],
      low: judged.low[fn],
      high: judged.high[fn],
      moved: moved.has(names[fn]),
    });
  }
  functions.sort((one, other) => Math.abs(other.change) - Math.abs(one.change) || (one.name < other.name ? -1 : 1));
  const mean = meanOf(amounts.baseline, 0);
  return {
    functions,
    whole: {
      distance: whole.distance,
      usual: whole.usual,
      isReal: whole.chance <= REAL,
      totalChange: mean > 0 ? amount.change[0] / mean : 0,
      totalIsReal: amount.judgement[0] === 'certain',
    },
  };
}

/** What there is in a unit of time: slices of two ranges need not be as long. */
function amountsOf({ totals, filled }: SideSlices): Float64Array[] {
  return totals.map((total, at) => Float64Array.of(total / (filled[at].end - filled[at].start + 1)));
}

function meanOf(rows: readonly Float64Array[], fn: number): number {
  return rows.reduce((sum, row) => sum + row[fn], 0) / rows.length;
}
