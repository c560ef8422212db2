import { css } from '@emotion/css';
import React, { useEffect, useState, type RefObject } from 'react';
import { callPathOf } from '../../../pkg/calltree/callPath';
import { NONE } from '../../../pkg/calltree/tree';
import { spokenFrames, type SpokenFrame } from '../../../pkg/flamegraph/spokenFrames';
import { barText } from '../bars/status';
import type { GraphSurface } from '../graph/graphSurface';
import type { ProfileScene, ScreenAction } from '../view/scene';

interface Props {
  surface: RefObject<GraphSurface | null>;
  scene: ProfileScene;
  /** Changes whenever other bars are on screen. */
  width: number;
  height: number;
  before: number;
  label: string;
  act(action: ScreenAction): void;
}

/** Frames at most: what a person would have read to them. */
const MOST = 100;
/** What is on screen while one scrolls or walks on is not for being read, in milliseconds. */
const AT_REST = 300;

/** What the canvas shows, for who does not see it: the frames on screen and the way to the selected one. */
export function SpokenTree({ surface, scene, width, height, before, label, act }: Props) {
  const { tree, focus, folds, selected } = scene;
  const { orientation, comparison } = scene.state;
  const [shown, setShown] = useState<{ folds: object; frames: SpokenFrame[] }>();
  useEffect(() => {
    const timer = setTimeout(() => {
      const current = surface.current;
      if (current) {
        const { layout, viewport } = current;
        setShown({ folds, frames: spokenFrames(layout, tree, viewport, selected, MOST) });
      }
    }, AT_REST);
    return () => clearTimeout(timer);
  }, [surface, tree, focus, folds, selected, orientation, comparison, width, height, before]);
  const chosen = selected === NONE ? NONE : folds.barNodeOf(selected);
  // Until the next ones are there, those before are nodes of another picture.
  const frames = shown?.folds === folds ? shown.frames : [];
  return frames.length === 0 ? null : (
    <div className={unseen} role="tree" aria-label={label} data-testid="hotpath-spoken">
      {frames.map(({ node, level, position, siblings, open }) => (
        <div
          key={node}
          role="treeitem"
          tabIndex={-1}
          aria-level={level}
          aria-posinset={position}
          aria-setsize={siblings ?? -1}
          aria-expanded={open}
          aria-selected={node === chosen}
          aria-label={barText(scene, node)}
          onClick={() => act({ type: 'focus', path: callPathOf(tree, node) })}
        />
      ))}
    </div>
  );
}

const unseen = css({
  position: 'absolute',
  top: 0,
  left: 0,
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
});
