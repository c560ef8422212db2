import fc from 'fast-check';
import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { countVarints, readVarints } from './messageReader';

/** As a server writes them, with bytes around: what is read is part of an answer. */
function written(values: readonly bigint[], before = 0, after = 0): Uint8Array {
  const writer = new BinaryWriter();
  for (const value of values) {
    writer.int64(value);
  }
  const varints = writer.finish();
  const all = new Uint8Array(before + varints.length + after).fill(0xff);
  all.set(varints, before);
  return all.subarray(before, before + varints.length);
}

const LARGEST = BigInt('9223372036854775807');
/** Numbers of each length are as likely as those of any other. */
const int64 = fc
  .record({
    bits: fc.integer({ min: 0, max: 63 }),
    random: fc.bigInt({ min: BigInt(0), max: LARGEST }),
    sign: fc.boolean(),
  })
  .map(({ bits, random, sign }) => BigInt(sign ? -1 : 1) * (random >> BigInt(63 - bits)));

it('reads varints of any length, each as the nearest float64', () => {
  fc.assert(
    fc.property(fc.array(int64, { maxLength: 60 }), fc.nat(9), fc.nat(9), (values, before, after) => {
      const bytes = written(values, before, after);
      const into = new Float64Array(values.length + 1).fill(-1);
      expect(countVarints(bytes)).toBe(values.length);
      expect(readVarints(bytes, 0, into, 0, values.length)).toBe(bytes.length);
      expect(Array.from(into)).toEqual([...values.map(Number), -1]);
    })
  );
});

it('goes on where it stopped', () => {
  fc.assert(
    fc.property(fc.array(int64, { minLength: 1, maxLength: 30 }), fc.nat(29), (values, part) => {
      const first = Math.min(part, values.length);
      const bytes = written(values);
      const into = new Float64Array(values.length);
      const at = readVarints(bytes, 0, into, 0, first);
      expect(readVarints(bytes, at, into, first, values.length)).toBe(bytes.length);
      expect(Array.from(into)).toEqual(values.map(Number));
    })
  );
});

it('reads one that is written longer than it has to be, as protobuf allows', () => {
  const into = new Float64Array(3);
  const bytes = Uint8Array.of(0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00, 0x82, 0x80, 0x00, 0x03);
  expect(readVarints(bytes, 0, into, 0, 3)).toBe(bytes.length);
  expect(Array.from(into)).toEqual([1, 2, 3]);
});

it('refuses one of more than 64 bits', () => {
  const bytes = Uint8Array.of(...new Array<number>(9).fill(0xff), 0x02, 0, 0, 0, 0, 0, 0);
  expect(() => readVarints(bytes, 0, new Float64Array(1), 0, 1)).toThrow(
    expect.objectContaining({ code: 'not-pyroscope' })
  );
});
