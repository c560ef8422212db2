import { Label, Profile, type ProfileInput, StringTable } from 'pprof-format';
import { ConnectError } from '../errors/connectError';
import { pyroscopeLimits } from '../limits';
import { Symbols } from '../storage/symbols';
import { convertPprof } from './convertPprof';

/** A profile of allocated and of held bytes: of each row the two values of a sample in `main`. */
function heap(rows: Array<Array<number | bigint>>, change: Partial<ProfileInput> = {}): Profile {
  const stringTable = new StringTable();
  const text = (value: string) => stringTable.dedup(value);
  const input: ProfileInput = {
    stringTable,
    sampleType: [
      { type: text('alloc_space'), unit: text('bytes') },
      { type: text('inuse_space'), unit: text('bytes') },
    ],
    function: [{ id: 1, name: text('main') }],
    location: [{ id: 1, line: [{ functionId: 1 }] }],
    sample: rows.map((value) => ({ locationId: [1], value })),
    ...change,
  };
  return Profile.decode(new Profile(input).encode());
}

const convert = (profile: Profile) => convertPprof(profile, new Symbols(), pyroscopeLimits);
const valuesOf = (profile: Profile) => convert(profile).groups[0].samples.map(({ value }) => [...value]);

it('leaves out a sample that has a value below zero, whatever its other values are', () => {
  expect(
    valuesOf(
      heap([
        [5, -1],
        [7, 0],
        [-3, 4],
        [2, 9],
      ])
    )
  ).toEqual([[7, 2], [9]]);
});

it.each([[[[1]]], [[[1, 2, 3]]], [[[]]]])('refuses %j as values of two sample types', (rows) => {
  expect(() => convert(heap(rows))).toThrow(ConnectError);
  expect(() => convert(heap(rows))).toThrow(/sample 0 has \d values for 2 sample types/);
});

it('takes a time before 1970 for none', () => {
  expect(convert(heap([[1, 1]], { timeNanos: -5 })).timeMs).toBeUndefined();
  expect(convert(heap([[1, 1]], { timeNanos: BigInt('1795399634539456443') })).timeMs).toBe(1_795_399_634_539);
});

it('makes no series label of a sample label without a name or without a value', () => {
  const profile = heap([[1, 1]]);
  const [key, value] = ['region', 'eu'].map((text) => profile.stringTable.dedup(text));
  const label = (of: object) => new Label({ key: 0, str: 0, ...of });
  profile.sample[0].label = [label({ str: value }), label({ key }), label({ key, num: 5 })];
  expect(convert(profile).groups.map(({ labels }) => labels)).toEqual([[]]);
  profile.sample[0].label.push(label({ key, str: value }));
  expect(convert(profile).groups.map(({ labels }) => labels)).toEqual([[], [{ name: 'region', value: 'eu' }]]);
});
