import { NONE } from '../../../pkg/calltree/tree';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { Folds } from '../../../pkg/flamegraph/folds';
import { labelsOf } from '../../../pkg/flamegraph/names/labels';
import { createPalette } from '../../../pkg/flamegraph/palette';
import { BOTH_SIDES } from '../../../pkg/flamegraph/sides';
import { RecordingContext } from '../../../pkg/flamegraph/testing/recordingContext';
import { nextPaint } from '../nextPaint';
import { GraphSurface, ROW_HEIGHT, type Beyond, type GraphScene } from './graphSurface';

const deep = (leaf: string) => treeOf([[...Array.from({ length: 40 }, (_, at) => `f${at}`), leaf], 10]);
const tree = deep('leaf');
const scene: GraphScene = {
  tree,
  focus: 0,
  folds: new Folds(tree),
  sides: BOTH_SIDES,
  width: 400,
  height: 5 * ROW_HEIGHT,
  orientation: 'down',
  minShare: 0,
  pixelRatio: 1,
  palette: createPalette('dark'),
  buckets: () => 0,
  labels: labelsOf(tree.functions, (name) => name),
  font: '12px mono',
  matches: undefined,
  valueText: () => '',
  runText: () => '',
  isHidden: () => false,
  named: NONE,
  selected: NONE,
  hovered: NONE,
  selectedFunction: NONE,
  hoveredFunction: NONE,
  color: '#fff',
  mutedColor: '#888',
  selectedPath: undefined,
  scroll: 0,
};

let rested: number[];
let beyond: Beyond[];
let surface: GraphSurface;
let elements: ConstructorParameters<typeof GraphSurface>[0];
let contexts: Map<HTMLCanvasElement, RecordingContext>;
const painted = () => Number(elements.bars.dataset.hotpathPainted);
const labels = () =>
  contexts
    .get(elements.bars)!
    .texts.map(({ text, y }) => ({ text: text.trim(), y }))
    .sort((one, other) => one.y - other.y)
    .map(({ text }) => text);

/** Those that its height has room for. */
const ROWS_SHOWN = 5;
/** As long as the first picture takes. */
const opened = () => jest.advanceTimersByTimeAsync(5);
/** And then as long as it takes to know how far the graph goes. */
const known = () => jest.advanceTimersByTimeAsync(100);

const shownFirst = (first: GraphScene) => {
  surface = new GraphSurface(
    elements,
    (rows) => rested.push(rows),
    (rows) => beyond.push(rows)
  );
  return surface.show(first);
};

beforeEach(async () => {
  jest.useFakeTimers();
  rested = [];
  beyond = [];
  contexts = new Map();
  const canvas = () => {
    const element = document.createElement('canvas');
    const context = new RecordingContext();
    contexts.set(element, context);
    jest.spyOn(element, 'getContext').mockReturnValue(context as never);
    return element;
  };
  const div = () => document.createElement('div');
  elements = { scroller: div(), spacer: div(), bars: canvas(), outlines: canvas() };
  shownFirst(scene);
  await opened();
  await known();
});

afterEach(() => {
  surface.dispose();
  jest.useRealTimers();
});

describe('what is shown first', () => {
  beforeEach(() => {
    surface.dispose();
    delete elements.bars.dataset.hotpathPainted;
  });

  it('is drawn in a task of its own', async () => {
    shownFirst(scene);
    expect(surface.layout.rows).toBe(0);
    expect(elements.bars.dataset.hotpathPainted).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1);
    expect(painted()).toBe(1);
  });

  it('is there before it is known, and told, how far the graph goes', async () => {
    beyond = [];
    shownFirst(scene);
    await opened();
    expect(surface.layout.rows).toBe(ROWS_SHOWN);
    expect(beyond).toEqual([]);
    await known();
    expect(surface.layout.rows).toBe(42);
    expect(beyond).toEqual([{ before: 0, after: 37, open: false }]);
  });

  it.each([{}, { hovered: 1 }])('is painted whatever comes meanwhile: %j', async (change) => {
    shownFirst(scene);
    surface.show({ ...scene, ...change });
    await opened();
    expect(painted()).toBe(1);
  });

  it('waits for its bars where a font comes before them', async () => {
    const fonts = new EventTarget();
    Object.defineProperty(document, 'fonts', { value: fonts, configurable: true });
    shownFirst(scene);
    fonts.dispatchEvent(new Event('loadingdone'));
    expect(painted()).toBeNaN();
    await opened();
    expect(painted()).toBe(1);
    expect(labels()[0]).toBe('total');
    fonts.dispatchEvent(new Event('loadingdone'));
    expect(painted()).toBe(2);
    Reflect.deleteProperty(document, 'fonts');
  });

  it('is what it has become meanwhile', async () => {
    shownFirst(scene);
    surface.show({ ...scene, scroll: 10 });
    surface.show({ ...scene, scroll: 10, width: 500 });
    await opened();
    expect(painted()).toBe(1);
    expect(labels()[0]).toBe('f9');
    expect(elements.bars.style.width).toBe('500px');
  });

  it('holds back what can wait', async () => {
    jest.spyOn(window, 'requestAnimationFrame').mockImplementation((frame) => {
      frame(0);
      return 0;
    });
    shownFirst(scene);
    const paintedThen = nextPaint().then(painted);
    await opened();
    expect(await paintedThen).toBe(1);
  });

  it('is drawn no more once it is gone', async () => {
    shownFirst(scene);
    surface.dispose();
    await opened();
    expect(painted()).toBeNaN();
  });

  it('is there at once with what is selected, and says where that stands', () => {
    const anchor = shownFirst({ ...scene, selected: 20, selectedPath: ['f0'] });
    expect(anchor).toMatchObject({ top: 4 * ROW_HEIGHT });
    expect(labels()).toContain('f19');
  });
});

