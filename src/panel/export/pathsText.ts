import { heaviestPaths } from '../../../pkg/calltree/operations/heaviestPaths';
import { inSlices } from '../../../pkg/calltree/slices';
import { uprightOf, wholeOf, type NodeIndex } from '../../../pkg/calltree/tree';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import { aboutLines, framesTo, type ExportSource } from './exportSource';

/** A path that ends with less of what is in view is not listed. */
const LEAST_SHARE = 0.02;
const MOST_PATHS = 7;
/** Frames of a path that are written: the outermost one and these. */
const LAST_FRAMES = 4;

/** The heaviest paths as a few lines of plain text, to be read in a chat. */
export async function pathsText(source: ExportSource): Promise<string> {
  const { tree, root } = uprightOf(source.scene.tree, source.scene.focus);
  const scene = { ...source.scene, tree };
  const ends = await inSlices(heaviestPaths(tree, root, LEAST_SHARE, MOST_PATHS));
  return [
    ...aboutLines(source),
    ends.length > 0
      ? t('panel.export.paths', 'Heaviest paths:')
      : t('panel.export.no-paths', 'No path below has {{share}} of it.', {
          share: scene.format.share(LEAST_SHARE, 1),
        }),
    ...ends.map((node) => `${amountOf(scene, node)}  ${pathOf(scene, node)}`),
  ].join('\n');
}

function amountOf({ tree, format }: ExportSource['scene'], node: NodeIndex): string {
  const left = format.share(tree.total[node], wholeOf(tree).total);
  if (tree.totalRight) {
    return `${left} → ${format.share(tree.totalRight[node], wholeOf(tree).totalRight)}`;
  }
  return format.kind === 'summed' ? left : `${left} · ${format.text(tree.total[node])}`;
}

function pathOf({ tree }: ExportSource['scene'], node: NodeIndex): string {
  const frames = framesTo(tree, node).map((name) => nameInSentence(name));
  const left = frames.length - 1 - LAST_FRAMES;
  const shown =
    left < 2
      ? frames
      : [frames[0], t('panel.export.left-out', '({{count}} more)', { count: left }), ...frames.slice(-LAST_FRAMES)];
  return shown.join(' → ');
}
