import React, { useRef } from 'react';
import { css } from '@emotion/css';
import type { CallPath } from '../../../pkg/calltree/callPath';
import { uprightOf } from '../../../pkg/calltree/tree';
import { selectedText } from '../bars/status';
import { FlameGraph } from '../graph/FlameGraph';
import { t } from '../../wording/t';
import type { ScreenProps } from '../view/scene';
import type { Around } from './useAround';
import { useSideScene } from './useSideScene';

interface Props extends ScreenProps {
  around: Around;
  side: 'callers' | 'callees';
  path: CallPath;
  zoom(path: CallPath): void;
  /** What takes the keys, where something outside has to know. */
  barsRef?: React.RefObject<HTMLElement | null>;
}

/** The flame graph of callers or of callees. */
export function Side({ scene, around, side, path, zoom, width, height, act, barsRef }: Props) {
  const own = useRef<HTMLElement>(null);
  const bars = barsRef ?? own;
  const towardsCallers = side === 'callers';
  const { side: sideScene, actHere } = useSideScene({
    scene,
    tree: around.tree,
    current: around.of === uprightOf(scene.tree, 0).tree,
    towardsCallers,
    path,
    zoom,
    goToBars: () => bars.current?.focus(),
    act,
  });
  return (
    <>
      <FlameGraph
        scene={sideScene}
        width={width}
        height={height}
        act={actHere}
        barsRef={bars}
        label={towardsCallers ? t('panel.sandwich.callers', 'Callers') : t('panel.sandwich.callees', 'Callees')}
        testId={`hotpath-${side}`}
      />
      <div className={unseen} role="status" aria-live="polite" data-testid={`hotpath-${side}-status`}>
        {selectedText(sideScene)}
      </div>
    </>
  );
}

const unseen = css({
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
});
