import type { ProfileMeta } from '../../frames/profileMeta';
import type { Hidden } from '../../../pkg/calltree/operations/operations';
import { nodeName, uprightOf, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import { isSyntheticRoot } from '../../../pkg/calltree/root';
import type { Extract } from '../../../pkg/formats/extract';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import { partText } from '../bars/status';
import type { TitleParts } from '../bars/title';
import type { ProfileScene } from '../view/scene';

/** What is on screen, as far as a file can hold it. */
export interface ExportSource {
  scene: Pick<ProfileScene, 'tree' | 'focus' | 'format' | 'state' | 'judged' | 'grown'>;
  title: TitleParts;
  meta: ProfileMeta | undefined;
  /** Grafana's unit of the values. */
  unit: string;
  /** What shaped the profile and what that took away, a sentence each. */
  shape: readonly string[];
  /** What the server left out of the part in focus; undefined while it is added up. */
  hidden: Hidden | undefined;
}

/** The stacks through what is in focus; of a state that was recorded many times, the mean. */
export function extractOf({ scene, meta }: ExportSource): Extract {
  // Other programs turn stacks around by themselves.
  const { tree, root } = uprightOf(scene.tree, scene.focus);
  const divisor = meta?.isState && meta.snapshots !== undefined && meta.snapshots > 0 ? meta.snapshots : undefined;
  return { tree, root, ...(divisor && { divisor }) };
}

/** What the file is about and what is not in it, a sentence each. */
export function aboutLines(source: ExportSource): string[] {
  const { scene, title, hidden, shape } = source;
  const { format } = scene;
  const { tree, root: focus } = uprightOf(scene.tree, scene.focus);
  const inFocus = { total: tree.total[focus], totalRight: tree.totalRight?.[focus] };
  return [
    `${title.subject}: ${title.amount}`,
    ...shape,
    ...(focus === 0
      ? []
      : [
          t('panel.export.focus', 'Only stacks through “{{name}}”: {{share}} of the profile', {
            name: nameInSentence(nodeName(tree, focus)),
            share: partText(tree, 0, inFocus, format),
          }),
        ]),
    ...(hidden && hidden.nodes > 0
      ? [
          t('panel.export.hidden', '{{share}} of it is hidden in “other”: the server returned only the biggest nodes', {
            share: partText(tree, focus, hidden, format),
          }),
        ]
      : []),
  ];
}

/** The names of a comparison's sides, as the screen has them. */
export function sideNames(): [baseline: string, compared: string] {
  return [t('panel.export.baseline', 'baseline'), t('panel.export.comparison', 'comparison')];
}

/** Frames from the outermost caller to a node; the root that holds a profile together is none. */
export function framesTo(tree: CallTree, node: NodeIndex): string[] {
  const first = isSyntheticRoot(tree) ? 1 : 0;
  const frames: string[] = [];
  for (let at = node; at >= first; at = tree.parent[at]) {
    frames.push(nodeName(tree, at));
  }
  return frames.reverse();
}
