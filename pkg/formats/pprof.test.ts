import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Profile, StringTable, type ProfileInput } from 'pprof-format';
import { openTree } from '../calltree/operations/openTree';
import { NONE } from '../calltree/tree';
import { LARGE, expectWellFormed, pathsOf } from '../calltree/testing/trees';
import { FormatError } from './errors';
import { readPprof } from './pprof';

const testdata = (name: string) => readFileSync(join(__dirname, 'testdata', name));

/** Leaf calls `inlined`, which the compiler put into `outer`; `outer` is called by `main`. */
function profile(change: (input: ProfileInput, text: (value: string) => number) => void = () => undefined): Uint8Array {
  const stringTable = new StringTable();
  const text = (value: string) => stringTable.dedup(value);
  const input: ProfileInput = {
    stringTable,
    sampleType: [
      { type: text('samples'), unit: text('count') },
      { type: text('cpu'), unit: text('nanoseconds') },
    ],
    periodType: { type: text('cpu'), unit: text('nanoseconds') },
    period: 10_000_000,
    timeNanos: BigInt('1795399634539456443'),
    durationNanos: 15_000_000_000,
    mapping: [{ id: 1, filename: text('/usr/bin/shop') }],
    function: [
      { id: 1, name: text('inlined'), filename: text('a.go'), startLine: 12 },
      { id: 2, name: text('outer'), filename: text('a.go') },
      { id: 3, name: text('main'), filename: text('main.go') },
    ],
    location: [
      { id: 1, mappingId: 1, line: [{ functionId: 1 }, { functionId: 2 }] },
      { id: 2, mappingId: 1, line: [{ functionId: 3 }] },
    ],
    sample: [
      {
        locationId: [1, 2],
        value: [3, 30_000_000],
        label: [
          { key: text('span_id'), str: text('6a29e5d07f769265') },
          { key: text('bytes'), num: 512, numUnit: text('bytes') },
        ],
      },
      { locationId: [2], value: [1, 10_000_000] },
      { locationId: [], value: [2, 20_000_000] },
    ],
  };
  change(input, text);
  return new Profile(input).encode();
}

function codeOf(bytes: Uint8Array, maxBytes?: number): unknown {
  try {
    readPprof(bytes, maxBytes);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return { code: (error as FormatError).code, ...(error as FormatError).params };
  }
  return undefined;
}

