import React from 'react';
import { TreeTable } from '../calltree/TreeTable';
import { useRowFilter } from '../calltree/useRowFilter';
import { t } from '../../wording/t';
import type { ScreenProps } from '../view/scene';
import { useInverted, type InvertedTree as Inverted } from './useInverted';
import { NOWHERE, useInvertedScene } from './useInvertedScene';

/** Functions by what they take themselves, who calls them below, as rows that open. */
export function InvertedTree(props: ScreenProps) {
  const { scene, width, height } = props;
  const inverted = useInverted(scene.tree, scene.focus, scene.state.inverted?.focus ?? NOWHERE);
  return inverted ? <Table {...props} inverted={inverted} /> : <div style={{ width, height, flexShrink: 0 }} />;
}

function Table({ scene, inverted, width, height, act }: ScreenProps & { inverted: Inverted }) {
  const { shown, actHere } = useInvertedScene({ scene, inverted, act });
  const filter = useRowFilter(shown);
  return (
    <TreeTable
      scene={shown}
      act={actHere}
      {...{ width, height, filter }}
      label={t('panel.inverted.tree', 'Inverted tree')}
      testId="hotpath-inverted-tree"
    />
  );
}
