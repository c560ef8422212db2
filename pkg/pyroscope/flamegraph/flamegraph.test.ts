import { create, fromBinary, fromJson, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import type { LevelColumns } from './levelColumns';
import { PyroscopeError } from '../errors';
import {
  diffFromJson,
  flameGraphFromJson,
  readDiffResponse,
  readFlameGraphResponse,
  writeFlameGraphResponse,
} from './flamegraph';
import {
  DiffResponseSchema,
  FlameGraphSchema,
  SelectMergeSpanProfileResponseSchema,
  SelectMergeStacktracesResponseSchema,
} from '../gen/querier/v1/querier_pb';
import { errorOf, recorded, recordedJson } from '../recordings.testing';

const SINGLE = [
  'v2-stacktraces-go-cpu-flamegraph-64',
  'v2-stacktraces-python-cpu-flamegraph',
  'v2-stacktraces-java-cpu-flamegraph',
  'v2-stacktraces-node-wall-flamegraph',
  'v2-stacktraces-big-flamegraph-8192',
  'v2-stacktraces-callsite-deep-flamegraph',
  'v2-stacktraces-trace-go-flamegraph',
  'v2-span-profile-go',
  'dual-stacktraces-span-flamegraph',
  'empty-stacktraces-flamegraph',
];
const DIFF = ['v2-diff-go-cpu-64', 'v2-diff-python-cpu', 'v2-diff-go-cpu-one-side-empty', 'empty-diff'];
const ALL = [...SINGLE.map((name) => [name, 4] as const), ...DIFF.map((name) => [name, 7] as const)];

const reader = (perNode: 4 | 7) => (perNode === 4 ? readFlameGraphResponse : readDiffResponse);
const schema = (perNode: 4 | 7) => (perNode === 4 ? SelectMergeStacktracesResponseSchema : DiffResponseSchema);

describe('recorded answers', () => {
  it.each(ALL)('%s: the bytes give the values that the generated code finds', (name, perNode) => {
    const bytes = recorded(`${name}.response.bin`);
    const columns = reader(perNode)(bytes);
    const { flamegraph } = fromBinary(schema(perNode), bytes);
    expect(columns.names).toEqual(flamegraph?.names);
    expect(valuesOf(columns)).toEqual(flamegraph?.levels.map((level) => level.values.map(Number)));
  });

  it.each(ALL)('%s: JSON and bytes of one query give the same columns', (name, perNode) => {
    const json = recordedJson(`${name}.response.json`);
    const fromText = perNode === 4 ? flameGraphFromJson(json) : diffFromJson(json);
    expect(fromText).toEqual(reader(perNode)(recorded(`${name}.response.bin`)));
  });

  it.each(ALL)('%s: written, it is the same bytes again', (name, perNode) => {
    const bytes = recorded(`${name}.response.bin`);
    const written = writeFlameGraphResponse(reader(perNode)(bytes));
    // A server in transition sends the tree too, after the flame graph.
    expect(Buffer.compare(written, bytes.subarray(0, written.length))).toBe(0);
  });

  it('reads past the tree that a server in transition sends too', () => {
    const bytes = recorded('dual-stacktraces-span-flamegraph.response.bin');
    expect(fromBinary(SelectMergeStacktracesResponseSchema, bytes).tree.length).toBeGreaterThan(0);
    expect(readFlameGraphResponse(bytes).total[0]).toBe(60_000_000);
  });

  it('reads no data as a root of total 0', () => {
    const empty = readFlameGraphResponse(recorded('empty-stacktraces-flamegraph.response.bin'));
    expect(empty.names).toEqual(['total']);
    expect([...empty.total, ...empty.self, ...empty.levelStart]).toEqual([0, 0, 0, 1]);
    expect(readDiffResponse(recorded('empty-diff.response.bin')).totalRight).toEqual(Float64Array.of(0));
  });
});

describe('an answer of a server that has nothing', () => {
  const none = { names: ['total'], levelStart: Uint32Array.of(0, 1), total: Float64Array.of(0) };

  it.each<[string, object]>([
    ['no flame graph', {}],
    ['an empty one', { flamegraph: {} }],
    ['names and no levels', { flamegraph: { names: ['total'] } }],
    ['names of functions and no levels', { flamegraph: { names: ['total', 'main', 'work'], levels: [] } }],
    ['levels without values', { flamegraph: { names: ['total'], levels: [{ values: [] }, {}] } }],
    ['no names', { flamegraph: { names: [], levels: [{ values: [0, 0, 0, 0] }] } }],
    [
      'a root, and a level without values',
      { flamegraph: { names: ['total'], levels: [{ values: [0, 0, 0, 0] }, {}] } },
    ],
    ['sums alone', { flamegraph: { total: 0, maxSelf: 0 } }],
  ])('%s is no data, in bytes and JSON, also of a comparison', (_, message) => {
    const bytes = (of: typeof SelectMergeStacktracesResponseSchema | typeof DiffResponseSchema, asked: object) =>
      toBinary(of, fromJson(of, JSON.parse(JSON.stringify(asked))));
    expect(readFlameGraphResponse(bytes(SelectMergeStacktracesResponseSchema, message))).toMatchObject(none);
    expect(flameGraphFromJson(message)).toMatchObject(none);
    const compared = JSON.parse(JSON.stringify(message).replace('[0,0,0,0]', '[0,0,0,0,0,0,0]'));
    expect(readDiffResponse(bytes(DiffResponseSchema, compared))).toMatchObject({ ...none, totalRight: none.total });
    expect(diffFromJson(compared)).toMatchObject({ ...none, totalRight: none.total });
  });

  it.each<[string, object]>([
    ['flamegraph', { flamegraph: null }],
    ['names and levels', { flamegraph: { names: null, levels: null, total: null } }],
    ['values', { flamegraph: { names: ['total'], levels: [{ values: null }] } }],
  ])('null as %s is no data in JSON', (_, message) => {
    expect(flameGraphFromJson(message)).toMatchObject(none);
    expect(diffFromJson(message)).toMatchObject({ ...none, totalRight: none.total });
  });

  it('is no data where other fields than the flame graph are there', () => {
    expect(readFlameGraphResponse(Uint8Array.of(0x12, 1, 0))).toMatchObject(none);
  });
});

describe('an answer that ends too early', () => {
  it.each([
    ['v2-stacktraces-go-cpu-flamegraph-64', 4],
    ['v2-diff-go-cpu-64', 7],
    ['v2-span-profile-go', 4],
    ['empty-stacktraces-flamegraph', 4],
  ] as const)('%s is refused wherever it is cut', (name, perNode) => {
    const bytes = recorded(`${name}.response.bin`);
    for (let length = 1; length < bytes.length; length++) {
      expect(errorOf(() => reader(perNode)(bytes.slice(0, length))).code).toBe('cut-answer');
    }
  });

  it('is refused when cut at any of many places in a wide profile', () => {
    const bytes = recorded('v2-stacktraces-big-flamegraph-8192.response.bin');
    for (let length = 1; length < bytes.length; length += 97) {
      expect(errorOf(() => readFlameGraphResponse(bytes.subarray(0, length))).code).toBe('cut-answer');
    }
  });

  it('is whole once the flame graph is, whatever of the tree after it is missing', () => {
    const bytes = recorded('dual-stacktraces-span-flamegraph.response.bin');
    const whole = readFlameGraphResponse(bytes);
    const graphLength = writeFlameGraphResponse(whole).length;
    for (let length = 1; length < bytes.length; length++) {
      if (length === graphLength) {
        expect(readFlameGraphResponse(bytes.slice(0, length))).toEqual(whole);
      } else {
        expect(errorOf(() => readFlameGraphResponse(bytes.slice(0, length))).code).toBe('cut-answer');
      }
    }
  });

  it('is refused when the message inside claims to be complete but lost its end', () => {
    const bytes = recorded('v2-stacktraces-go-cpu-flamegraph-64.response.bin');
    const sums = toBinary(
      FlameGraphSchema,
      create(FlameGraphSchema, { total: BigInt(36.49e9), maxSelf: BigInt(9.33e9) })
    ).length;
    const names = create(FlameGraphSchema, {
      names: fromBinary(SelectMergeStacktracesResponseSchema, bytes).flamegraph?.names,
    });
    // The outer length, of two bytes, is made to fit what is left: fewer levels, or no total at the end.
    for (let length = 4 + toBinary(FlameGraphSchema, names).length; length < bytes.length - sums; length++) {
      const cut = bytes.slice(0, length);
      const inner = length - 3;
      cut.set([(inner & 0x7f) | 0x80, inner >> 7], 1);
      expect(errorOf(() => readFlameGraphResponse(cut)).code).toBe('not-pyroscope');
    }
  });
});

describe('damaged answers', () => {
  it('never crash, hang or give what contradicts itself', () => {
    const bytes = recorded('v2-stacktraces-go-cpu-flamegraph-64.response.bin');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const damaged = bytes.slice();
        damaged[at] = byte;
        expectReadableOrRefused(damaged);
      }),
      { numRuns: 2000 }
    );
  });

  it('nor do bytes of any kind', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), expectReadableOrRefused), { numRuns: 2000 });
  });

  it.each<[string, string[], number[][], number]>([
    ['a level whose length is no multiple of four', ['total'], [[0, 1, 1, 0, 0]], 1],
    ['no values on a level', ['total', 'a'], [[0, 1, 0, 0], []], 1],
    ['no values on a level above others', ['total', 'a'], [[0, 1, 0, 0], [], [0, 1, 1, 1]], 1],
    ['no values on the first level', ['total', 'a'], [[], [0, 1, 1, 1]], 1],
    ['a profile without names', [], [[0, 1, 1, 0]], 1],
    ['a name out of range', ['total'], [[0, 1, 1, 1]], 1],
    ['a name below the range', ['total'], [[0, 1, 1, -1]], 1],
    ['two roots', ['total'], [[0, 1, 1, 0, 0, 1, 1, 0]], 2],
    ['a root that does not start at 0', ['total'], [[1, 1, 1, 0]], 1],
    ['a stated total that is not the root’s', ['total'], [[0, 2, 2, 0]], 1],
    ['no stated total', ['total'], [[0, 2, 2, 0]], 0],
    ['a total without levels', ['total'], [], 5],
    ['a missing level', ['total'], [[0, 2, 1, 0]], 2],
    [
      'children that add up to too little',
      ['total', 'a'],
      [
        [0, 9, 0, 0],
        [0, 8, 8, 1],
      ],
      9,
    ],
    [
      'children that add up to too much',
      ['total', 'a'],
      [
        [0, 9, 0, 0],
        [0, 10, 10, 1],
      ],
      9,
    ],
    [
      'a gap between siblings',
      ['total', 'a'],
      [
        [0, 9, 0, 0],
        [0, 4, 4, 1, 1, 4, 4, 1],
      ],
      9,
    ],
    [
      'a child under its parent’s self value',
      ['total', 'a'],
      [
        [0, 9, 1, 0],
        [0, 8, 8, 1],
      ],
      9,
    ],
    ['a self value above the total', ['total'], [[0, 1, 2, 0]], 1],
    ['a negative total', ['total'], [[0, -1, 0, 0]], -1],
    ['a negative self value', ['total'], [[0, 1, -1, 0]], 1],
  ])('refuses %s', (_, names, levels, total) => {
    const message = {
      flamegraph: { names, levels: levels.map((values) => ({ values: values.map(BigInt) })), total: BigInt(total) },
    };
    const bytes = toBinary(SelectMergeStacktracesResponseSchema, create(SelectMergeStacktracesResponseSchema, message));
    expect(errorOf(() => readFlameGraphResponse(bytes))).toMatchObject({
      code: 'not-pyroscope',
      params: { what: 'inconsistent-flame-graph' },
    });
    expect(
      errorOf(() => flameGraphFromJson({ flamegraph: { names, levels: levels.map((values) => ({ values })), total } }))
        .code
    ).toBe('not-pyroscope');
  });

  it('refuses ticks that are not those of the sides', () => {
    const flamegraph = {
      names: ['total'],
      levels: [{ values: [0, 1, 1, 0, 2, 2, 0] }],
      total: 3,
      leftTicks: 1,
      rightTicks: 2,
    };
    expect(diffFromJson({ flamegraph }).totalRight?.[0]).toBe(2);
    expect(errorOf(() => diffFromJson({ flamegraph: { ...flamegraph, rightTicks: 1 } })).code).toBe('not-pyroscope');
    expect(errorOf(() => diffFromJson({ flamegraph: { ...flamegraph, leftTicks: undefined } })).code).toBe(
      'not-pyroscope'
    );
  });

  it.each([
    [null],
    ['text'],
    [[]],
    [{ flamegraph: [] }],
    [{ flamegraph: { names: 'total' } }],
    [{ flamegraph: { names: [1] } }],
    [{ flamegraph: { names: ['total'], levels: [{ values: ['x', '0', '0', '0'] }] } }],
    [{ flamegraph: { names: ['total'], levels: [{ values: [0.5, 0, 0, 0] }] } }],
    [{ flamegraph: { names: ['total'], levels: [{ values: ['', '0', '0', '0'] }] } }],
    [{ flamegraph: { names: ['total'], levels: ['0'] } }],
  ])('refuses JSON that is something else: %j', (json) => {
    expect(errorOf(() => flameGraphFromJson(json)).code).toBe('not-pyroscope');
  });
});

