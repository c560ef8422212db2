import { config } from '@grafana/runtime';
import { NONE, type CallTree } from '../../../pkg/calltree/tree';
import { functionBuckets } from '../../../pkg/flamegraph/colour';
import { foldable, Folds } from '../../../pkg/flamegraph/folds';
import { BarLayout } from '../../../pkg/flamegraph/layout';
import { labelsOf } from '../../../pkg/flamegraph/names/labels';
import { Painter } from '../../../pkg/flamegraph/painter';
import { createPalette } from '../../../pkg/flamegraph/palette';
import { ROW_HEIGHT } from './graphSurface';

/** As the languages write them. */
const NAMES = [
  'total',
  'net/http.(*conn).serve',
  'shop/a.Do[go.shape.int]',
  'java/lang/Thread.run',
  'threading.py:Thread.run',
  'shop/app.py:Cart.price',
  'handle:/app/lib/http.js:1',
  'alloc::vec::Vec<T>::push',
  'System.Threading.Thread.Run',
  'libc.so.6+0x1f',
];
const DEPTH = 60;
const WIDTH = 600;

/** Each takes a few milliseconds; what has run a few times has been compiled. */
const TIMES = 4;

let warm = false;

/**
 * Lays out and paints a few calls that nobody sees, while the server works: code that has run before and a font that is
 * there make the first picture come sooner, and hold the page for less.
 */
export function warmUp(): void {
  if (warm || typeof requestIdleCallback !== 'function') {
    return;
  }
  warm = true;
  const context = document.createElement('canvas').getContext('2d');
  const layout = new BarLayout();
  const painter = new Painter();
  const font = `12px ${config.theme2.typography.fontFamilyMonospace}`;
  const palette = createPalette(config.theme2.isDark ? 'dark' : 'light');
  const once = (left: number) => {
    const tree = straightCalls();
    layout.reset(tree, 0, WIDTH, new Folds(tree, foldable(tree.functions), [0]));
    layout.extend(DEPTH);
    if (context) {
      painter.paint(context, {
        tree,
        layout,
        viewport: { width: WIDTH, height: DEPTH * ROW_HEIGHT, scroll: 0, rowHeight: ROW_HEIGHT, orientation: 'down' },
        pixelRatio: 1,
        palette,
        buckets: functionBuckets(tree.functions, 'package'),
        labels: labelsOf(tree.functions, (name) => name),
        font,
        named: NONE,
        valueText: String,
        runText: String,
        isHidden: () => false,
      });
    }
    if (left > 1) {
      requestIdleCallback(() => once(left - 1));
    }
  };
  requestIdleCallback(() => once(TIMES));
}

/** Each calls the next one. Its functions are new each time: what is known of them is kept by their table. */
function straightCalls(): CallTree {
  return {
    length: DEPTH,
    functions: { names: NAMES },
    function: Uint32Array.from({ length: DEPTH }, (_, at) => at % NAMES.length),
    parent: Int32Array.from({ length: DEPTH }, (_, at) => at - 1),
    depth: Uint32Array.from({ length: DEPTH }, (_, at) => at),
    subtreeEnd: new Uint32Array(DEPTH).fill(DEPTH),
    self: new Float64Array(DEPTH).fill(1),
    total: Float64Array.from({ length: DEPTH }, (_, at) => DEPTH - at),
  };
}
