import { statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CALLED_METHODS } from './calls';
import { check } from './checks';
import { readPacked } from './packed';
import { pairDifferences, treePairs } from './pairs';
import type { Recording } from './recording';

const ANSWERS = join(__dirname, 'answers');
const recordings = readPacked(ANSWERS);

describe('what is kept of real servers', () => {
  const asked = (start: string) =>
    new Set(recordings.filter(({ name }) => name.startsWith(start)).map(({ path }) => path.split('/').pop()));

  it.each(['v2/', 'v1/', 'dual/', 'dual/fresh/'])('%s has every call', (mode) => {
    expect([...CALLED_METHODS, 'buildinfo'].filter((call) => !asked(mode).has(call))).toEqual([]);
  });

  it('has every kind of failure', () => {
    const statuses = recordings.flatMap(({ json, proto, plain }) =>
      [json, proto, plain].flatMap((exchange) => (exchange ? [exchange.status] : []))
    );
    expect([...new Set(statuses)].sort()).toEqual([200, 400, 401, 404, 405, 415, 500, 501]);
    expect(recordings.filter(({ noAnswer }) => noAnswer !== undefined)).toHaveLength(1);
  });

  it('stays small', () => {
    const sizes = readdirSync(ANSWERS).map((file) => statSync(join(ANSWERS, file)).size);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(900_000);
  });
});

describe('questions as the server knows them, answers as it meant them, failures in a sentence', () => {
  it.each(recordings.map((recording) => [recording.name, recording] as const))('%s', async (_, recording) => {
    const { checked, passedOver, disagreements } = await check(recording);
    expect(disagreements).toEqual([]);
    expect(checked.length + passedOver.length).toBeGreaterThan(0);
  });
});

describe('a disagreement is noticed', () => {
  const tampered = (name: string, change: (recording: Recording) => void) => {
    const recording = structuredClone(recordings.find((one) => one.name === name))!;
    change(recording);
    return check(recording);
  };
  const swap = (bytes: Uint8Array, from: string, to: string) =>
    new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1').replace(from, to), 'latin1'));

  it.each<[string, string, (recording: Recording) => void, RegExp]>([
    [
      'in the question',
      'v2/stacktraces-go-cpu-flamegraph-64',
      ({ proto }) => (proto!.request = swap(proto!.request!, 'api-', 'API-')),
      /question in JSON/,
    ],
    [
      'between the forms',
      'v2/stacktraces-go-cpu-flamegraph-64',
      ({ json }) => (json!.response = swap(json!.response, 'runtime.', 'walktime.')),
      /same columns/,
    ],
    [
      'in an answer that ends early',
      'v2/stacktraces-go-cpu-flamegraph-64',
      ({ proto }) => (proto!.response = proto!.response.slice(0, -1)),
      /./,
    ],
    [
      'in a failure that calls itself a success',
      'v2/errors/tenant-missing',
      ({ proto }) => (proto!.status = 200),
      /answer: /,
    ],
  ])('%s', async (_, name, change, said) => {
    const { disagreements } = await tampered(name, change);
    expect(disagreements.join('\n')).toMatch(said);
  });
});

describe('one question answered as a flame graph and as a tree', () => {
  it.each(treePairs(recordings).map((pair) => [pair[0].name, pair] as const))('%s', (_, pair) => {
    expect(pairDifferences(pair)).toEqual([]);
  });
});
