import type { Matched } from '../../../pkg/calltree/operations/operations';
import { NONE, nodeName, wholeOf } from '../../../pkg/calltree/tree';
import { weight } from '../../../pkg/flamegraph/layout';
import type { ProfileScene } from '../view/scene';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';

/** `12 matches · 41 %`. */
export function matchText({ tree, focus, format }: ProfileScene, matched: Matched): string {
  const values = {
    count: matched.nodes.length,
    share: format.share(matched.total + (matched.totalRight ?? 0), weight(tree, focus)),
  };
  return focus !== 0
    ? t('panel.search.found-here', '{{count}} matches · {{share}} of this view', {
        ...values,
        defaultValue_one: '1 match · {{share}} of this view',
      })
    : t('panel.search.found', '{{count}} matches · {{share}}', {
        ...values,
        defaultValue_one: '1 match · {{share}}',
      });
}

/** The selected bar, for a screen reader. */
export function selectedText({ tree, folds, selected, format, towardsCallers }: ProfileScene): string | undefined {
  if (selected === NONE) {
    return undefined;
  }
  const folded = folds.foldedInto(folds.barNodeOf(selected)).length;
  const values = {
    name: nameInSentence(nodeName(tree, selected)),
    self: format.text(tree.self[selected]),
    total: format.text(tree.total[selected]),
    share: format.share(tree.total[selected], wholeOf(tree).total),
  };
  return [
    towardsCallers
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
