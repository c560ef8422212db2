import { Profile, type ProfileInput, StringTable } from 'pprof-format';
import { FormatError } from '../../formats/errors';
import { readPprofMessage } from '../../formats/pprofMessage';
import { pyroscopeLimits } from '../limits';
import { Symbols } from '../storage/symbols';
import { checkPprof, convertPprof } from './convertPprof';
import { profileTime } from './requestParameters';
import { groupSamples } from './sampleGroups';

/** A profile of allocated and of held bytes: of each row the two values of a sample in `main`. */
function heap(
  rows: Array<Array<number | bigint>>,
  change: (input: ProfileInput, text: (value: string) => number) => void = () => undefined
): Uint8Array {
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
  };
  change(input, text);
  return new Profile(input).encode();
}

function convert(bytes: Uint8Array) {
  const message = readPprofMessage(bytes);
  const stacks = checkPprof(message, pyroscopeLimits);
  return convertPprof(message, stacks, groupSamples(message), new Symbols(), pyroscopeLimits, (name) => name);
}
const valuesOf = (bytes: Uint8Array) => convert(bytes)[0].samples.map((samples) => [...(samples?.value ?? [])]);

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
  expect(() => convert(heap(rows))).toThrow(FormatError);
  expect(() => convert(heap(rows))).toThrow(/bad-sample \{"index":0,"count":\d,"limit":2}/);
});

it('takes a time before 1971 for none', () => {
  const timeOf = (timeNanos: number | bigint) =>
    profileTime(readPprofMessage(heap([[1, 1]], (input) => (input.timeNanos = timeNanos))).timeNanos / 1e6);
  expect(timeOf(-5)).toBeUndefined();
  expect(timeOf(BigInt('1795399634539456'))).toBeUndefined();
  expect(timeOf(BigInt('1795399634539456443'))).toBe(1_795_399_634_539);
});

it('makes no series label of a sample label without a name or without a value', () => {
  const labelsOf = (add: object[] = []) =>
    convert(
      heap([[1, 1]], (input, text) => {
        const [key, value] = [text('region'), text('eu')];
        const rows = add.length > 0 ? [{ key, str: value }] : [];
        input.sample![0].label = [{ key: 0, str: value }, { key, str: 0 }, { key, num: 5 }, ...rows];
      })
    ).map(({ labels }) => labels);
  expect(labelsOf()).toEqual([[]]);
  expect(labelsOf([{}])).toEqual([[{ name: 'region', value: 'eu' }]]);
});

it('tells labels apart whose texts joined are the same', () => {
  const message = readPprofMessage(
    heap(
      [
        [1, 1],
        [1, 1],
      ],
      (input, text) => {
        const label = (key: string, value: string) => ({ key: text(key), str: text(value) });
        input.sample![0].label = [label('a', 'b\0c\0d')];
        input.sample![1].label = [label('a', 'b'), label('c', 'd')];
      }
    )
  );
  expect(groupSamples(message)).toHaveLength(2);
});

it('names what has no function by its address, and keeps all 64 bits of it', () => {
  const symbols = new Symbols();
  const address = BigInt('0xffffffff81234567');
  const message = readPprofMessage(
    heap([[1, 1]], (input, text) => {
      input.mapping = [{ id: 3, filename: text('/lib/libc.so') }];
      input.location = [
        { id: address, address, mappingId: 3 },
        { id: 2, address: 16 },
      ];
      input.sample = [{ locationId: [address, 2], value: [1, 1] }];
    })
  );
  const stacks = checkPprof(message, pyroscopeLimits);
  convertPprof(message, stacks, groupSamples(message), symbols, pyroscopeLimits, (name) => name);
  expect(symbols.findPath(['0x10', 'libc.so!0xffffffff81234567'])).toBeDefined();
});
