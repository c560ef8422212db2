import { css, cx } from '@emotion/css';
import React, { useLayoutEffect, useRef, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { NONE, nodeName, type NodeIndex } from '../../../pkg/calltree/tree';
import { lazyComponent } from '../../loading/lazyComponent';
import type { ScreenProps } from '../view/scene';
import { t } from '../../wording/t';
import { GraphSurface, ROW_HEIGHT, type Beyond } from './graphSurface';
import type { Card } from './HoverCard';
import { MoreRows } from './MoreRows';
import { useAtRest } from '../spoken/useAtRest';
import { useMapWidth } from '../minimap/useMapWidth';
import { useGraphScene } from './useGraphScene';
import { useKeys } from './useKeys';
import { usePicture, usePictureState } from './usePicture';
import { usePointer } from './usePointer';

/** Has no room for words besides its bars. */
const NARROW_GRAPH = 280;

/** Its code is fetched when something is first pointed at. */
const HoverCard = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ './HoverCard')).HoverCard
);

/** A finger has no right button. */
const BarMenuButton = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ './BarMenuButton')).BarMenuButton
);

/** Comes once the bars are there, and what else a page has to load. */
const Companions = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ './Companions')).Companions
);

interface Props extends ScreenProps {
  /** What takes the keys. */
  barsRef: React.RefObject<HTMLElement | null>;
  /** What it shows, for who does not see it: a flame graph by default. */
  label?: string;
  testId?: string;
  /** The bar that is pointed at in another picture of the same tree. */
  pointed?: NodeIndex;
}

/** The bars of a profile, with their card and menu. The pixels are `GraphSurface`'s. */
export const FlameGraph = React.memo(function FlameGraph(props: Props) {
  const {
    scene,
    width: wholeWidth,
    height: room,
    act,
    barsRef,
    label,
    testId = 'hotpath-graph',
    pointed = NONE,
  } = props;
  const styles = useStyles2(getStyles);
  const scroller = useRef<HTMLDivElement>(null);
  const spacer = useRef<HTMLDivElement>(null);
  const outlines = useRef<HTMLCanvasElement>(null);
  const surface = useRef<GraphSurface | null>(null);
  const picture = usePicture(scene);
  const [card, setCard] = usePictureState<Card>(picture);
  const [beyond, setBeyond] = useState<Beyond>({ before: 0, after: 0, open: false });

  const openMenu = (node: NodeIndex, x: number, y: number) => {
    setCard(undefined);
    act({ type: 'menu', of: node, x, y, on: { scene, act } });
  };
  const { hovered, touched, leave, handlers } = usePointer({ surface, scene, picture, act, setCard, openMenu });
  const onKeyDown = useKeys({ surface, scene, act, openMenu });
  const height = wholeRows(room);
  const mapWidth = useMapWidth(scene, wholeWidth, height, beyond);
  const width = wholeWidth - mapWidth;
  const down = scene.state.orientation === 'down';
  const atRest = useAtRest();
  const name = label ?? t('panel.graph.name', 'Flame graph');
  const graphScene = useGraphScene(scene, width, height, hovered === NONE ? pointed : hovered);

  useLayoutEffect(() => {
    const made = new GraphSurface(
      {
        scroller: scroller.current!,
        spacer: spacer.current!,
        bars: barsRef.current as HTMLCanvasElement,
        outlines: outlines.current!,
      },
      (rows) => act({ type: 'scroll', rows }),
      setBeyond
    );
    surface.current = made;
    return () => made.dispose();
  }, [barsRef, act]);

  useLayoutEffect(() => {
    const anchor = surface.current!.show(graphScene);
    // Keys in the table or the search show its bar, and no card over what is around it. What fills the window is not in
    // the page at first, and its bars have no place there.
    if (anchor && barsRef.current?.isConnected && !document.activeElement?.closest('[role=table], input')) {
      setCard({ of: scene.selected, anchor });
    }
  });

  return (
    <div className={styles.graph} style={{ width: wholeWidth }}>
      <div
        ref={scroller}
        className={styles.scroller}
        style={{ width, height }}
        onScroll={() => surface.current!.followScroller() && leave()}
      >
        <div ref={spacer}>
          <div className={styles.screen} style={{ height }}>
            <canvas
              ref={barsRef as React.RefObject<HTMLCanvasElement>}
              className={cx(styles.bars, hovered !== NONE && styles.clickable)}
              tabIndex={0}
              role="application"
              aria-roledescription={t('panel.graph.role', 'flame graph')}
              aria-label={t(
                'panel.graph.label',
                '{{what}}: arrow keys move, Enter zooms in, question mark lists all keys',
                { what: name }
              )}
              data-testid={testId}
              {...handlers}
              onBlur={() => setCard(undefined)}
              onKeyDown={onKeyDown}
            />
            <canvas ref={outlines} className={styles.outlines} aria-hidden />
            {touched && scene.selected !== NONE && (
              <BarMenuButton
                name={nodeName(scene.tree, scene.selected)}
                {...touched}
                onMenu={(x, y) => openMenu(scene.selected, x, y)}
              />
            )}
            <MoreRows
              at={down ? 'top' : 'bottom'}
              rows={beyond.before}
              short={width < NARROW_GRAPH}
              open={false}
              onClick={() => surface.current?.scrollByScreen(-1)}
            />
            <MoreRows
              at={down ? 'bottom' : 'top'}
              rows={beyond.after}
              short={width < NARROW_GRAPH}
              open={beyond.open}
              onClick={() => surface.current?.scrollByScreen(1)}
            />
          </div>
        </div>
        {card && <HoverCard scene={scene} {...card} />}
      </div>
      {atRest && <Companions {...{ surface, scene, graphScene, beyond, mapWidth, act }} label={name} />}
    </div>
  );
});

/** No bar is cut in half at the edge. */
function wholeRows(height: number): number {
  return Math.max(1, Math.floor(height / ROW_HEIGHT)) * ROW_HEIGHT;
}

const getStyles = (theme: GrafanaTheme2) => ({
  graph: css({ display: 'flex', position: 'relative' }),
  scroller: css({ overflowX: 'hidden', overflowY: 'auto', scrollbarGutter: 'stable', scrollbarWidth: 'thin' }),
  screen: css({ position: 'sticky', top: 0, overflow: 'hidden' }),
  bars: css({
    display: 'block',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  clickable: css({ cursor: 'pointer' }),
  outlines: css({ position: 'absolute', top: 0, left: 0, pointerEvents: 'none' }),
});
