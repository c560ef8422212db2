import { otherLeaf } from '../calltree/operations/hidden';
import { openTree } from '../calltree/operations/openTree';
import { treeOf } from '../calltree/testing/trees';
import { NONE, type CallTree } from '../calltree/tree';
import { functionBuckets, nodeBuckets } from './colour';
import { Folds } from './folds';
import { labelsOf } from './names/labels';
import { BarLayout } from './layout';
import { paintOutlines } from './outline';
import { Painter, type Scene } from './painter';
import { BUCKETS, createPalette } from './palette';
import { shownName } from './names/shownName';
import { RecordingContext } from './testing/recordingContext';

const palette = createPalette('dark');

function sceneOf(tree: CallTree, change: Partial<Scene> = {}): Scene {
  const layout = new BarLayout();
  layout.reset(tree, 0, 800);
  layout.extend(Infinity);
  return {
    tree,
    layout,
    viewport: { width: 800, height: 100, scroll: 0, rowHeight: 20, orientation: 'down' },
    pixelRatio: 1,
    palette,
    buckets: functionBuckets(tree.functions, 'package'),
    nodeBuckets: nodeBuckets(tree, 'package', tree.totalRight && { scale: { left: 1, right: 1 }, least: () => 0 }),
    runText: (count) => `${count} more`,
    labels: labelsOf(tree.functions, (name) => shownName(name, '(no name)')),
    font: '12px monospace',
    valueText: (node) => `${tree.total[node]} ns`,
    isHidden: otherLeaf(tree),
    named: NONE,
    ...change,
  };
}

function painted(scene: Scene): RecordingContext {
  const context = new RecordingContext();
  new Painter().paint(context, scene);
  return context;
}

const tree = treeOf([['main', 'parse'], 60], [['main', 'read'], 30], [['main', 'other'], 10]);

it('fills each bar where it is laid out, in its colour', () => {
  const { rects } = painted(sceneOf(tree));
  expect(rects).toContainEqual({ x: 0, y: 0, width: 799, height: 19, fill: palette[BUCKETS.root].fill });
  const parseColour = palette[functionBuckets(tree.functions, 'package')(tree.functions.names.indexOf('parse'))].fill;
  expect(rects).toContainEqual({ x: 80, y: 40, width: 479, height: 19, fill: parseColour });
});

it('shows what the server folded away in its own colour', () => {
  expect(painted(sceneOf(tree)).rects).toContainEqual(
    expect.objectContaining({ x: 0, y: 40, fill: palette[BUCKETS.hidden].fill })
  );
});

it('writes the value after a name where there is room', () => {
  const { texts } = painted(sceneOf(tree));
  expect(texts.map(({ text }) => text)).toContain('parse  60 ns');
});

it('writes something and the value on the bar of a function without a name', () => {
  const unnamed = treeOf([['', ' '], 60], [['\u202e'], 40]);
  const texts = painted(sceneOf(unnamed)).texts.map(({ text }) => text);
  expect(new Set(texts)).toEqual(new Set(['total  100 ns', '(no name)  60 ns', '[U+202E]  40 ns', '[U+0020]  60 ns']));
});

it('keeps the direction of a name from the value beside it', () => {
  const texts = painted(sceneOf(treeOf([['שלום'], 60]))).texts.map(({ text }) => text);
  expect(texts).toContain('\u2068שלום\u2069  60 ns');
});

it('draws nothing outside the rows on screen', () => {
  const deep = treeOf([Array.from({ length: 1000 }, (_, i) => `f${i}`), 1]);
  const scene = sceneOf(deep, {
    viewport: { width: 800, height: 100, scroll: 10_000, rowHeight: 20, orientation: 'down' },
  });
  const { rects } = painted(scene);
  expect(rects.map(({ y }) => y)).toEqual(expect.arrayContaining([0, 20, 40, 60, 80]));
  expect(rects).toHaveLength(5);
});

it('keeps the colour of the root where a part of a profile is shown, unless a function is the root', () => {
  const part: CallTree = { ...tree, whole: { total: 200, totalRight: 0 } };
  const rootOf = (shown: CallTree) => painted(sceneOf(shown)).rects.find(({ y }) => y === 0)?.fill;
  expect(rootOf(part)).toBe(palette[BUCKETS.root].fill);
  const names = tree.functions.names.map((name) => (name === 'total' ? 'serve' : name));
  expect(rootOf({ ...part, functions: { names } })).not.toBe(palette[BUCKETS.root].fill);
});

it('puts the root at the bottom when growing upwards', () => {
  const scene = sceneOf(tree, {
    viewport: { width: 800, height: 100, scroll: 0, rowHeight: 20, orientation: 'up' },
  });
  const root = painted(scene).rects.find(({ fill }) => fill === palette[BUCKETS.root].fill);
  expect(root?.y).toBe(80);
});

