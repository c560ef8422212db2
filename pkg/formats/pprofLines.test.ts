import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';
import { Function as PprofFunction, Line, Location, Profile, Sample, StringTable, ValueType } from 'pprof-format';
import { callPathOf, stepName } from '../calltree/callPath';
import { atOnce } from '../calltree/slices';
import { callLines } from './pprofLines';
import { readPprof } from './pprof';

type Frame = readonly [name: string, line: number];

/** Root first; a list within a stack is one location, its functions put into each other by the compiler, outermost first. */
function pprofOf(...stacks: Array<[ReadonlyArray<Frame | readonly Frame[]>, number]>): Uint8Array {
  const stringTable = new StringTable();
  const names: string[] = [];
  const locations: Location[] = [];
  const functionOf = (name: string) => (names.includes(name) ? names.indexOf(name) : names.push(name) - 1) + 1;
  const sample = stacks.map(
    ([stack, value]) =>
      new Sample({
        value: [value],
        locationId: [...stack].reverse().map((frame) => {
          const frames = (typeof frame[0] === 'string' ? [frame] : frame) as Frame[];
          const line = [...frames].reverse().map(([name, at]) => new Line({ functionId: functionOf(name), line: at }));
          locations.push(new Location({ id: locations.length + 1, line }));
          return locations.length;
        }),
      })
  );
  return new Profile({
    stringTable,
    sampleType: [new ValueType({ type: stringTable.dedup('cpu'), unit: stringTable.dedup('nanoseconds') })],
    sample,
    location: locations,
    function: names.map(
      (name, at) =>
        new PprofFunction({
          id: at + 1,
          name: stringTable.dedup(name),
          filename: stringTable.dedup(`${name}.go`),
          startLine: 7,
        })
    ),
  }).encode();
}

const lines = (bytes: Uint8Array, ...path: string[]) => atOnce(callLines(bytes, path));
const amounts = (bytes: Uint8Array, ...path: string[]) =>
  lines(bytes, ...path).lines.map(({ line, self, total }) => [line, self, total]);

describe('callLines', () => {
  const bytes = pprofOf(
    [
      [
        ['main', 3],
        ['parse', 10],
      ],
      5,
    ],
    [
      [
        ['main', 3],
        ['parse', 12],
        ['read', 1],
      ],
      4,
    ],
    [
      [
        ['main', 4],
        ['parse', 12],
        ['parse', 10],
      ],
      2,
    ],
    [
      [
        ['serve', 9],
        ['parse', 99],
      ],
      100,
    ],
    [[['parse', 98]], 100]
  );

  it('has self and total of each line of one call, and of no other', () => {
    expect(amounts(bytes, 'main', 'parse')).toEqual([
      [12, 0, 6],
      [10, 5, 5],
    ]);
    expect(lines(bytes, 'main', 'parse').total).toBe(11);
    expect(amounts(bytes, 'main')).toEqual([
      [3, 0, 9],
      [4, 0, 2],
    ]);
    expect(lines(bytes, 'main', 'write')).toMatchObject({ total: 0, lines: [] });
  });

  it('knows where all functions are written', () => {
    expect(lines(bytes, 'main').places.get('serve')).toEqual({ file: 'serve.go', line: 7, module: '' });
  });

  it('takes functions apart that the compiler put into each other', () => {
    const inlined = pprofOf(
      [
        [
          ['main', 3],
          [
            ['parse', 10],
            ['trim', 2],
          ],
        ],
        5,
      ],
      [
        [
          [
            ['main', 3],
            ['parse', 11],
          ],
        ],
        2,
      ]
    );
    expect(amounts(inlined, 'main', 'parse')).toEqual([
      [10, 0, 5],
      [11, 2, 2],
    ]);
    expect(amounts(inlined, 'main', 'parse', 'trim')).toEqual([[2, 5, 5]]);
  });

  it('finds nothing in nothing', () => {
    expect(lines(new Uint8Array(), 'main')).toEqual({ total: 0, lines: [], places: new Map() });
  });

  it.each(['go-cpu-v1', 'python-cpu-merged-v1', 'node-wall-v1'])('adds up to the tree of %s', (name) => {
    const packed = readFileSync(join(__dirname, 'testdata', `${name}.pb.gz`));
    const unpacked = new Uint8Array(gunzipSync(packed));
    const { tree } = readPprof(unpacked).callTree(0);
    const step = Math.ceil(tree.length / 40);
    for (let node = 1; node < tree.length; node += step) {
      const found = lines(unpacked, ...callPathOf(tree, node).map(stepName));
      expect(found.total).toBe(tree.total[node]);
      expect(found.lines.reduce((sum, { self }) => sum + self, 0)).toBe(tree.self[node]);
      expect(found.lines.reduce((sum, { total }) => sum + total, 0)).toBe(tree.total[node]);
    }
  });
});
