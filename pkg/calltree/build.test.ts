import fc from 'fast-check';
import { CallTreeBuilder, FunctionTableBuilder } from './build';
import { NONE, nodeName } from './tree';
import { LARGE, arbitraryStacks, deepTree, expectWellFormed, pathsOf, treeOf, wideTree } from './testing/trees';

describe('FunctionTableBuilder', () => {
  it('gives one row to what agrees in name, file, line and module', () => {
    const table = new FunctionTableBuilder();
    const plain = table.intern('read');
    const inFile = table.intern('read', 'a.go', 3, 'app');
    expect(table.intern('read')).toBe(plain);
    expect(table.intern('read', 'a.go', 3, 'app')).toBe(inFile);
    expect(new Set([plain, inFile, table.intern('read', 'a.go', 4, 'app'), table.intern('read', 'b.go')]).size).toBe(4);
    expect(table.finish()).toEqual({
      names: ['read', 'read', 'read', 'read'],
      files: ['', 'a.go', 'a.go', 'b.go'],
      lines: Int32Array.of(NONE, 3, 4, NONE),
      modules: ['', 'app', 'app', ''],
    });
  });

  it('mistakes no name for another name and its file', () => {
    const table = new FunctionTableBuilder();
    const rows = [
      table.intern('read', 'a.go', 3, 'app'),
      table.intern('read\0a.go\x003\0app'),
      table.intern('\x004,3,3\0a.goappread'),
      table.intern('\x004,3,3,a.goappread'),
      table.intern('read', 'a.g', 3, 'oapp'),
      table.intern('\0'),
      table.intern(''),
    ];
    expect(new Set(rows).size).toBe(rows.length);
    expect(table.intern('\0')).toBe(rows[5]);
  });

  it('has no columns for what no function knows', () => {
    const table = new FunctionTableBuilder();
    table.intern('read');
    expect(table.finish()).toEqual({ names: ['read'] });
  });
});

describe('CallTreeBuilder', () => {
  it('adds stacks up from either end', () => {
    const builder = new CallTreeBuilder();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => builder.functions.intern(name));
    builder.add([a, b, c], 5);
    builder.add([b, a], 3, 'leaf-first');
    builder.add([a, b, 99], 1, 'root-first', 2);
    const tree = builder.finish();
    expectWellFormed(tree);
    expect(pathsOf(tree)).toEqual(
      new Map([
        ['', [0, 9]],
        ['\0a', [0, 9]],
        ['\0a\0b', [4, 9]],
        ['\0a\0b\0c', [5, 5]],
      ])
    );
  });

  it('puts siblings in the order of their UTF-8 bytes', () => {
    const tree = treeOf([['\u{1F600}'], 1], [['\uFFFD'], 1], [['b'], 1], [['B'], 1], [['é'], 1], [['ab'], 1]);
    expect(Array.from({ length: 6 }, (_, i) => nodeName(tree, i + 1))).toEqual([
      'B',
      'ab',
      'b',
      'é',
      '\uFFFD',
      '\u{1F600}',
    ]);
  });

  it('can be added to after it was asked for its tree', () => {
    const builder = new CallTreeBuilder();
    const a = builder.functions.intern('a');
    builder.add([a], 1);
    const before = builder.finish();
    builder.add([a, a], 1);
    expect([before.length, before.total[0], builder.finish().length]).toEqual([2, 1, 3]);
  });

  it(
    'holds a stack of 100,000 frames and a node of 300,000 children',
    () => {
      const deep = deepTree(100_000);
      expectWellFormed(deep);
      expect([deep.length, deep.depth[100_000], deep.total[0]]).toEqual([100_001, 100_000, 7]);
      const wide = wideTree(300_000);
      expectWellFormed(wide);
      expect(wide.length).toBe(300_002);
    },
    LARGE
  );

  it('agrees with a map of call paths', () => {
    fc.assert(
      fc.property(arbitraryStacks, (stacks) => {
        const tree = treeOf(...stacks);
        expectWellFormed(tree);
        const self = new Map<string, number>();
        const total = new Map<string, number>();
        for (const [path, value] of stacks) {
          const keys = path.map((_, i) =>
            path
              .slice(0, i + 1)
              .map((name) => `\0${name}`)
              .join('')
          );
          keys.forEach((key) => total.set(key, (total.get(key) ?? 0) + value));
          self.set(keys[keys.length - 1], (self.get(keys[keys.length - 1]) ?? 0) + value);
        }
        const paths = pathsOf(tree);
        paths.delete('');
        expect(paths).toEqual(new Map([...total].map(([key, sum]) => [key, [self.get(key) ?? 0, sum]])));
      })
    );
  });
});
