import { Profile, StringTable } from 'pprof-format';
import { FormatError } from './errors';
import { readPprof } from './pprof';
import { readPprofMessage } from './pprofMessage';

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
const number = (field: number, value: number) => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, content: number[]) => [...varint(field * 8 + 2), ...varint(content.length), ...content];
const text = (content: string) => bytes(6, [...Buffer.from(content)]);

const unknown: Array<[string, number[]]> = [
  ['a varint past field 15', number(99, 5)],
  ['a varint of field 16, whose tag could be taken for a value', number(16, 10)],
  ['a text', bytes(200, [...Buffer.from('later')])],
  ['a long text', bytes(31, new Array<number>(300).fill(10))],
  ['64 bits', [...varint(101 * 8 + 1), 1, 2, 3, 4, 5, 6, 7, 8]],
  ['32 bits of a low field', [15 * 8 + 5, 10, 10, 10, 10]],
];

/** `main` with 5, and in each message of it `more`. */
function profile(more: number[] = []): Uint8Array {
  return Uint8Array.from([
    ...more,
    ...bytes(1, [...number(1, 1), ...more, ...number(2, 2)]),
    ...bytes(5, [...more, ...number(1, 1), ...number(2, 3)]),
    ...bytes(4, [...number(1, 1), ...bytes(4, [...more, ...number(1, 1)]), ...more]),
    ...bytes(2, [...number(1, 1), ...more, ...number(2, 5), ...bytes(3, [...more, ...number(1, 3), ...number(2, 3)])]),
    ...['', 'cpu', 'nanoseconds', 'main'].flatMap(text),
    ...more,
  ]);
}

describe('readPprofMessage', () => {
  it('reads tables that come before or after what points into them', () => {
    const known = profile();
    expect(readPprof(known).callTree(0).tree.total[0]).toBe(5);
    expect(readPprofMessage(known)).toMatchObject({
      strings: ['', 'cpu', 'nanoseconds', 'main'],
      invalidString: -1,
      sampleTypes: [{ type: 'cpu', unit: 'nanoseconds' }],
      periodType: undefined,
      locations: { id: [1], mapping: Int32Array.of(-1), firstLine: Uint32Array.of(0, 1), line: Uint32Array.of(0) },
    });
  });

  it.each(unknown.filter(([, more]) => more[0] !== 15 * 8 + 5))('reads past %s, in any message', (_, more) => {
    const given = profile(more);
    const before = given.slice();
    const read = readPprof(given);
    const { samples, functions, sampleTypes } = readPprof(profile());
    expect([read.samples, read.functions, read.sampleTypes]).toEqual([samples, functions, sampleTypes]);
    expect(given).toEqual(before);
  });

  it('reads past any unknown field of an inner message', () => {
    for (const [, more] of unknown) {
      expect(readPprof(Uint8Array.from([...profile(), ...bytes(3, [...number(1, 1), ...more])])).samples).toHaveLength(
        1
      );
    }
  });

  it.each([
    ['a number where a message is', number(1, 5)],
    ['a number where a text is', number(6, 5)],
    ['bytes where a number is', bytes(9, [1, 2])],
    ['64 bits where a number is', [9 * 8 + 1, 1, 2, 3, 4, 5, 6, 7, 8]],
    ['bytes where a number of a function is', bytes(5, bytes(1, [1]))],
    ['packed numbers that end in the middle of one', bytes(2, bytes(2, [1, 0x80]))],
    ['a packed number that does not end', bytes(2, bytes(2, new Array<number>(11).fill(0x80)))],
    ['a group', [16 * 8 + 3, 16 * 8 + 4]],
    ['a field 0', [0, 0]],
    ['a length past the end', [6 * 8 + 2, 1]],
    ['an inner length past the end of its message', bytes(5, [2 * 8 + 2, 100])],
  ])('refuses %s', (_, more) => {
    const fault = expect.objectContaining({ code: 'bad-protobuf' });
    expect(() => readPprofMessage(Uint8Array.from([...profile(), ...more]))).toThrow(FormatError);
    expect(() => readPprofMessage(Uint8Array.from([...profile(), ...more]))).toThrow(fault);
  });

  it.each([
    ['gzip', [0x1f, 0x8b, 8, 0]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd, 4, 0]],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0]],
    ['lz4', [4, 0x22, 0x4d, 0x18, 0x64]],
    ['bzip2', [...Buffer.from('BZh9')]],
    ['zip', [...Buffer.from('PK\x03\x04')]],
    ['JFR', [...Buffer.from('FLR\0\0')]],
  ])('says of %s that it is', (format, more) => {
    const fault = expect.objectContaining({ code: 'other-format', params: { format } });
    expect(() => readPprofMessage(Uint8Array.from(more))).toThrow(fault);
  });

  it('takes numbers one by one, packed, or both, in fields of any order', () => {
    const stringTable = new StringTable();
    const encoded = new Profile({ stringTable, sampleType: [{ type: stringTable.dedup('cpu'), unit: 0 }] }).encode();
    const function1 = bytes(5, [...number(2, stringTable.dedup('cpu')), ...number(1, 1)]);
    const location = bytes(4, [...bytes(4, number(1, 1)), ...number(1, 1)]);
    const sample = bytes(2, [...number(2, 7), ...number(1, 1), ...bytes(1, [1, 1]), ...bytes(1, [])]);
    const read = readPprof(Uint8Array.from([...sample, ...location, ...function1, ...encoded]));
    expect([...read.samples[0].stack]).toEqual([0, 0, 0]);
    expect(read.samples[0].values).toEqual([7]);
  });
});