describe('forms that protobuf allows', () => {
  const unpacked = (values: number[]) => values.flatMap((value) => [0x08, value]);
  const message = (levels: number[][]) => {
    const body = [0x0a, 1, 0x74, 0x0a, 1, 0x61, ...levels.flatMap((level) => [0x12, level.length, ...level]), 0x18, 9];
    return Uint8Array.of(0x0a, body.length, ...body);
  };
  const expected = [
    [0, 9, 2, 0],
    [2, 3, 3, 1, 0, 4, 4, 0],
  ];

  it('reads levels that are not packed, or in several runs', () => {
    const plain = message([
      [0x0a, 4, ...expected[0]],
      [0x0a, 8, ...expected[1]],
    ]);
    const odd = message([unpacked(expected[0]), [0x0a, 3, 2, 3, 3, ...unpacked([1, 0]), 0x0a, 3, 4, 4, 0]]);
    expect(valuesOf(readFlameGraphResponse(plain))).toEqual(expected);
    expect(readFlameGraphResponse(odd)).toEqual(readFlameGraphResponse(plain));
  });

  it('passes over fields it does not know', () => {
    const root = [0x0a, 4, 0, 9, 9, 0];
    const unknown = [0xf8, 1, 5, 0x7d, 1, 2, 3, 4, 0x79, 1, 2, 3, 4, 5, 6, 7, 8, 0x72, 2, 1, 2];
    const body = [...unknown, 0x0a, 1, 0x74, 0x12, root.length, ...root, 0x18, 9, ...unknown];
    const bytes = Uint8Array.of(...unknown, 0x0a, body.length, ...body, ...unknown);
    expect(valuesOf(readFlameGraphResponse(bytes))).toEqual([[0, 9, 9, 0]]);
  });

  it('reads an answer whose flame graph has nothing in it as no data', () => {
    expect(readFlameGraphResponse(Uint8Array.of(0x0a, 0)).total).toEqual(Float64Array.of(0));
  });
});

