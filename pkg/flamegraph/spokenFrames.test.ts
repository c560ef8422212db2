import fc from 'fast-check';
import { arbitraryStacks, treeOf, wideTree } from '../calltree/testing/trees';
import { NONE, nodeName, type CallTree } from '../calltree/tree';
import { Folds, foldable } from './folds';
import type { Viewport } from './geometry';
import { barOf } from './hitTest';
import { BarLayout } from './layout';
import { spokenFrames } from './spokenFrames';

const viewport = (rows = 10, scroll = 0): Viewport => ({
  width: 1000,
  height: rows * 20,
  scroll: scroll * 20,
  rowHeight: 20,
  orientation: 'down',
});

function layoutOf(tree: CallTree, focus = 0, folds = new Folds(tree)): BarLayout {
  const layout = new BarLayout();
  layout.reset(tree, focus, 1000, folds);
  layout.extend(Infinity);
  return layout;
}

const tree = treeOf([['main', 'report', 'parse'], 600], [['main', 'write'], 399], [['main', 'tiny'], 1]);
const node = (name: string) => tree.function.indexOf(tree.functions.names.indexOf(name));
const said = (frames: ReturnType<typeof spokenFrames>, of = tree) =>
  frames.map(({ node: at, level, position, siblings, open }) => [nodeName(of, at), level, position, siblings, open]);

describe('spokenFrames', () => {
  it('lists what can be seen, with level, place and what is below', () => {
    const frames = said(spokenFrames(layoutOf(tree), tree, viewport(), NONE, 100));
    expect(frames).toHaveLength(5);
    expect(frames).toContainEqual(['total', 1, 1, 1, true]);
    expect(frames).toContainEqual(['main', 2, 1, 1, true]);
    expect(frames).toContainEqual(['report', 3, expect.any(Number), 3, true]);
    expect(frames).toContainEqual(['parse', 4, 1, 1, undefined]);
    expect(frames.map(([name]) => name)).not.toContain('tiny');
  });

  it('has the way to what is selected, seen or not', () => {
    const frames = spokenFrames(layoutOf(tree), tree, viewport(1), node('tiny'), 100);
    expect(frames.map(({ node: at }) => nodeName(tree, at))).toEqual(['total', 'main', 'tiny']);
    expect(spokenFrames(layoutOf(tree), tree, viewport(1, 3), node('parse'), 2).length).toBe(4);
  });

  it('counts no siblings where they are very many', () => {
    const wide = wideTree(1000);
    const frames = spokenFrames(layoutOf(wide), wide, viewport(), 5, 100);
    expect(frames.at(-1)).toEqual({ node: 5, level: 3 });
  });

  it('has callers before what they call, never a bar twice, and no more than asked for', () => {
    fc.assert(
      fc.property(
        arbitraryStacks,
        fc.nat(),
        fc.integer({ min: 1, max: 12 }),
        fc.boolean(),
        (stacks, seed, most, fold) => {
          const of = treeOf(...stacks);
          const selected = seed % of.length;
          const folds = new Folds(of, fold ? foldable(of.functions) : undefined);
          const layout = layoutOf(of, 0, folds);
          const frames = spokenFrames(layout, of, viewport(3), selected, most);
          const nodes = frames.map(({ node: at }) => at);
          expect(nodes).toEqual([...new Set(nodes)].sort((one, other) => one - other));
          expect(nodes).toContain(folds.barNodeOf(selected));
          expect(nodes.length).toBeLessThanOrEqual(Math.max(most, folds.rowOf(selected) + 1));
          for (const { node: at, level } of frames) {
            expect(level).toBe(folds.rowOf(at) + 1);
            expect(level <= 3 || barOf(layout, at) !== NONE || at <= selected).toBe(true);
          }
        }
      )
    );
  });
});
