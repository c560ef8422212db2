import fc from 'fast-check';
import {
  LARGE,
  arbitraryStacks,
  deepTree,
  expectWellFormed,
  pathsOf,
  treeOf,
  wideTree,
} from '../calltree/testing/trees';
import { atOnce } from '../calltree/slices';
import type { CallTree } from '../calltree/tree';
import { FormatError } from './errors';
import { foldedStacks, readFolded, writeFolded } from './folded';

const folded = (tree: CallTree) => atOnce(writeFolded({ tree, root: 0 })).join('');

describe('readFolded', () => {
  it('adds up stacks', () => {
    const tree = readFolded('main;run;read 3\nmain;run 2\n\nmain;run;read 4');
    expectWellFormed(tree);
    expect(pathsOf(tree)).toEqual(pathsOf(treeOf([['main', 'run'], 2], [['main', 'run', 'read'], 7])));
  });

  it('takes line ends of Windows, blanks in frames and around counts, and fractions', () => {
    const tree = readFolded('  java.lang.Thread run;void foo(int, char *) 10 \r\n\r\na\t1.5\r\n');
    expect(pathsOf(tree)).toEqual(
      pathsOf(treeOf([['java.lang.Thread run', 'void foo(int, char *)'], 10], [['a'], 1.5]))
    );
  });

  it('splits lines at line feeds only', () => {
    const tree = treeOf([['a\u2028b', 'c\u2029'], 2], [['d\u0085'], 1]);
    expect(pathsOf(readFolded('a\u2028b;c\u2029;e 2\nd\u0085f 1'))).toEqual(
      pathsOf(treeOf([['a\u2028b', 'c\u2029', 'e'], 2], [['d\u0085f'], 1]))
    );
    expect(readFolded(folded(tree)).total[0]).toBe(3);
  });

  it('is an empty profile for an empty text, and for counts of 0', () => {
    expect(readFolded('').length).toBe(1);
    expect(readFolded('\n \n').length).toBe(1);
    expect(readFolded('a;b 0\n').length).toBe(1);
  });

  it.each([
    ['a;b', 'a;b'],
    ['12', '12'],
    ['a;b -3', 'a;b -3'],
    ['a;b 1e3', 'a;b 1e3'],
    ['a 0x10', 'a 0x10'],
    [`a ${'9'.repeat(400)}`, `a ${'9'.repeat(78)}`],
  ])('refuses %j and says in which line', (bad, text) => {
    expect(() => readFolded(`main 1\n\n${bad}\nmain 2\n`)).toThrow(FormatError);
    expect(() => readFolded(`main 1\n\n${bad}\nmain 2\n`)).toThrow(
      expect.objectContaining({ code: 'bad-line', params: { line: 3, text } })
    );
  });

  it(
    'takes no time that grows with the square of a line',
    () => {
      const started = performance.now();
      expect(() => readFolded(`a${' '.repeat(200_000)}b`)).toThrow(FormatError);
      expect(performance.now() - started).toBeLessThan(20_000);
    },
    LARGE
  );

  it(
    'reads a stack of 100,000 frames',
    () => {
      expect(readFolded(`${new Array<string>(100_000).fill('f').join(';')} 3`).self[100_000]).toBe(3);
    },
    LARGE
  );
});

describe('comments', () => {
  it('are passed over at the head of a text', () => {
    const head = '# austin: 3.6.0\n# interval: 100\n\n#\n#mode wall clock\n';
    expect(pathsOf(readFolded(`${head}main 1\n`))).toEqual(pathsOf(treeOf([['main'], 1])));
    expect(readFolded(head).length).toBe(1);
  });

  it('are none after the first stack, or where a stack begins with #', () => {
    expect(() => readFolded('main 1\n# later\n')).toThrow('bad-line {"line":2');
    expect(pathsOf(readFolded('#<Class:0x1>;run 2\n'))).toEqual(pathsOf(treeOf([['#<Class:0x1>', 'run'], 2])));
  });

  it('are not made of names that look like one', () => {
    const tree = treeOf([['# main', 'run'], 2], [['x'], 1]);
    expect(pathsOf(readFolded(folded(tree)))).toEqual(pathsOf(tree));
  });
});

describe('foldedStacks', () => {
  const read = (text: string, counted = true) => [...foldedStacks(text, counted)];

  it('takes whole counts after the last space, of any sign', () => {
    expect(read('a;b c 5\n\nnothing\r\n  d -2\nd +2')).toEqual([
      { stack: 'a;b c', count: 5 },
      { stack: 'd', count: -2 },
      { stack: 'd', count: 2 },
    ]);
    expect(read('a;b 5\nc\n', false)).toEqual([
      { stack: 'a;b 5', count: 1 },
      { stack: 'c', count: 1 },
    ]);
  });

  it.each(['main 2.5', 'main x', '# comment here', 'main 9007199254740993'])('refuses %s', (line) => {
    expect(() => read(`a 1\n${line}\n`)).toThrow(`bad-line {"line":2,"text":"${line}"}`);
  });
});

describe('writeFolded', () => {
  it('writes a line for each node with self', () => {
    expect(folded(treeOf([['main'], 1], [['main', 'read'], 2]))).toBe('main 1\nmain;read 2\n');
    expect(folded(treeOf())).toBe('');
  });

  it('keeps what would split a name out of it', () => {
    expect(folded(treeOf([['Lcom/shop;', 'a\nb'], 2]))).toBe('Lcom/shop:;a b 2\n');
  });

  it('writes a root that has self', () => {
    expect(folded(treeOf([[], 1], [['a'], 2]))).toBe('total 1\ntotal;a 2\n');
  });

  it('writes both counts of a comparison', () => {
    expect(folded(treeOf([['a'], 1, 3], [['a', 'b'], 0, 2], [['c'], 4, 0]))).toBe('a 1 3\na;b 0 2\nc 4 0\n');
  });

  it('comes back as it was', () => {
    fc.assert(
      fc.property(arbitraryStacks, (stacks) => {
        // A name at the edge of a line that is empty or blank is not told from the blanks around it.
        const named = stacks.filter(([path, value]) => value > 0 && path.every((name) => name !== ''));
        const tree = treeOf(...named);
        expect(pathsOf(readFolded(folded(tree)))).toEqual(pathsOf(tree));
      })
    );
  });

  it(
    'writes deep and wide trees',
    () => {
      expect(readFolded(folded(deepTree(100_000))).length).toBe(100_001);
      expect(readFolded(folded(wideTree(300_000))).length).toBe(300_002);
    },
    LARGE
  );
});
