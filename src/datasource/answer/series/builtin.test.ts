import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import type { DataFrame } from '@grafana/data';
import { SelectSeriesRequestSchema } from '../../../../pkg/pyroscope/gen/querier/v1/querier_pb';
import type { PyroscopeQuery } from '../../query/query';
import { answerTo, dataSource, fakeBackend, queryRequest, seriesSent } from '../../testing/fakeHost';

/**
 * Answers of a Pyroscope server, and the frames that Grafana's own data source made of them. Those of `testdata` are
 * part of the project; `HOTPATH_FIXTURES` names a folder with more, as `NAME.json` and `NAME.wire.METHOD.response.bin`.
 */
interface Pair {
  name: string;
  recording: string;
  /** Method to file. */
  answers: Record<string, string>;
  request?: string;
}

function ownPairs(): Pair[] {
  const folder = join(__dirname, 'testdata');
  return namesIn(folder, '.frames.jsonl').map((name) => {
    const file = (ending: string) => join(folder, `${name}.${ending}`);
    const profile = file('profile.response.bin');
    return {
      name,
      recording: file('frames.jsonl'),
      answers: {
        SelectSeries: file('response.bin'),
        ...(existsSync(profile) ? { SelectMergeStacktraces: profile } : {}),
      },
      request: file('request.bin'),
    };
  });
}

function otherPairs(folder: string): Pair[] {
  const files = readdirSync(folder);
  return namesIn(folder, '.json')
    .filter((name) => !name.includes('.wire.') && !/^(?:resource|error)-/.test(name))
    .map((name) => {
      const answers: Record<string, string> = {};
      for (const file of files.filter(
        (other) => other.startsWith(`${name}.wire.`) && other.endsWith('.response.bin')
      )) {
        answers[file.slice(`${name}.wire.`.length, -'.response.bin'.length)] = join(folder, file);
      }
      const request = join(folder, `${name}.wire.SelectSeries.request.bin`);
      return {
        name,
        recording: join(folder, `${name}.json`),
        answers,
        ...(existsSync(request) ? { request } : {}),
      };
    });
}

function namesIn(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));
}

const fixtures = process.env.HOTPATH_FIXTURES;
const pairs = [...ownPairs(), ...(fixtures ? otherPairs(fixtures) : [])];

async function answered({ recording, answers }: Pair) {
  const { request, response } = JSON.parse(readFileSync(recording, 'utf8'));
  const saved: PyroscopeQuery = request.queries[0];
  const sent = fakeBackend(
    Object.fromEntries(
      Object.entries(answers).map(([method, file]) => [method, { body: new Uint8Array(readFileSync(file)) }])
    )
  );
  const range = { from: Number(request.from), to: Number(request.to) };
  const ours = await answerTo(dataSource(), queryRequest([saved], range));
  return { ours, theirs: response.results.A.frames ?? [], sent };
}

/** What a frame says, whichever form it has: of ours as it is, of theirs as JSON. */
function ofOurs(frame: DataFrame) {
  return {
    name: frame.name,
    refId: frame.refId,
    shownAs: frame.meta?.preferredVisualisationType,
    rateCalculated: frame.meta?.custom?.rateCalculated,
    fields: frame.fields.map(({ name, type, labels, config, values }) =>
      field(name, type, labels, config.unit, Array.from(values), config.type?.enum?.text)
    ),
  };
}

type Said = ReturnType<typeof ofOurs>;

function ofTheirs({ schema, data }: any): Said {
  return {
    name: schema.name,
    refId: schema.refId,
    shownAs: schema.meta.preferredVisualisationType,
    rateCalculated: schema.meta.custom?.rateCalculated,
    fields: schema.fields.map(({ name, type, labels, config }: any, index: number) =>
      field(name, type, labels, config?.unit, data.values[index], config?.type?.enum?.text)
    ),
  };
}

/** Function names instead of numbers: which number a name has is the server's choice from call to call. */
function field(
  name: string,
  type: string,
  labels: object | undefined,
  unit: string | undefined,
  values: unknown[],
  names?: string[]
) {
  return { name, type, labels, unit, values: names ? values.map((index) => names[index as number]) : values };
}

const STEP = 15_000;

function distancesOf({ fields }: Said): number[] {
  const times = fields[0].values as number[];
  return times.slice(1).map((time, at) => time - times[at]);
}

/** Profiles come less often than the step; one that is missing makes no difference. */
function isSparse(frame: Said): boolean {
  return frame.name === 'series' && distancesOf(frame).filter((distance) => distance > STEP).length > 1;
}

function withoutSparseValues(frame: Said) {
  const [time, value] = frame.fields;
  return isSparse(frame) ? { ...frame, fields: [time, { ...value, values: [] }] } : frame;
}

describe('frames against those of the built-in data source', () => {
  it.each(pairs.map((pair) => [pair.name, pair] as const))('%s', async (_, pair) => {
    const { ours, theirs } = await answered(pair);
    expect(ours.errors).toBeUndefined();
    const byName = (frames: Said[]) =>
      [...frames].sort((one, other) => (one.name ?? '').localeCompare(other.name ?? ''));
    // Without data theirs has no series at all; ours has one without points that says why.
    const filled = ours.data.filter(({ name, length }) => name !== 'series' || length > 0);
    const [own, others] = [byName(filled.map(ofOurs)), byName(theirs.map(ofTheirs))];
    expect(own.map(withoutSparseValues)).toEqual(others.map(withoutSparseValues));
    // A rate is over the time from a profile to the next, where that is longer than the step.
    for (const [at, frame] of own.entries()) {
      const distances = isSparse(frame) ? distancesOf(frame) : [];
      const interval = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
      const there = others[at].fields[1]?.values as number[];
      frame.fields[1]?.values.forEach((value, point) => {
        const quotient = (value as number) / there[point];
        expect(distances.length === 0 || Math.abs(quotient * (interval / STEP) - 1) < 0.05).toBe(true);
      });
    }
  });

  it.each(pairs.flatMap((pair) => (pair.request ? [[pair.name, pair] as const] : [])))(
    '%s asks the same',
    async (_, pair) => {
      const { sent } = await answered(pair);
      const theirs = fromBinary(SelectSeriesRequestSchema, new Uint8Array(readFileSync(pair.request!)));
      // Calls that count profiles have a step of their own.
      expect(seriesSent(sent).filter(({ step }) => step === theirs.step)).toEqual([theirs]);
    }
  );
});