describe('numbers', () => {
  const oneNode = (total: bigint) => {
    const flamegraph = { names: ['total'], levels: [{ values: [BigInt(0), total, total, BigInt(0)] }], total };
    return toBinary(SelectMergeStacktracesResponseSchema, create(SelectMergeStacktracesResponseSchema, { flamegraph }));
  };

  it('are exact up to 2^53 and rounded to the nearest beyond', () => {
    const largest = BigInt('9223372036854775807');
    fc.assert(
      fc.property(fc.bigInt({ min: BigInt(0), max: largest }), fc.nat(63), (value, shift) => {
        const total = value >> BigInt(shift);
        expect(readFlameGraphResponse(oneNode(total)).total[0]).toBe(Number(total));
      })
    );
    const edges = [7, 14, 21, 28, 32, 35, 42, 49, 53, 54, 56].map((bits) => BigInt(2 ** bits));
    for (const total of [largest, ...edges.flatMap((edge) => [edge - BigInt(1), edge, edge + BigInt(1)])]) {
      expect(readFlameGraphResponse(oneNode(total)).self[0]).toBe(Number(total));
    }
  });

  it('below zero are not mistaken for large ones', () => {
    expect(errorOf(() => readFlameGraphResponse(oneNode(BigInt(-1)))).code).toBe('not-pyroscope');
    expect(errorOf(() => readFlameGraphResponse(oneNode(BigInt('-9223372036854775808')))).code).toBe('not-pyroscope');
  });
});

