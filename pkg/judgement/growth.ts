import { openTree } from '../calltree/operations/openTree';
import { inSlices } from '../calltree/slices';
import type { CallTree } from '../calltree/tree';
import type { TimeRange } from '../pyroscope/api';
import { testedFunctions } from '../statistics/tested';
import { FEWEST_POINTS, trending, type Trends } from '../statistics/trend';
import { eachSlice } from './eachSlice';
import type { GrownFunction, TrendOfHeld } from './grownFunctions';
import { FunctionColumns, slicesOf } from './sideSlices';

/** As many as show a trend; each is a profile asked for and counted. */
export const GROWTH_SLICES = 24;

export interface Ungrown {
  /** `uncounted`: how many snapshots a slice adds up is not known. */
  reason: 'too-short' | 'too-few-slices' | 'uncounted';
  /** How many have samples. */
  slices: number;
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
  /** Slices that could not be had, of how many. */
  failed: number;
  of: number;
}

/** What a slice of time holds. `snapshots`: how many it adds up; undefined where that is not known. */
export interface HeldSlice {
  tree: CallTree;
  snapshots: number | undefined;
}

interface Held {
  time: number;
  whole: number;
  byColumn: Map<number, number>;
}

/**
 * What grows: a state (memory in use) is asked in slices of time, all of them at once, and what each function holds on
 * average in each is held against time. A slice that fails is left out; an abort rejects.
 */
export async function askGrowth(
  range: TimeRange,
  ask: (slice: TimeRange) => Promise<HeldSlice>,
  signal: AbortSignal,
  onProgress: (done: number, of: number) => void = () => undefined
): Promise<{ growth: Growth; ungrown?: undefined } | { ungrown: Ungrown }> {
  const slices = slicesOf(range, GROWTH_SLICES);
  if (slices.length < FEWEST_POINTS) {
    return { ungrown: { reason: 'too-short', slices: slices.length } };
  }
  const columns = new FunctionColumns();
  const held: Held[] = [];
  let uncounted = 0;
  const add = async (slice: TimeRange) => {
    const { tree, snapshots } = await ask(slice);
    if (tree.total[0] > 0 && snapshots !== undefined && snapshots > 0) {
      held.push(await heldIn(tree, snapshots, (slice.start + slice.end) / 2, columns, signal));
    } else if (tree.total[0] > 0) {
      uncounted++;
    }
  };
  const failed = await eachSlice(slices, add, signal, onProgress);
  if (held.length < FEWEST_POINTS) {
    return { ungrown: { reason: uncounted > held.length ? 'uncounted' : 'too-few-slices', slices: held.length } };
  }
  held.sort((one, other) => one.time - other.time);
  const sliceMs = slices[0].end - slices[0].start + 1;
  return { growth: { ...(await trendsOf(held, columns.names, signal)), sliceMs, failed, of: slices.length } };
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
