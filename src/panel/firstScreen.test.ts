import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallTree, nodeName } from '../../pkg/calltree/tree';
import { Folds, foldable } from '../../pkg/flamegraph/folds';
import { BarLayout } from '../../pkg/flamegraph/layout';
import { readPprof } from '../../pkg/formats/pprof';
import { ROW_HEIGHT } from './graph/graphSurface';
import { panelLayout } from './panelLayout';

const RECORDED = join(__dirname, '../../pkg/profile-server/samples/recorded');

/** What Explore leaves a panel in a window 1,500 pixels wide, its outline open. */
const EXPLORE = { width: 980, height: 345 };

/** Where a name finds room. */
const LEGIBLE = 60;

/** Recorded profiles of services, and of each the function of the user's own that most of it goes through first. */
it.each<[file: string, type: string, name: RegExp]>([
  ['go-cpu-merged-v1', 'cpu', /^main\.\(\*gateway\)\.\w+$/],
  ['go-cpu-merged-v2', 'cpu', /^main\.\(\*gateway\)\.checkout$/],
  ['go-heap-v1', 'alloc_space', /^main\.\(\*gateway\)\.search$/],
  ['go-heap-v2', 'inuse_space', /^main\.\(\*gateway\)\.\w+$/],
  ['python-cpu-merged-v1', 'cpu', /^order$/],
  ['python-cpu-merged-v2', 'cpu', /^order$/],
  ['python-heap-v1', 'inuse_space', /^order$/],
  ['python-heap-v2', 'alloc_objects', /^order$/],
  ['java-cpu-server', 'cpu', /UserService\$\$Lambda/],
  ['node-wall-merged-v1', 'wall', /^\.\/node\/server\.js/],
  ['node-wall-merged-v2', 'cpu', /^\.\/node\/server\.js/],
  ['node-heap-v1', 'inuse_space', /^\.\/node\/server\.js/],
  ['big-tsc-cpu', 'cpu', /^executeCommandLine$/],
])('shows of %s (%s) the first of one’s own functions on the first screen of Explore', (file, type, name) => {
  const profile = readPprof(new Uint8Array(readFileSync(join(RECORDED, `${file}.pb.gz`))));
  const { tree } = profile.callTree(profile.sampleTypes.findIndex((one) => one.type === type));
  const { contentHeight, graphWidth } = panelLayout(EXPLORE.width, EXPLORE.height, {
    view: 'both',
    beside: 'table',
    withTable: true,
    details: false,
    header: 'full',
    transforms: false,
    notices: 1,
    breadcrumb: false,
    legend: false,
    searching: false,
  });
  expect(firstRowOf(asAnswered(tree), name, graphWidth)).toBeLessThan(Math.floor(contentHeight / ROW_HEIGHT));
});

/** A server's flame graphs have names and no files. */
function asAnswered(tree: CallTree): CallTree {
  return { ...tree, functions: { names: tree.functions.names } };
}

/** The first row with a legible bar of such a function. */
function firstRowOf(tree: CallTree, name: RegExp, width: number): number {
  const layout = new BarLayout();
  layout.reset(tree, 0, width, new Folds(tree, foldable(tree.functions)));
  layout.extend(Infinity);
  for (let row = 0; row < layout.rows; row++) {
    for (let bar = layout.rowStart[row]; bar < layout.rowStart[row + 1]; bar++) {
      const legible = layout.merged[bar] === 0 && layout.end[bar] - layout.start[bar] >= LEGIBLE;
      if (legible && name.test(nodeName(tree, layout.node[bar]))) {
        return row;
      }
    }
  }
  return Infinity;
}
