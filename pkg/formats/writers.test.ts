import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { CallTreeBuilder } from '../calltree/build';
import { atOnce } from '../calltree/slices';
import {
  LARGE,
  arbitraryComparedStacks,
  arbitraryStacks,
  deepTree,
  pathsOf,
  treeOf,
  wideTree,
  type Stack,
} from '../calltree/testing/trees';
import { NONE, nodeName, type CallTree, type NodeIndex } from '../calltree/tree';
import type { Extract } from './extract';
import { readFolded, writeFolded } from './folded';
import { readPprof } from './pprof';
import { writePprof } from './pprofWriter';
import { writeSpeedscope } from './speedscope';

const CPU = { type: 'cpu', unit: 'nanoseconds' };
const sides = (tree: CallTree) => (tree.selfRight ? [CPU, { ...CPU, type: 'cpu_compared' }] : [CPU]);

function pprofOf(extract: Extract): Uint8Array {
  return Buffer.concat(atOnce(writePprof(extract, { sampleTypes: sides(extract.tree) })));
}

interface Speedscope {
  shared: { frames: Array<{ name: string; file?: string; line?: number }> };
  profiles: Array<{ samples: number[][]; weights: number[]; endValue: number; name: string; unit: string }>;
}

function speedscopeOf(extract: Extract): Speedscope {
  const profileNames = extract.tree.selfRight ? ['before', 'after'] : ['cpu'];
  const about = { name: 'test', profileNames, unit: 'nanoseconds' as const, exporter: 'test' };
  return JSON.parse(atOnce(writeSpeedscope(extract, about)).join(''));
}

/** Reads one profile of a speedscope file, sample by sample. */
function treeOfSpeedscope({ shared, profiles }: Speedscope, side: number): CallTree {
  const builder = new CallTreeBuilder();
  profiles[side].samples.forEach((stack, at) => {
    builder.add(
      stack.map((frame) => builder.functions.intern(shared.frames[frame].name)),
      profiles[side].weights[at]
    );
  });
  return builder.finish();
}

/** Stacks through a node, by walking up from each; for one side of a tree. */
function naiveExtract(tree: CallTree, root: NodeIndex, self = tree.self): CallTree {
  const builder = new CallTreeBuilder();
  const first = nodeName(tree, 0) === 'total' && tree.self[0] === 0 && !tree.selfRight?.[0] ? 1 : 0;
  for (let node = first; node < tree.length; node++) {
    const stack: string[] = [];
    let through = root === 0;
    for (let at: NodeIndex = node; at !== NONE; at = tree.parent[at]) {
      through ||= at === root;
      if (at >= first) {
        stack.unshift(nodeName(tree, at));
      }
    }
    if (through && self[node] > 0) {
      builder.add(
        stack.map((name) => builder.functions.intern(name)),
        self[node]
      );
    }
  }
  return builder.finish();
}

const named = (stacks: readonly Stack[]) => stacks.filter(([path]) => path.every((name) => name !== ''));

