import fc from 'fast-check';
import { MessageWriter } from '../messageWriter';
import { countVarints, readVarints } from '../messageReader';
import { readExtents } from './nodeExtents';

/** Numbers of every length on the wire, from 1 byte to the 10 of a negative one. */
const value = fc.oneof(
  fc.nat(127),
  fc.nat(2 ** 14),
  fc.nat(2 ** 28 - 1),
  fc.maxSafeInteger().map((number) => (number > 0 ? number : number % 2 ** 20)),
  fc.constantFrom(0, 127, 128, 2 ** 14 - 1, 2 ** 21, 2 ** 28 - 1, 2 ** 28, 2 ** 35, 2 ** 49, 2 ** 53 - 1, -1)
);
const nodes = fc.array(fc.tuple(value, value, value, value), { minLength: 1, maxLength: 50 });

function varints(values: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  for (const number of values) {
    // A field's number takes the first byte.
    bytes.push(...new MessageWriter().whole(1, number).finish().subarray(1));
  }
  return Uint8Array.from(bytes);
}

it('reads where nodes lie as readVarints does, wherever their values begin and end', () => {
  fc.assert(
    fc.property(nodes, fc.nat(7), fc.nat(9), (all, before, behind) => {
      const run = varints(all.flat());
      const bytes = new Uint8Array(before + run.length + behind).fill(0xff);
      bytes.set(run, before);
      const values = new Float64Array(all.length * 4);
      const part = bytes.subarray(0, before + run.length);
      expect(countVarints(run)).toBe(values.length);
      const end = readVarints(part, before, values, 0, values.length);

      const extents = new Float64Array(all.length * 2);
      const rests = new Uint32Array(all.length);
      expect(readExtents(part, before, extents, rests, all.length)).toBe(end);
      const rest = new Float64Array(2);
      const read = all.map((_, node) => {
        readVarints(part, rests[node], rest, 0, 2);
        return [extents[2 * node], extents[2 * node + 1], ...rest];
      });
      expect(read.flat()).toEqual([...values]);
      expect(read).toEqual(all);
    })
  );
});
