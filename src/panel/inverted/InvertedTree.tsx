import React, { useMemo, useState } from 'react';
import { callPathOf, type CallPath } from '../../../pkg/calltree/callPath';
import { TreeTable } from '../calltree/TreeTable';
import { useRowFilter } from '../calltree/useRowFilter';
import { t } from '../../wording/t';
import type { ScreenProps } from '../view/scene';
import { useFollowed, useInverted } from './useInverted';
import { NOWHERE, useInvertedScene } from './useInvertedScene';

type Followed = NonNullable<ReturnType<typeof useFollowed>>;

/** Functions by what they take themselves, who calls them below, as rows that open. */
export function InvertedTree(props: ScreenProps) {
  const { scene, width, height } = props;
  const path = scene.state.inverted?.focus ?? NOWHERE;
  const inverted = useInverted(scene.tree, scene.focus, path);
  // Rows too small to have their callers in the tree, which the user has opened.
  const [opened, setOpened] = useState<readonly CallPath[]>([]);
  const followed = useFollowed(inverted, path, opened, scene.matches?.functions);
  return followed ? (
    <Table {...props} inverted={followed} onFollow={(one) => setOpened([...opened, one])} />
  ) : (
    <div style={{ width, height, flexShrink: 0 }} />
  );
}

interface Props extends ScreenProps {
  inverted: Followed;
  onFollow(path: CallPath): void;
}

function Table({ scene, inverted, width, height, act, onFollow }: Props) {
  const { shown, actHere } = useInvertedScene({ scene, inverted, act });
  const filter = useRowFilter(shown);
  const { tree, from, found } = inverted;
  const unfollowed = useMemo(() => new Set(tree.unfollowed), [tree]);
  return (
    <TreeTable
      scene={shown}
      act={actHere}
      {...{ width, height }}
      filter={filter ?? (found?.functions === shown.matches?.functions ? found : undefined)}
      growth={{
        from,
        canGrow: (node) => unfollowed.has(node),
        grow: (node) => onFollow(callPathOf(tree, node)),
      }}
      label={t('panel.inverted.tree', 'Inverted tree')}
      testId="hotpath-inverted-tree"
    />
  );
}