describe('readPprof', () => {
  it('tells types, period, time and duration', () => {
    const { sampleTypes, defaultSampleType, periodType, period, timeMs, durationMs } = readPprof(profile());
    expect({ sampleTypes, defaultSampleType, periodType, period, timeMs, durationMs }).toEqual({
      sampleTypes: [
        { type: 'samples', unit: 'count' },
        { type: 'cpu', unit: 'nanoseconds' },
      ],
      defaultSampleType: 1,
      periodType: { type: 'cpu', unit: 'nanoseconds' },
      period: 10_000_000,
      timeMs: 1_795_399_634_539.4565,
      durationMs: 15_000,
    });
    expect(readPprof(profile((p, text) => (p.defaultSampleType = text('samples')))).defaultSampleType).toBe(0);
    expect('timeMs' in readPprof(profile((p) => (p.timeNanos = 0)))).toBe(false);
  });

  it('gives each sample its stack, inlined functions innermost first, and its labels', () => {
    const { samples, functions } = readPprof(profile());
    expect(samples.map(({ stack }) => Array.from(stack, (fn) => functions.names[fn]))).toEqual([
      ['inlined', 'outer', 'main'],
      ['main'],
      [],
    ]);
    expect(samples[0].values).toEqual([3, 30_000_000]);
    expect(samples[0].labels).toEqual([
      { key: 'span_id', value: '6a29e5d07f769265' },
      { key: 'bytes', value: 512, unit: 'bytes' },
    ]);
  });

  it('builds a tree per sample type and says what has no place in it', () => {
    const { tree, withoutStack, negative } = readPprof(profile()).callTree(1);
    expectWellFormed(tree);
    expect([withoutStack, negative]).toEqual([20_000_000, 0]);
    expect(pathsOf(tree)).toEqual(
      new Map([
        ['', [0, 40_000_000]],
        ['\0main', [10_000_000, 40_000_000]],
        ['\0main\0outer', [0, 30_000_000]],
        ['\0main\0outer\0inlined', [30_000_000, 30_000_000]],
      ])
    );
    const { names, files, lines, modules } = tree.functions;
    const inlined = names.indexOf('inlined');
    expect([files?.[inlined], lines?.[inlined], modules?.[inlined]]).toEqual(['a.go', 12, '/usr/bin/shop']);
    expect(lines?.[names.indexOf('main')]).toBe(NONE);
  });

  it('leaves negative values out of the tree and says so', () => {
    const difference = readPprof(profile((p) => (p.sample![1].value = [-1, -10_000_000])));
    expect(difference.samples[1].values).toEqual([-1, -10_000_000]);
    const { tree, negative } = difference.callTree(1);
    expect([tree.total[0], negative]).toEqual([30_000_000, -10_000_000]);
  });

  it('reads values past 2^32 and hashes as ids', () => {
    const id = BigInt('0xfedcba9876543210');
    const bytes = profile((p) => {
      p.function![2].id = id;
      p.location![1].line = [{ functionId: id }];
      p.sample![1].value = [1, 4_180_000_000_000_001];
    });
    expect(readPprof(bytes).callTree(1).tree.self[1]).toBe(4_180_000_000_000_001);
  });

  it('names what has no symbol by its file', () => {
    const bytes = profile((p, text) => {
      p.location!.push({ id: 3, mappingId: 1, address: 0x1234 }, { id: 4, address: 1 });
      p.function!.push({ id: 4, systemName: text('_Zfoo') });
      p.location!.push({ id: 5, line: [{ functionId: 4 }] });
      p.function!.push({ id: 5, filename: text('a.go') });
      p.location!.push({ id: 6, mappingId: 1, line: [{ functionId: 5 }] });
      p.sample!.push({ locationId: [5, 3, 4, 6], value: [1, 1] });
    });
    const { samples, functions } = readPprof(bytes);
    expect(Array.from(samples[3].stack, (fn) => functions.names[fn])).toEqual([
      '_Zfoo',
      '[shop]',
      '<unknown>',
      '<unknown>',
    ]);
  });

  it('leaves out the frames that the profile says to drop', () => {
    const stacks = (drop: string, keep = '') => {
      const bytes = profile((p, text) => {
        p.dropFrames = text(drop);
        p.keepFrames = text(keep);
        p.sample!.push({ locationId: [2, 1, 2], value: [1, 1] });
      });
      const { samples, functions } = readPprof(bytes);
      return samples.map(({ stack }) => Array.from(stack, (fn) => functions.names[fn]).join());
    };
    expect(stacks('')).toEqual(['inlined,outer,main', 'main', '', 'main,inlined,outer,main']);
    expect(stacks('inl.*')).toEqual(['outer,main', 'main', '', 'outer,main']);
    expect(stacks('outer')).toEqual(['main', 'main', '', 'main']);
    expect(stacks('outer|inl.*', 'outer')).toEqual(['outer,main', 'main', '', 'outer,main']);
    // `main` is the outermost frame that stays, and so not dropped from the root.
    expect(stacks('main')).toEqual(['inlined,outer,main', 'main', '', 'inlined,outer,main']);
  });

  it(
    'holds a stack of 100,000 frames',
    () => {
      const { tree } = readPprof(
        profile((p) => (p.sample = [{ locationId: new Array<number>(100_000).fill(2), value: [1, 5] }]))
      ).callTree(1);
      expect([tree.length, tree.total[0], tree.self[100_000]]).toEqual([100_001, 5, 5]);
    },
    LARGE
  );

  it.each<[string, Uint8Array, object]>([
    ['no sample types', profile((p) => (p.sampleType = [])), { code: 'no-sample-types' }],
    ['nothing at all', new Uint8Array(), { code: 'no-sample-types' }],
    ['text', Buffer.from('main;run 3\n'), { code: 'bad-protobuf' }],
    [
      'a missing value',
      profile((p) => (p.sample![1].value = [1])),
      { code: 'bad-sample', index: 1, count: 1, limit: 2 },
    ],
    [
      'a function without an id',
      profile((p) => (p.function![1].id = 0)),
      { code: 'bad-id', what: 'function', index: 1, id: 0 },
    ],
    [
      'a location without an id',
      profile((p) => (p.location![0].id = 0)),
      { code: 'bad-id', what: 'location', index: 0, id: 0 },
    ],
    [
      'an id that comes twice',
      profile((p) => (p.location![1].id = 1)),
      { code: 'bad-id', what: 'location', index: 1, id: 1 },
    ],
    [
      'a sample at no location',
      profile((p) => (p.sample![1].locationId = [9])),
      { code: 'bad-id', what: 'location', index: 1, id: 9 },
    ],
    [
      'a line of no function',
      profile((p) => (p.location![1].line = [{ functionId: 9 }])),
      { code: 'bad-id', what: 'function', id: 9 },
    ],
    ['a name out of range', profile((p) => (p.function![1].name = 999)), { code: 'bad-string', index: 999 }],
  ])('refuses %s', (_, bytes, expected) => {
    expect(codeOf(bytes)).toEqual(expected);
  });

  it('refuses gzip that is cut, damaged, or larger than allowed', () => {
    const packed = gzipSync(profile());
    expect(codeOf(packed)).toBeUndefined();
    for (const length of [2, 10, 18, packed.length >> 1, packed.length - 8, packed.length - 1]) {
      expect([length, codeOf(packed.subarray(0, length))]).toEqual([length, { code: 'bad-gzip' }]);
    }
    const damaged = Uint8Array.from(packed);
    damaged[packed.length - 6] ^= 1;
    expect(codeOf(damaged)).toEqual({ code: 'bad-gzip' });
    expect(codeOf(packed, 100)).toEqual({ code: 'too-large', limit: 100 });
    expect(
      codeOf(Buffer.concat([gzipSync(profile().subarray(0, 50)), gzipSync(profile().subarray(50))]))
    ).toBeUndefined();
  });

  it('reads nothing wrong from a message that is cut anywhere', () => {
    const bytes = profile();
    const whole = readPprof(bytes);
    for (let length = 0; length < bytes.length; length++) {
      let cut;
      try {
        cut = readPprof(bytes.subarray(0, length));
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        continue;
      }
      // Cut between two fields a message is still one; what it then says of its samples must be right.
      expect(cut.samples).toEqual(whole.samples);
      expect(cut.functions).toEqual(whole.functions);
    }
  });
});

