import { css } from '@emotion/css';
import React from 'react';
import { selectedText } from '../bars/status';
import { FlameGraph } from '../graph/FlameGraph';
import { t } from '../../wording/t';
import type { ScreenProps } from '../view/scene';
import { useInverted, type InvertedTree } from './useInverted';
import { NOWHERE, useInvertedScene } from './useInvertedScene';

interface Props extends ScreenProps {
  /** What takes the keys. */
  barsRef: React.RefObject<HTMLElement | null>;
}

/** Functions by what they take themselves, who calls them below, as a flame graph. */
export function InvertedGraph(props: Props) {
  const { scene, width, height } = props;
  const inverted = useInverted(scene.tree, scene.focus, scene.state.inverted?.focus ?? NOWHERE);
  return inverted ? <Graph {...props} inverted={inverted} /> : <div style={{ width, height }} />;
}

function Graph({ scene, inverted, width, height, act, barsRef }: Props & { inverted: InvertedTree }) {
  const { shown, actHere } = useInvertedScene({ scene, inverted, act });
  return (
    <>
      <FlameGraph
        scene={shown}
        act={actHere}
        {...{ width, height, barsRef }}
        label={t('panel.inverted.graph', 'Inverted flame graph')}
        testId="hotpath-inverted-graph"
      />
      <div className={unseen} role="status" aria-live="polite" data-testid="hotpath-inverted-status">
        {selectedText(shown)}
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