describe('writing', () => {
  it('is read back by the generated code and by the reader', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 2 ** 50 }), { minLength: 1, maxLength: 8 }),
        fc.string({ unit: 'binary' }),
        (selfs, name) => {
          const columns = chain(selfs, ['total', name]);
          const bytes = writeFlameGraphResponse(columns);
          expect(readFlameGraphResponse(bytes)).toEqual(columns);
          const { flamegraph } = fromBinary(SelectMergeSpanProfileResponseSchema, bytes);
          expect(flamegraph?.total).toBe(BigInt(columns.total[0]));
          expect(flamegraph?.maxSelf).toBe(BigInt(Math.max(...selfs)));
        }
      )
    );
  });

  it('keeps names of any alphabet', () => {
    const names = ['total', 'größe', '関数', '\ufeffmark', '', 'a'.repeat(300), '😀'];
    const columns = chain([1, 2, 3, 4, 5, 6, 7], names);
    expect(readFlameGraphResponse(writeFlameGraphResponse(columns)).names).toEqual(names);
  });

  it('goes 100,000 calls deep', () => {
    const columns = chain(new Array(100_000).fill(1), ['total']);
    expect(readFlameGraphResponse(writeFlameGraphResponse(columns)).total).toEqual(columns.total);
  });
});

function expectReadableOrRefused(bytes: Uint8Array): void {
  try {
    const columns = readFlameGraphResponse(bytes);
    expect(columns.levelStart[1]).toBe(1);
    expect(Math.max(...columns.name)).toBeLessThan(Math.max(1, columns.names.length));
  } catch (error) {
    expect(error).toBeInstanceOf(PyroscopeError);
  }
}

