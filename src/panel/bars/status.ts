import { NONE, nodeName, wholeOf, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import type { SearchResult } from '../useProfileFacts';
import { matchRank } from '../view/nextMatch';
import type { ProfileScene } from '../view/scene';
import type { ValueFormat } from '../valueFormat';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';

/** What a part of a view is of it, or of the profile where nothing is in focus; of a comparison on each side. */
export function partText(
  tree: CallTree,
  focus: NodeIndex,
  part: { total: number; totalRight?: number },
  format: ValueFormat
): string {
  const { total, totalRight } =
    focus === 0 ? wholeOf(tree) : { total: tree.total[focus], totalRight: tree.totalRight?.[focus] ?? 0 };
  const share = format.share(part.total, total);
  return tree.totalRight ? `${share} → ${format.share(part.totalRight ?? 0, totalRight)}` : share;
}

/**
 * `3 of 12 matches · 41 %` with the third one selected; zoomed in, the share is that of the view, and matches outside of
 * it are counted as such.
 */
export function matchText(
  { tree, focus, selected, format }: Pick<ProfileScene, 'tree' | 'focus' | 'selected' | 'format'>,
  found: SearchResult['found']
) {
  if (!found) {
    return undefined;
  }
  const { inProfile, inView } = found;
  const { nodes } = inProfile;
  const count = nodes.length;
  const rank = count > 1 ? matchRank(tree, nodes, selected) : undefined;
  const values = {
    rank: rank ?? 0,
    count,
    share: partText(tree, focus, inView, format),
    outside: count - inView.nodes.length,
  };
  const matches =
    rank === undefined
      ? t('panel.search.count', '{{count}} matches', { ...values, defaultValue_one: '1 match' })
      : t('panel.search.rank', '{{rank}} of {{count}} matches', values);
  const share = focus === 0 ? values.share : t('panel.search.share-of-view', '{{share}} of this view', values);
  const outside = values.outside > 0 && t('panel.search.outside', '{{outside}} outside', values);
  return [matches, share, outside].filter(Boolean).join(' · ');
}

/** The selected bar, for a screen reader. */
export function selectedText(scene: ProfileScene): string | undefined {
  return scene.selected === NONE ? undefined : barText(scene, scene.selected);
}

/** The bar of a node, for a screen reader. */
export function barText({ tree, folds, format, towardsCallers }: ProfileScene, node: NodeIndex): string {
  const folded = folds.foldedInto(folds.barNodeOf(node)).length;
  const whole = wholeOf(tree);
  const values = {
    name: nameInSentence(nodeName(tree, node)),
    self: format.text(tree.self[node]),
    total: format.text(tree.total[node]),
    share: format.share(tree.total[node], whole.total),
    after: format.share(tree.totalRight?.[node] ?? 0, whole.totalRight),
  };
  return [
    tree.totalRight
      ? t('panel.status.compared', '{{name}}: {{share}} of the baseline, {{after}} of the comparison', values)
      : towardsCallers
        ? t('panel.status.caller', '{{name}}: {{total}}, {{share}} of the profile', values)
        : t('panel.status.bar', '{{name}}: self {{self}}, total {{total}}, {{share}} of the profile', values),
    folded > 0 &&
      t('panel.status.folded', '{{count}} more calls in this row', {
        count: folded,
        defaultValue_one: '1 more call in this row',
      }),
  ]
    .filter(Boolean)
    .join('; ');
}