describe('what is written comes back', () => {
  it('as it was, all of it and what goes through a node', () => {
    fc.assert(
      fc.property(arbitraryStacks, fc.nat(), (stacks, at) => {
        const tree = treeOf(...named(stacks).filter(([, value]) => value > 0));
        for (const root of [0, at % tree.length]) {
          const expected = pathsOf(naiveExtract(tree, root));
          expect(pathsOf(readPprof(pprofOf({ tree, root })).callTree(0).tree)).toEqual(expected);
          expect(pathsOf(treeOfSpeedscope(speedscopeOf({ tree, root }), 0))).toEqual(expected);
          expect(pathsOf(readFolded(atOnce(writeFolded({ tree, root })).join('')))).toEqual(expected);
        }
      })
    );
  });

  it('as both sides of a comparison', () => {
    fc.assert(
      fc.property(arbitraryComparedStacks, (stacks) => {
        const tree = treeOf(...named(stacks).filter(([, left, right]) => left > 0 || (right ?? 0) > 0));
        if (!tree.selfRight) {
          return;
        }
        const pprof = readPprof(pprofOf({ tree, root: 0 }));
        const speedscope = speedscopeOf({ tree, root: 0 });
        [tree.self, tree.selfRight].forEach((self, side) => {
          const expected = pathsOf(naiveExtract(tree, 0, self));
          expect(pathsOf(pprof.callTree(side).tree)).toEqual(expected);
          expect(pathsOf(treeOfSpeedscope(speedscope, side))).toEqual(expected);
        });
      })
    );
  });

  it.each([
    ['go-cpu-v1.pb.gz', 1],
    ['go-heap-v1.pb.gz', 3],
    ['node-wall-v1.pb.gz', 1],
    ['python-cpu-merged-v1.pb.gz', 0],
  ])('with its files, lines and modules: %s', (file, sampleType) => {
    const { tree } = readPprof(readFileSync(join(__dirname, 'testdata', file))).callTree(sampleType);
    const { functions, callTree } = readPprof(pprofOf({ tree, root: 0 }));
    expect(pathsOf(callTree(0).tree)).toEqual(pathsOf(tree));
    const rows = ({ names, files, lines, modules }: typeof functions) =>
      new Map(names.map((name, fn) => [name, [files?.[fn] ?? '', lines?.[fn] ?? NONE, modules?.[fn] ?? '']]));
    const before = rows(tree.functions);
    for (const [name, row] of rows(functions)) {
      expect([name, row]).toEqual([name, before.get(name)]);
    }
  });

  it(
    'of deep and of wide trees',
    () => {
      for (const tree of [deepTree(100_000), wideTree(200_000)]) {
        const again = readPprof(pprofOf({ tree, root: 0 })).callTree(0).tree;
        expect([again.length, again.total[0]]).toEqual([tree.length, tree.total[0]]);
        expect(speedscopeOf({ tree, root: 0 }).profiles[0].endValue).toBe(tree.total[0]);
      }
    },
    LARGE
  );
});

describe('writePprof', () => {
  it('says what the profile is of, and when', () => {
    const bytes = Buffer.concat(
      atOnce(
        writePprof(
          { tree: treeOf([['main'], 5]), root: 0 },
          {
            sampleTypes: [CPU],
            periodType: CPU,
            timeMs: 1_795_399_634_539,
            durationMs: 60_000,
            comments: ['2 % hidden'],
          }
        )
      )
    );
    expect(readPprof(bytes)).toMatchObject({
      sampleTypes: [CPU],
      periodType: CPU,
      timeMs: 1_795_399_634_539,
      durationMs: 60_000,
    });
    expect(bytes.toString('utf8')).toContain('2 % hidden');
  });

  it('keeps sums past 2^32, and divides what is a sum of states', () => {
    const tree = treeOf([['main'], 2 ** 52], [['idle'], 1]);
    expect(pathsOf(readPprof(pprofOf({ tree, root: 0 })).callTree(0).tree)).toEqual(pathsOf(tree));
    expect(pathsOf(readPprof(pprofOf({ tree, root: 0, divisor: 4 })).callTree(0).tree)).toEqual(
      pathsOf(treeOf([['main'], 2 ** 50]))
    );
  });
});

describe('writeSpeedscope', () => {
  it('keeps names as they are, with their file and line', () => {
    const builder = new CallTreeBuilder();
    builder.add([builder.functions.intern('a"\\;\u2028', 'a.go', 7)], 3);
    const { shared, profiles } = speedscopeOf({ tree: builder.finish(), root: 0, divisor: 2 });
    expect(shared.frames).toEqual([{ name: 'a"\\;\u2028', file: 'a.go', line: 7 }]);
    expect(profiles).toMatchObject([{ type: 'sampled', samples: [[0]], weights: [1.5], endValue: 1.5 }]);
  });
});
