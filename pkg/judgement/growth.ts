import { openTree } from '../calltree/operations/openTree';
import { inSlices } from '../calltree/slices';
import type { CallTree } from '../calltree/tree';
import type { TimeRange } from '../pyroscope/api';
import { testedFunctions } from '../statistics/tested';
import { FEWEST_POINTS, trending, type Trends } from '../statistics/trend';
import { askSlices } from './askSlices';
import type { GrownFunction, TrendOfHeld } from './grownFunctions';
import { FunctionColumns, slicesOf } from './sideSlices';

/** As many as show a trend; each is a profile asked for and counted. */
const COUNTS = { most: 24, fewest: FEWEST_POINTS, enough: 12 };

export interface Ungrown {
  /** `uncounted`: how many snapshots a slice adds up is not known. */
  reason: 'too-short' | 'too-few-slices' | 'uncounted';
  /** How many have samples. */
  slices: number;
  /** Where in a longer range all of its profiles are, and too short for slices. */
  part?: TimeRange;
}

export interface Growth {
  /**
   * What rises first, the steepest slope first; then what falls; then all else, the largest first. Of slopes that are
   * about the same the one of what holds least: a caller holds all that its callees hold.
   */
  functions: GrownFunction[];
  whole: TrendOfHeld;
  slices: number;
  sliceMs: number;
  /** Where profiles are in a small part of the range alone: that part, which was cut into slices in its place. */
  part?: TimeRange;
  /** Slices that could not be had, of how many. */
  failed: number;
  of: number;
}

/** What a slice of time holds. `snapshots`: how many it adds up; undefined where that is not known. */
export interface HeldSlice {
  tree: CallTree;
  snapshots: number | undefined;
}

interface HeldSlices {
  /** When those are that have samples, counted or not. */
  filled: TimeRange[];
  held: Held[];
}

interface Held {
  time: number;
  whole: number;
  byColumn: Map<number, number>;
}

/**
 * What grows: a state (memory in use) is asked in slices of time, all of them at once, and what each function holds on
 * average in each is held against time. Where nearly all of the range is empty, the part of it that has profiles is cut
 * again. A slice that fails is left out; an abort rejects.
 */
export async function askGrowth(
  range: TimeRange,
  ask: (slice: TimeRange) => Promise<HeldSlice>,
  signal: AbortSignal,
  onProgress: (done: number, of: number) => void = () => undefined
): Promise<{ growth: Growth; ungrown?: undefined } | { ungrown: Ungrown }> {
  const short = slicesOf(range, COUNTS.most).length;
  if (short < FEWEST_POINTS) {
    return { ungrown: { reason: 'too-short', slices: short } };
  }
  const columns = new FunctionColumns();
  const begin = (): HeldSlices => ({ filled: [], held: [] });
  const add = async (slice: TimeRange, { filled, held }: HeldSlices) => {
    const { tree, snapshots } = await ask(slice);
    if (tree.total[0] > 0) {
      filled.push(slice);
      if (snapshots !== undefined && snapshots > 0) {
        held.push(await heldIn(tree, snapshots, (slice.start + slice.end) / 2, columns, signal));
      }
    }
  };
  const { answers, ...counts } = await askSlices([{ range, begin, ask: add }], COUNTS, signal, onProgress);
  const [{ found, slices, part, within }] = answers;
  const { filled, held } = found;
  if (held.length < FEWEST_POINTS) {
    return filled.length > 2 * held.length
      ? { ungrown: { reason: 'uncounted', slices: held.length } }
      : { ungrown: { reason: 'too-few-slices', slices: held.length, part: within } };
  }
  held.sort((one, other) => one.time - other.time);
  const sliceMs = slices[0].end - slices[0].start + 1;
  return { growth: { ...(await trendsOf(held, columns.names, signal)), sliceMs, part, ...counts } };
}

async function heldIn(
  tree: CallTree,
  snapshots: number,
  time: number,
  columns: FunctionColumns,
  signal: AbortSignal
): Promise<Held> {
  const table = await openTree(tree).topTable(0, signal);
  const byColumn = new Map<number, number>();
  for (let row = 0; row < table.length; row++) {
    byColumn.set(columns.column(tree.functions.names[table.function[row]]), table.total[row] / snapshots);
  }
  return { time, whole: tree.total[0] / snapshots, byColumn };
}

async function trendsOf(
  held: readonly Held[],
  names: readonly string[],
  signal: AbortSignal
): Promise<Pick<Growth, 'functions' | 'whole' | 'slices'>> {
  const times = held.map(({ time }) => time);
  const rows = held.map(({ byColumn }) => {
    const row = new Float64Array(names.length);
    for (const [column, amount] of byColumn) {
      row[column] = amount;
    }
    return row;
  });
  const shares = rows.map((row, at) => row.map((amount) => amount / held[at].whole));
  const tested = testedFunctions({ functions: names.length, baseline: shares, compared: [] });
  const trends = await inSlices(trending(rows, times, tested), signal);
  const wholes = held.map(({ whole }) => Float64Array.of(whole));
  const whole = await inSlices(trending(wholes, times, Uint8Array.of(1)), signal);
  const found = names
    .map((name, fn) => ({ name, ...trendOf(trends, rows, fn) }))
    .filter((_, fn) => tested[fn] === 1)
    .sort(byTrend);
  const functions = leastFirst(found);
  return { functions, whole: trendOf(whole, wholes, 0), slices: held.length };
}

function trendOf(trends: Trends, rows: readonly Float64Array[], column: number): TrendOfHeld {
  return {
    trend: trends.trend[column],
    held: rows.reduce((sum, row) => sum + row[column], 0) / rows.length,
    perHour: trends.perHour[column],
    low: trends.low[column],
    high: trends.high[column],
    laterHasMore: trends.laterHasMore[column],
  };
}

const ORDER = { rising: 0, falling: 1, unsteady: 2 };
/** Slopes whose ratio is smaller are about the same. */
const ALIKE = 1.25;

function byTrend(one: GrownFunction, other: GrownFunction): number {
  const size = ({ trend, perHour, held }: GrownFunction) => (trend === 'unsteady' ? held : Math.abs(perHour));
  return ORDER[one.trend] - ORDER[other.trend] || size(other) - size(one) || (one.name < other.name ? -1 : 1);
}

/** What is sorted by its slope, the functions whose slopes are about the same by how little they hold. */
function leastFirst(sorted: readonly GrownFunction[]): GrownFunction[] {
  const groups: GrownFunction[][] = [];
  for (const one of sorted) {
    const [first] = groups.at(-1) ?? [];
    if (first?.trend === one.trend && one.trend !== 'unsteady' && Math.abs(first.perHour / one.perHour) < ALIKE) {
      groups.at(-1)!.push(one);
    } else {
      groups.push([one]);
    }
  }
  return groups.flatMap((group) => group.sort((one, other) => one.held - other.held));
}