/** One stack, each frame with its own self value. */
function chain(selfs: number[], names: string[]): LevelColumns {
  const nodes = selfs.length;
  const self = Float64Array.from(selfs);
  const total = new Float64Array(nodes);
  const gap = new Float64Array(nodes);
  for (let node = nodes - 1; node >= 0; node--) {
    total[node] = self[node] + (total[node + 1] ?? 0);
  }
  for (let node = 1; node < nodes; node++) {
    // Not below, but beside what its callers keep for themselves.
    gap[node] = gap[node - 1] + self[node - 1];
  }
  const levelStart = Uint32Array.from({ length: nodes + 1 }, (_, level) => level);
  return {
    names,
    levelStart,
    gap,
    total,
    self,
    name: Uint32Array.from({ length: nodes }, (_, node) => node % names.length),
  };
}

function valuesOf(columns: LevelColumns): number[][] {
  const { levelStart, gap, total, self, gapRight, totalRight, selfRight, name } = columns;
  const all =
    gapRight && totalRight && selfRight
      ? [gap, total, self, gapRight, totalRight, selfRight, name]
      : [gap, total, self, name];
  return Array.from({ length: levelStart.length - 1 }, (_, level) => {
    const values: number[] = [];
    for (let node = levelStart[level]; node < levelStart[level + 1]; node++) {
      values.push(...all.map((column) => column[node]));
    }
    return values;
  });
}