// Allowed difference: samples without a stack, which count in the total of `go tool pprof` and in no function.
describe.each([
  ['go-cpu-v1', ['cpu', 'samples'], 0],
  ['go-heap-v1', ['alloc_objects', 'alloc_space', 'inuse_objects', 'inuse_space'], 0],
  ['node-wall-v1', ['cpu', 'samples', 'wall'], 0],
  ['python-cpu-merged-v1', ['cpu'], 290_000_000],
])('%s as go tool pprof has it', (name, types, stackless) => {
  const pprof = readPprof(testdata(`${name}.pb.gz`));

  it.each(types)('%s: self and total of every function', async (type) => {
    const exact = JSON.parse(testdata(`${name}.exact.${type}.json`).toString());
    const { tree, withoutStack, negative } = pprof.callTree(pprof.sampleTypes.findIndex((t) => t.type === type));
    expectWellFormed(tree);
    const top = await openTree(tree).topTable();
    const functions = Object.fromEntries(
      Array.from(top.function, (fn, row) => [tree.functions.names[fn], [top.self[row], top.total[row]]])
    );
    expect(functions).toEqual(exact.functions);
    expect([withoutStack, negative]).toEqual([stackless, 0]);
    expect(tree.total[0] + withoutStack).toBe(exact.total);
  });
});
