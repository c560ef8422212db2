import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import {
  SelectMergeSpanProfileRequestSchema,
  SelectMergeStacktracesRequestSchema,
  SelectMergeStacktracesResponseSchema,
  SelectSeriesRequestSchema,
  SelectSeriesResponseSchema,
} from '../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { LabelNamesResponseSchema } from '../../../pkg/pyroscope/gen/types/v1/types_pb';
import type { Answers, FakeAnswer, Sent } from './fakeHost';

/** A stored profile: its time in milliseconds, and all its samples added up. */
export interface StoredProfile {
  time: number;
  value: number;
  labels: Record<string, string>;
}

/** A process that sends profiles of one value all the time. */
export interface RunningProcess {
  from: number;
  to: number;
  everyMs: number;
  value: number;
  labels: Record<string, string>;
}

export function profilesOf(processes: readonly RunningProcess[]): StoredProfile[] {
  return processes.flatMap(({ from, to, everyMs, value, labels }) =>
    Array.from({ length: Math.floor((to - from) / everyMs) + 1 }, (_, at) => ({
      time: from + at * everyMs,
      value,
      labels,
    }))
  );
}

/** What a server that holds these profiles answers, whatever the type and selector: sums as Pyroscope makes them. */
export function serverOf(profiles: readonly StoredProfile[]): Answers {
  const names = [...new Set(profiles.flatMap(({ labels }) => Object.keys(labels)))];
  return {
    LabelNames: () => ({ body: toBinary(LabelNamesResponseSchema, create(LabelNamesResponseSchema, { names })) }),
    SelectSeries: (sent) => seriesAnswer(sent, profiles),
    SelectMergeStacktraces: ({ body }) =>
      profileAnswer(fromBinary(SelectMergeStacktracesRequestSchema, body), profiles),
    SelectMergeSpanProfile: ({ body }) =>
      profileAnswer(fromBinary(SelectMergeSpanProfileRequestSchema, body), profiles),
  };
}

function seriesAnswer({ body }: Sent, profiles: readonly StoredProfile[]): FakeAnswer {
  const { start, end, step, groupBy, limit, exemplarType } = fromBinary(SelectSeriesRequestSchema, body);
  const stepMs = step * 1000;
  const groups = new Map<string, Map<number, StoredProfile[]>>();
  for (const profile of profiles) {
    const at = Number(start) + Math.ceil((profile.time - Number(start)) / stepMs) * stepMs;
    if (at < Number(start) || at > Number(end)) {
      continue;
    }
    const key = JSON.stringify(groupBy.flatMap((name) => (profile.labels[name] ? [[name, profile.labels[name]]] : [])));
    const points = groups.get(key) ?? new Map<number, StoredProfile[]>();
    groups.set(key, points.set(at, [...(points.get(at) ?? []), profile]));
  }
  const sumOf = (some: readonly StoredProfile[]) => some.reduce((sum, { value }) => sum + value, 0);
  const series = [...groups].map(([key, points]) => ({
    labels: pairs(Object.fromEntries(JSON.parse(key))),
    points: [...points]
      .sort(([one], [other]) => one - other)
      .map(([at, some]) => ({
        timestamp: BigInt(Math.round(at)),
        value: sumOf(some),
        exemplars: exemplarType > 1 ? [exemplarOf(some)] : [],
      })),
  }));
  const total = ({ points }: (typeof series)[0]) => points.reduce((sum, { value }) => sum + value, 0);
  series.sort((one, other) => total(other) - total(one));
  const largest = limit ? series.slice(0, Number(limit)) : series;
  return { body: toBinary(SelectSeriesResponseSchema, create(SelectSeriesResponseSchema, { series: largest })) };
}

function exemplarOf(some: readonly StoredProfile[]) {
  const largest = some.reduce((most, one) => (one.value > most.value ? one : most));
  return {
    timestamp: BigInt(largest.time),
    value: BigInt(largest.value),
    profileId: 'a9e8b0cc-0000-4000-8000-000000000000',
    labels: pairs(largest.labels),
  };
}

function pairs(labels: Record<string, string>) {
  return Object.entries(labels).map(([name, value]) => ({ name, value }));
}

function profileAnswer({ start, end }: { start: bigint; end: bigint }, profiles: readonly StoredProfile[]): FakeAnswer {
  const inside = profiles.filter(({ time }) => time >= Number(start) && time <= Number(end));
  const sum = BigInt(inside.reduce((all, { value }) => all + value, 0));
  const zero = BigInt(0);
  const levels = [[zero, sum, zero, zero], ...(sum > zero ? [[zero, sum, sum, BigInt(1)]] : [])];
  const flamegraph = {
    names: ['total', 'main'],
    levels: levels.map((values) => ({ values })),
    total: sum,
    maxSelf: sum,
  };
  const answer = create(SelectMergeStacktracesResponseSchema, { flamegraph });
  return { body: toBinary(SelectMergeStacktracesResponseSchema, answer) };
}
