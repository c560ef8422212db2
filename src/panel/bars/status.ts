import type { Matched } from '../../../pkg/calltree/operations/operations';
import { NONE, nodeName } from '../../../pkg/calltree/tree';
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
export function selectedText({ tree, selected, format }: ProfileScene): string | undefined {
  return selected === NONE
    ? undefined
    : t('panel.status.bar', '{{name}}: self {{self}}, total {{total}}, {{share}} of the profile', {
        name: nameInSentence(nodeName(tree, selected)),
        self: format.text(tree.self[selected]),
        total: format.text(tree.total[selected]),
        share: format.share(tree.total[selected], tree.total[0]),
      });
}
