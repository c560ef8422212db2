import { css } from '@emotion/css';
import React, { useEffect, useLayoutEffect, useRef, useState, type PointerEvent } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { NONE, type NodeIndex } from '../../../pkg/calltree/tree';
import { barAt, biggestOfRun, placeOf } from '../../../pkg/flamegraph/hitTest';
import type { BarLayout } from '../../../pkg/flamegraph/layout';
import { ROW_HEIGHT, type GraphScene } from '../graph/graphSurface';
import { layOutMap, mapRow, mapRows, mapTop, paintMap } from './paintMap';

interface Props {
  /** What the bars beside it show. */
  scene: GraphScene;
  /** How many rows are out of view towards the root, and how many there are as far as is known. */
  before: number;
  rows: number;
  /** In CSS pixels, the space beside the bars included. */
  width: number;
  onScroll(rows: number): void;
  onFocus(node: NodeIndex): void;
}

const GAP = 6;

/**
 * The whole profile in small, with what is on screen of it marked. All it does can be done by keys on the bars, so it is
 * for those alone who see it.
 */
export function Minimap({ scene, before, rows, width: room, onScroll, onFocus }: Props) {
  const styles = useStyles2(getStyles);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { tree, folds, sides, focus, height, orientation, pixelRatio, palette, buckets, nodeBuckets } = scene;
  const { matches, named, isHidden } = scene;
  const width = room - GAP;
  const [layout, setLayout] = useState<BarLayout>();
  useEffect(() => {
    const controller = new AbortController();
    layOutMap(tree, width, folds, sides, controller.signal).then(setLayout, () => {
      // Another picture is on its way.
    });
    return () => controller.abort();
  }, [tree, width, folds, sides]);
  // Until the next one is there, the one before has other nodes.
  const current = layout?.folds === folds ? layout : undefined;
  const lines = mapRows(Math.max(rows, current?.rows ?? 0), height, orientation);
  const { thickness } = lines;

  useLayoutEffect(() => {
    const context = current && canvas.current?.getContext('2d');
    if (context) {
      const parts = { tree, buckets, nodeBuckets, matches, named, isHidden, palette, pixelRatio };
      paintMap(context, { ...parts, layout: current }, { height, thickness, orientation });
    }
  }, [
    current,
    tree,
    buckets,
    nodeBuckets,
    matches,
    named,
    isHidden,
    palette,
    pixelRatio,
    height,
    thickness,
    orientation,
  ]);

  const onScreen = height / ROW_HEIGHT;
  const view = current && placeOf(current, tree, focus);

  const place = ({ clientX, clientY, currentTarget }: PointerEvent) => {
    const box = currentTarget.getBoundingClientRect();
    return { x: clientX - box.left, row: mapRow(lines, clientY - box.top) };
  };
  const scrollTo = (event: PointerEvent) => onScroll(Math.max(0, place(event).row - onScreen / 2));
  const onPointerDown = (event: PointerEvent) => {
    const { x, row } = place(event);
    if (current && view && (x < view.start || x > view.end)) {
      const bar = barAt(current, Math.floor(row), x);
      if (bar !== NONE) {
        onFocus(current.merged[bar] > 0 ? biggestOfRun(current, tree, bar) : current.node[bar]);
      }
      return;
    }
    event.currentTarget.setPointerCapture?.(event.pointerId);
    scrollTo(event);
  };

  return (
    <div
      className={styles.map}
      style={{ width, height, marginLeft: GAP }}
      aria-hidden
      data-testid="hotpath-minimap"
      onPointerDown={onPointerDown}
      onPointerMove={(event) =>
        event.buttons > 0 && event.currentTarget.hasPointerCapture?.(event.pointerId) && scrollTo(event)
      }
    >
      <canvas
        ref={canvas}
        width={Math.round(width * pixelRatio)}
        height={Math.round(height * pixelRatio)}
        style={{ width, height }}
      />
      {view && (
        <div
          className={styles.view}
          data-testid="hotpath-minimap-view"
          style={{
            left: view.start,
            width: Math.max(4, view.end - view.start),
            top: mapTop(lines, before, onScreen),
            height: onScreen * thickness,
          }}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  map: css({
    position: 'relative',
    overflow: 'hidden',
    flexShrink: 0,
    cursor: 'pointer',
    touchAction: 'none',
    userSelect: 'none',
    background: theme.colors.background.secondary,
    '& canvas': { display: 'block' },
    '@media print': { display: 'none' },
  }),
  view: css({
    position: 'absolute',
    pointerEvents: 'none',
    border: `2px solid ${theme.colors.text.maxContrast}`,
    borderRadius: 2,
    boxShadow: `0 0 0 1px ${theme.colors.background.canvas}`,
  }),
});
