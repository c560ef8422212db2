import React, { type RefObject } from 'react';
import { callPathOf } from '../../../pkg/calltree/callPath';
import { Minimap } from '../minimap/Minimap';
import { SpokenTree } from '../spoken/SpokenTree';
import type { ProfileScene, ScreenAction } from '../view/scene';
import { ROW_HEIGHT, type Beyond, type GraphScene, type GraphSurface } from './graphSurface';

interface Props {
  surface: RefObject<GraphSurface | null>;
  scene: ProfileScene;
  graphScene: GraphScene;
  beyond: Beyond;
  /** 0 for no map. */
  mapWidth: number;
  /** What the bars show. */
  label: string;
  act(action: ScreenAction): void;
}

/** What goes along with the bars: the whole of them in small, and what is on screen for who does not see it. */
export function Companions({ surface, scene, graphScene, beyond, mapWidth, label, act }: Props) {
  const { width, height } = graphScene;
  const { before, after } = beyond;
  return (
    <>
      {mapWidth > 0 && (
        <Minimap
          scene={graphScene}
          before={before}
          rows={before + height / ROW_HEIGHT + after}
          width={mapWidth}
          onScroll={(rows) => surface.current?.scrollPast(rows)}
          onFocus={(node) => act({ type: 'focus', path: callPathOf(scene.tree, node) })}
        />
      )}
      <SpokenTree {...{ surface, scene, width, height, before, label, act }} />
    </>
  );
}
