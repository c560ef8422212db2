import type { IconName } from '@grafana/data';
import { callPathOf } from '../../../pkg/calltree/callPath';
import { nodeName, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import { originsOf } from '../../../pkg/flamegraph/origin';
import { nameInSentence } from '../../wording/functionText';
import { t } from '../../wording/t';
import type { Transform } from '../transforms/transform';

interface Entry {
  label: string;
  icon: IconName;
  transform: Transform;
}

/** Beside a name in an entry. */
const WORDS = 20;

/**
 * The transforms by one function, most used first, in so many columns. `towardsCallers` is undefined in the profile's
 * own tree.
 */
export function transformEntries(
  tree: CallTree,
  node: NodeIndex,
  towardsCallers: boolean | undefined,
  columns: number
): Entry[] {
  const name = nodeName(tree, node);
  const { package: of } = originsOf(tree.functions)(tree.function[node]);
  const exactly = { text: name, match: 'name' } as const;
  return [
    {
      label: t('panel.menu.only', 'Only this function, all its calls'),
      icon: 'filter',
      transform: { kind: 'from', ...exactly },
    },
    // A path among callers is none of the profile's.
    ...(towardsCallers === undefined
      ? [
          {
            label: t('panel.menu.only-subtree', 'Only this call of it'),
            icon: 'arrow-down' as const,
            transform: { kind: 'subtree' as const, path: callPathOf(tree, node) },
          },
        ]
      : []),
    {
      label: t('panel.menu.hide-stacks', 'Hide stacks with it'),
      icon: 'eye-slash',
      transform: { kind: 'hide', ...exactly },
    },
    {
      label: t('panel.menu.show-stacks', 'Show only stacks with it'),
      icon: 'eye',
      transform: { kind: 'through', ...exactly },
    },
    {
      label: t('panel.menu.merge', 'Merge it into its callers'),
      icon: 'arrow-up',
      transform: { kind: 'drop', ...exactly },
    },
    {
      label: t('panel.menu.recursion', 'Collapse its recursion'),
      icon: 'sync',
      transform: { kind: 'recursion', name },
    },
    ...(of === ''
      ? []
      : [
          {
            label: t('panel.menu.collapse', 'Show {{name}} as one frame', {
              name: nameInSentence(of, columns - WORDS),
            }),
            icon: 'cube' as const,
            transform: { kind: 'collapse' as const, package: of },
          },
        ]),
  ];
}