it('is painted again where the browser lost it, until it is gone', () => {
  const before = painted();
  elements.bars.dispatchEvent(new Event('contextrestored'));
  expect(painted()).toBe(before + 1);
  surface.dispose();
  elements.bars.dispatchEvent(new Event('contextrestored'));
  expect(painted()).toBe(before + 1);
});

it('does nothing for a scene that says the same', () => {
  surface.show({ ...scene });
  expect(painted()).toBe(1);
});

it('paints marks without painting bars', () => {
  surface.show({ ...scene, hovered: 1 });
  expect(painted()).toBe(1);
  expect(contexts.get(elements.outlines)!.outlines).toHaveLength(1);
});

it.each<Partial<GraphScene>>([
  { tree: deep('fresh') },
  { folds: new Folds(tree, () => true) },
  { focus: 3 },
  { width: 500 },
  { height: 3 * ROW_HEIGHT },
  { orientation: 'up' },
  { pixelRatio: 2 },
  { palette: createPalette('light') },
  { matches: { functions: new Uint8Array(50), nodes: new Uint32Array(0) } },
])('paints anew, once, when %p changes', (change) => {
  surface.show({ ...scene, ...change });
  expect(painted()).toBe(2);
});

it('brings a new selection on screen, says where it stands, and reports where scrolling came to rest', () => {
  const anchor = surface.show({ ...scene, selected: 20, selectedPath: ['f0'] });
  expect(labels()).toContain('f19');
  expect(anchor).toMatchObject({ top: 4 * ROW_HEIGHT });
  jest.runAllTimers();
  expect(rested).toEqual([16]);
  surface.show({ ...scene, selected: 20, selectedPath: ['f0'], scroll: 16 });
  expect(painted()).toBe(2);
});

it('does not say where a click is', () => {
  surface.selectByPointer();
  expect(surface.show({ ...scene, selected: 20, selectedPath: ['f0'] })).toBeUndefined();
  expect(surface.show({ ...scene, selected: 1, selectedPath: ['f1'] })).toBeDefined();
});

it('stays where the user is when a refresh finds the selection elsewhere', () => {
  const selectedPath = ['f0'];
  surface.show({ ...scene, selected: 1, selectedPath });
  expect(surface.show({ ...scene, tree: deep('fresh'), selected: 20, selectedPath })).toBeUndefined();
  expect(labels()).toContain('f0');
});

it('scrolls where a step back says', () => {
  surface.show({ ...scene, scroll: 10 });
  expect(labels()[0]).toBe('f9');
  surface.show({ ...scene, scroll: 0 });
  expect(labels()[0]).toBe('total');
});

it('follows the scroller', () => {
  elements.scroller.scrollTop = 10 * ROW_HEIGHT;
  expect(surface.followScroller()).toBe(true);
  expect(surface.followScroller()).toBe(false);
  expect(labels()[0]).toBe('f9');
  jest.runAllTimers();
  expect(rested).toEqual([10]);
});

it('says how many rows are out of view, when that changes, and goes there by screens', () => {
  expect(beyond).toEqual([{ before: 0, after: 37, open: false }]);
  surface.scrollByScreen(1);
  expect(labels()[0]).toBe('f3');
  expect(beyond.at(-1)).toEqual({ before: 4, after: 33, open: false });
  surface.scrollByScreen(-1);
  surface.scrollByScreen(-1);
  expect(beyond.at(-1)).toEqual({ before: 0, after: 37, open: false });
  expect(beyond).toHaveLength(3);
});

it('finds what is at a point, and nothing beside it', () => {
  expect(surface.layout.node[surface.hitTest(100, 2 * ROW_HEIGHT + 5)!.bar]).toBe(2);
  expect(surface.hitTest(100, -5)).toBeUndefined();
});
