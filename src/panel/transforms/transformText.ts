import { stepName } from '../../../pkg/calltree/callPath';
import { wholeOf, type CallTree } from '../../../pkg/calltree/tree';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import type { ValueFormat } from '../valueFormat';
import type { Pattern, Transform } from './transform';

/** What a transform does, in a few words. */
export function transformText(transform: Transform): string {
  switch (transform.kind) {
    case 'through':
      return t('panel.transforms.through', 'Stacks with {{what}}', { what: patternText(transform) });
    case 'hide':
      return t('panel.transforms.hide', 'No stacks with {{what}}', { what: patternText(transform) });
    case 'from':
      return t('panel.transforms.from', 'From {{what}} down', { what: patternText(transform) });
    case 'drop':
      return transform.match === 'name'
        ? t('panel.transforms.merge', '{{name}} merged into its callers', { name: nameInSentence(transform.text) })
        : t('panel.transforms.drop', 'No frames of {{what}}', { what: patternText(transform) });
    case 'keep':
      return t('panel.transforms.keep', 'Only frames of {{what}}', { what: patternText(transform) });
    case 'subtree':
      return t('panel.transforms.subtree', 'Only this call of {{name}}', {
        name: nameInSentence(stepName(transform.path[transform.path.length - 1])),
      });
    case 'recursion':
      return transform.name === undefined
        ? t('panel.transforms.recursion-all', 'Recursion collapsed')
        : t('panel.transforms.recursion', 'Recursion of {{name}} collapsed', { name: nameInSentence(transform.name) });
    case 'collapse':
      return t('panel.transforms.collapse', '{{name}} as one frame', { name: nameInSentence(transform.package) });
    case 'group':
      switch (transform.by) {
        case 'package':
          return t('panel.transforms.by-package', 'By package');
        case 'module':
          return t('panel.transforms.by-module', 'By module');
        case 'file':
          return t('panel.transforms.by-file', 'By file');
      }
    // Every case above returns.

    case 'runtime':
      return t('panel.transforms.runtime', 'Runtime and idle hidden');
    case 'application':
      return t('panel.transforms.application', 'Application code only');
    case 'invert':
      return t('panel.transforms.invert', 'Inverted');
  }
}

function patternText({ text, match }: Pattern): string {
  return match === 'regex' ? `/${text}/` : match === 'text' ? `“${nameInSentence(text)}”` : nameInSentence(text);
}

/** `Hidden by filters: 3.2 s · 12 % of the profile`; undefined where nothing is. */
export function takenAwayText(tree: CallTree, format: ValueFormat, brief = false): string | undefined {
  const whole = wholeOf(tree);
  const taken = whole.total - tree.total[0];
  const takenRight = whole.totalRight - (tree.totalRight?.[0] ?? 0);
  if (taken <= 0 && takenRight <= 0) {
    return undefined;
  }
  const share = format.share(taken, whole.total);
  if (tree.totalRight) {
    return t('panel.transforms.hidden-compared', 'Hidden by filters: {{before}} → {{after}} of the profile', {
      before: share,
      after: format.share(takenRight, whole.totalRight),
    });
  }
  return brief || format.kind === 'summed'
    ? t('panel.transforms.hidden-brief', '{{share}} hidden by filters', { share })
    : t('panel.transforms.hidden', 'Hidden by filters: {{amount}} · {{share}} of the profile', {
        amount: format.text(taken),
        share,
      });
}

/** What shaped a profile and what that took away, a sentence each; nothing where nothing did. */
export function shapeLines(transforms: readonly Transform[], tree: CallTree, format: ValueFormat): string[] {
  const active = transforms.filter(({ off }) => !off).map(transformText);
  if (active.length === 0) {
    return [];
  }
  const taken = takenAwayText(tree, format);
  return [
    t('panel.transforms.shaped', 'Transforms: {{list}}', { list: active.join('; ') }),
    ...(taken === undefined ? [] : [taken]),
  ];
}
