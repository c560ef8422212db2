import React from 'react';
import { t } from '../../wording/t';
import type { ScreenProps } from '../view/scene';
import { TreeTable } from './TreeTable';
import { useRowFilter } from './useRowFilter';

/** Who calls what, from the root of the view down. */
export function CallTreeScreen({ scene, width, height, act }: ScreenProps) {
  const filter = useRowFilter(scene);
  return (
    <TreeTable
      {...{ scene, width, height, act, filter }}
      label={t('panel.tree.label', 'Call tree')}
      testId="hotpath-calltree"
    />
  );
}