describe('with a search', () => {
  const search = async (profile: CallTree, name: string) => {
    const functions = Uint8Array.from(profile.functions.names, (candidate) => (candidate === name ? 1 : 0));
    return { functions, nodes: (await openTree(profile).matched(functions)).nodes };
  };

  it('keeps the colour of matches only', async () => {
    const { rects } = painted(sceneOf(tree, { matches: await search(tree, 'read') }));
    const own = functionBuckets(tree.functions, 'package')(tree.functions.names.indexOf('read'));
    expect(rects.filter(({ fill }) => fill === palette[own].fill)).toEqual([
      expect.objectContaining({ x: 560, y: 40 }),
    ]);
    expect(rects.filter(({ fill }) => fill === palette[BUCKETS.dimmed].fill).length).toBe(rects.length - 1);
  });

  it('shows a match that is too narrow to draw, even below what is', async () => {
    const hiding = treeOf([['main', 'big'], 1_000_000], [['main', 'tiny', 'needle'], 1]);
    const without = painted(sceneOf(hiding));
    expect(without.rects.some(({ fill }) => fill === palette[BUCKETS.matchingRun].fill)).toBe(false);
    const { rects } = painted(sceneOf(hiding, { matches: await search(hiding, 'needle') }));
    const marks = rects.filter(({ fill }) => fill === palette[BUCKETS.matchingRun].fill);
    expect(marks).toHaveLength(1);
    expect(marks[0].width).toBeGreaterThanOrEqual(1);
  });
});

it('marks what is only on one side of a comparison', () => {
  const compared = treeOf([['main', 'gone'], 50, 0], [['main', 'fresh'], 0, 50], [['main', 'same'], 50, 50]);
  const { texts, rects } = painted(sceneOf(compared));
  const words = texts.map(({ text }) => text.split('  ')[0]);
  expect(words).toEqual(expect.arrayContaining(['− gone', '+ fresh', 'same']));
  expect(rects.filter(({ width }) => width === 2)).toHaveLength(2);
});

it('calls nothing new that the other side may have left out', () => {
  const compared = treeOf([['main', 'fresh'], 0, 90], [['main', 'other'], 5, 5], [['main', 'same'], 50, 50]);
  const words = painted(sceneOf(compared)).texts.map(({ text }) => text.split('  ')[0]);
  expect(words).toEqual(expect.arrayContaining(['fresh', 'same']));
});

describe('a fold', () => {
  const chain = treeOf([['serve', 'filter', 'invoke', 'order'], 97], [['serve', 'log'], 3]);
  const [serve, filter, order] = [1, 2, 4];
  const layout = new BarLayout();
  layout.reset(chain, 0, 800, new Folds(chain, (fn) => chain.functions.names[fn] !== 'order'));
  layout.extend(Infinity);
  const scene = (change: Partial<Scene> = {}) => sceneOf(chain, { layout, ...change });
  const second = (change?: Partial<Scene>) => painted(scene(change)).texts.find(({ y }) => y > 20 && y < 40)?.text;

  it('is one row that says how many it stands for, and what follows is right below', () => {
    expect(second()).toBe('+2 serve  100 ns');
    expect(painted(scene()).texts.map(({ text, y }) => [text.split('  ')[0], Math.floor(y / 20)])).toEqual(
      expect.arrayContaining([['order', 2]])
    );
  });

  it('is named after what is selected in it', () => {
    expect(second({ named: filter })).toBe('+2 filter  97 ns');
  });

  it('is lit by a match in it, which it is named after', async () => {
    const opened = openTree(chain);
    const functions = await opened.functionsWhere((name) => name === 'invoke');
    const { nodes } = await opened.matched(functions);
    const context = painted(scene({ matches: { functions, nodes } }));
    expect(context.texts.map(({ text }) => text)).toContain('+2 invoke  97 ns');
    expect(context.rects.filter(({ fill }) => fill !== palette[BUCKETS.dimmed].fill)).toEqual([
      expect.objectContaining({ y: 20 }),
    ]);
  });

  it('is outlined for each function in it', () => {
    const outlined = (name: string, selected = NONE) => {
      const context = new RecordingContext();
      paintOutlines(context, {
        ...scene(),
        hovered: NONE,
        selected,
        hoveredFunction: NONE,
        selectedFunction: chain.functions.names.indexOf(name),
        color: '#fff',
        mutedColor: '#888',
      });
      return context.outlines;
    };
    for (const name of ['serve', 'filter', 'invoke']) {
      expect(outlined(name)).toEqual([expect.objectContaining({ y: 20.5, width: 798 })]);
    }
    expect(outlined('none', filter)).toEqual([expect.objectContaining({ y: 21, width: 797 })]);
    expect(outlined('none', order)).toEqual([expect.objectContaining({ y: 41 })]);
    expect(outlined('none', serve)).toEqual(outlined('none', filter));
  });
});

it('outlines a node that is too narrow to be seen', () => {
  const hiding = treeOf([['main', 'big'], 1_000_000], [['main', 'tiny'], 1]);
  const { layout, viewport } = sceneOf(hiding);
  const context = new RecordingContext();
  const tiny = hiding.function.indexOf(hiding.functions.names.indexOf('tiny'));
  paintOutlines(context, {
    tree: hiding,
    layout,
    viewport,
    pixelRatio: 1,
    hovered: -1,
    selected: tiny,
    hoveredFunction: -1,
    selectedFunction: -1,
    color: '#fff',
    mutedColor: '#888',
  });
  expect(context.outlines).toHaveLength(1);
  expect(context.outlines[0].x + context.outlines[0].width).toBeLessThanOrEqual(800);
});
