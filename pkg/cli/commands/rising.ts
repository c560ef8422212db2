import { askGrowth, type HeldSlice, type Ungrown } from '../../judgement/growth';
import type { MergeStacktracesRequest, TimeRange } from '../../pyroscope/api';
import { isState, parseProfileType } from '../../pyroscope/profileType';
import { SnapshotCount } from '../../pyroscope/sampling/snapshotCount';
import { durationText } from '../amounts';
import { askTree } from '../ask';
import { connect, type Connection, type ConnectionOptions } from '../connection';
import { printGrowth } from '../output/growthTable';
import { selectorOf, typeOf } from '../subject';
import { printable, type Terminal } from '../terminal';
import { readRange } from '../timeRange';
import { UsageError } from '../usage';

export interface RisingOptions extends ConnectionOptions {
  appName?: string;
  selector?: string;
  from: string;
  until: string;
  profileType: string;
  maxNodes: number;
  format: 'table' | 'json';
  limit: number;
}

/** Finer than any profiler sends, in seconds, so that a point is one profile. */
const STEP = 1;
/** A snapshot a little before a slice tells how often they come. */
const BEFORE_MS = 60_000;

/** Which functions hold more and more of a state, such as memory in use, with their slopes per hour. */
export async function rising(options: RisingOptions, terminal: Terminal, now = Date.now()): Promise<void> {
  const connection = connect(options);
  const range = readRange(options.from, options.until, now);
  const labelSelector = selectorOf(options.appName, options.selector);
  const profileTypeId = await typeOf(connection, options.profileType, [{ ...range, labelSelector }]);
  if (!isState(profileTypeId)) {
    throw new UsageError(
      `${profileTypeId} is not held at a time: growth is of memory in use, goroutines and the like. Compare with diff.`
    );
  }
  const request = { ...range, profileTypeId, labelSelector, maxNodes: options.maxNodes };
  const matchers = [`{__profile_type__=${JSON.stringify(profileTypeId)}}`, labelSelector];
  const names = await connection.client.labelNames({ ...range, matchers }, {});
  const groupBy = names.filter((name) => !name.startsWith('__'));
  const signal = new AbortController().signal;
  const found = await askGrowth(range, (slice) => heldIn(connection, request, groupBy, slice), signal);
  if (found.ungrown) {
    throw new UsageError(whyNot(found.ungrown));
  }
  const { growth } = found;
  const unit = parseProfileType(profileTypeId)?.sampleUnit ?? '';
  if (options.format === 'json') {
    terminal.out(JSON.stringify({ profileType: profileTypeId, unit, labelSelector, ...growth }));
    return;
  }
  terminal.say(`${printable(labelSelector)}  ${profileTypeId}`);
  printGrowth(growth, unit, options.limit, terminal);
}

async function heldIn(
  connection: Connection,
  request: MergeStacktracesRequest,
  groupBy: readonly string[],
  slice: TimeRange
): Promise<HeldSlice> {
  const asked = { start: slice.start - BEFORE_MS, end: slice.end };
  const { profileTypeId, labelSelector } = request;
  const [tree, series] = await Promise.all([
    askTree(connection, { ...request, ...slice }),
    connection.client.selectSeries({ ...asked, profileTypeId, labelSelector, groupBy: [...groupBy], step: STEP }, {}),
  ]);
  const mean = new SnapshotCount(series, asked, true).mean(slice);
  return { tree, snapshots: mean ? tree.total[0] / mean : undefined };
}

function whyNot({ reason, slices, part }: Ungrown): string {
  switch (reason) {
    case 'too-short':
      return 'The range is too short to tell growth from chance: at least 4 minutes are needed; an hour or more is better.';
    case 'too-few-slices':
      return part
        ? `All profiles of the range are within ${durationText(part.end - part.start)}, which is too short to tell growth from chance: at least 4 minutes of profiles are needed; an hour or more is better.`
        : `Only ${slices} slices of the range have profiles, and at least 8 are needed to tell growth from chance.`;
    case 'uncounted':
      return 'How many snapshots the profiles add up could not be counted.';
  }
}
