import { css, cx } from '@emotion/css';
import React, { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { otherLeaf } from '../../../pkg/calltree/operations/hidden';
import { NONE, type CallTree, type FunctionIndex, type NodeIndex } from '../../../pkg/calltree/tree';
import { callPathOf, type CallPath } from '../../../pkg/calltree/callPath';
import { functionBuckets, type ColourBy } from '../../../pkg/flamegraph/colour';
import { labelsOf } from '../../../pkg/flamegraph/labels';
import { rowAt, type Orientation } from '../../../pkg/flamegraph/geometry';
import { createPalette } from '../../../pkg/flamegraph/palette';
import type { SearchMatches } from '../../../pkg/flamegraph/painter';
import { neighbourInRow } from '../../../pkg/flamegraph/hitTest';
import type { ValueFormat } from '../valueFormat';
import { BarMenu, type OpenMenu } from './BarMenu';
import { nodeCard, runCard, type CardContent } from './cardContent';
import { graphKey } from './graphKeys';
import { biggestOfRun, GraphSurface, ROW_HEIGHT } from './graphSurface';
import { HoverCard, type Anchor } from './HoverCard';
import { functionText } from '../../wording/functionText';
import { t } from '../../wording/t';
import { usePixelRatio } from './usePixelRatio';
import type { ViewAction } from '../view/viewHistory';

interface Props {
  tree: CallTree;
  focus: NodeIndex;
  /** The bar that keys move from; `NONE` until there is one. */
  selected: NodeIndex;
  /** What `selected` was found by: a new one is brought on screen, the same one after a refresh is not. */
  selectedPath: CallPath | undefined;
  selectedFunction: FunctionIndex;
  hoveredFunction: FunctionIndex;
  width: number;
  height: number;
  orientation: Orientation;
  colourBy: ColourBy;
  matches: SearchMatches | undefined;
  format: ValueFormat;
  /** Rows scrolled past. */
  scroll: number;
  canUndo: boolean;
  canReset: boolean;
  graphRef: React.RefObject<HTMLCanvasElement | null>;
  dispatch: React.Dispatch<ViewAction>;
  onHoverFunction(name: FunctionIndex): void;
  onStepMatch(direction: 1 | -1): void;
  onSearch(): void;
  onHelp(): void;
  onSay(text: string): void;
}

interface Card {
  picture: object;
  content: CardContent;
  anchor: Anchor;
}

/** Where scrolling has come to rest, in milliseconds without a further scroll event. */
const SCROLL_REST = 150;

export function FlameGraph(props: Props) {
  const { tree, focus, selected, selectedPath, width, height, orientation, colourBy, matches, format } = props;
  const { selectedFunction, hoveredFunction, scroll, canUndo, canReset, graphRef, dispatch, onHoverFunction } = props;
  const { onStepMatch, onSearch, onHelp, onSay } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const pixelRatio = usePixelRatio();

  const scroller = useRef<HTMLDivElement>(null);
  const spacer = useRef<HTMLDivElement>(null);
  const outlines = useRef<HTMLCanvasElement>(null);
  const surface = useRef<GraphSurface>();
  const pointer = useRef({ type: 'mouse', selecting: false });
  const knownScroll = useRef(0);
  const [gutter, setGutter] = useState(0);
  // What was pointed at is somewhere else once the bars move: it counts for the picture it was seen in only.
  const picture = usePicture(tree, focus, orientation);
  const [hover, setHover] = useState<{ picture: object; node: NodeIndex }>();
  const [shownCard, setCard] = useState<Card>();
  const [menu, setMenu] = useState<OpenMenu>();
  const hovered = hover?.picture === picture ? hover.node : NONE;
  const card = shownCard?.picture === picture ? shownCard : undefined;

  const palette = useMemo(() => createPalette(theme.isDark ? 'dark' : 'light'), [theme.isDark]);
  const isHidden = useMemo(() => otherLeaf(tree), [tree]);
  const valueText = useCallback(
    (node: NodeIndex) =>
      tree.totalRight
        ? `${format.share(tree.total[node], tree.total[0])} → ${format.share(tree.totalRight[node], tree.totalRight[0])}`
        : `${format.text(tree.total[node])} · ${format.share(tree.total[node], tree.total[0])}`,
    [tree, format]
  );

  useLayoutEffect(() => {
    surface.current = new GraphSurface({
      scroller: scroller.current!,
      spacer: spacer.current!,
      bars: graphRef.current!,
      outlines: outlines.current!,
    });
    setGutter(scroller.current!.offsetWidth - scroller.current!.clientWidth);
  }, [graphRef]);

  const graphWidth = Math.max(1, width - gutter);

  useLayoutEffect(() => {
    surface.current!.setShape({ tree, focus, width: graphWidth, height, orientation, pixelRatio });
  }, [tree, focus, graphWidth, height, orientation, pixelRatio]);

  const scrollRest = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(scrollRest.current), []);
  const reportScroll = useCallback(() => {
    clearTimeout(scrollRest.current);
    scrollRest.current = setTimeout(() => {
      knownScroll.current = surface.current!.scrolledRows;
      dispatch({ type: 'scroll', rows: knownScroll.current });
    }, SCROLL_REST);
  }, [dispatch]);

  // A step back, or a link, says where to scroll; what this graph has itself reported is already so.
  useLayoutEffect(() => {
    if (scroll !== knownScroll.current) {
      knownScroll.current = scroll;
      surface.current!.scrollTo(scroll * ROW_HEIGHT);
    }
  }, [scroll, tree]);

  useLayoutEffect(() => {
    const byPointer = pointer.current.selecting;
    pointer.current.selecting = false;
    if (selected === NONE) {
      return;
    }
    if (selected === focus) {
      surface.current!.scrollToFocus();
    } else {
      surface.current!.scrollToNode(selected);
    }
    reportScroll();
    const anchor = surface.current!.anchorOf(selected);
    if (!byPointer && anchor) {
      setCard({ picture, content: nodeCard(tree, selected, focus, isHidden(selected), format), anchor });
    }
    // Only a new selection is shown: after a refresh the reader stays where they are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedPath]);

  useLayoutEffect(() => {
    surface.current!.setLook({
      palette,
      buckets: functionBuckets(tree.functions, colourBy),
      labels: labelsOf(tree.functions, functionText),
      font: `12px ${theme.typography.fontFamilyMonospace}`,
      matches,
      valueText,
      isHidden,
    });
    surface.current!.paint();
  }, [
    tree,
    focus,
    graphWidth,
    height,
    orientation,
    pixelRatio,
    scroll,
    palette,
    colourBy,
    matches,
    valueText,
    isHidden,
    theme,
    selectedPath,
  ]);

  useLayoutEffect(() => {
    surface.current!.setMarks({
      selected,
      hovered,
      selectedFunction,
      hoveredFunction,
      color: theme.colors.text.maxContrast,
      mutedColor: theme.colors.text.secondary,
    });
    surface.current!.paintMarks();
  }, [
    tree,
    focus,
    graphWidth,
    height,
    orientation,
    pixelRatio,
    selected,
    hovered,
    selectedFunction,
    hoveredFunction,
    theme,
  ]);

  useEffect(() => {
    const fonts = document.fonts;
    const repaint = () => {
      surface.current?.forgetFont();
      surface.current?.paint();
    };
    fonts?.addEventListener('loadingdone', repaint);
    return () => fonts?.removeEventListener('loadingdone', repaint);
  }, []);

  const onScroll = () => {
    if (!surface.current!.followScroller()) {
      return;
    }
    surface.current!.paint();
    leave();
    reportScroll();
  };

  const leave = () => {
    setHover(undefined);
    setCard(undefined);
    onHoverFunction(NONE);
  };

  const barUnder = (event: React.MouseEvent) => {
    const rect = graphRef.current!.getBoundingClientRect();
    const x = event.clientX - rect.left;
    const y = event.clientY - rect.top;
    const bar = surface.current!.barAt(x, y);
    return { x, row: rowAt(surface.current!.viewport, y), bar };
  };

  const onPointerMove = (event: React.PointerEvent) => {
    const { x, row, bar } = barUnder(event);
    if (bar === NONE) {
      leave();
      return;
    }
    const { layout } = surface.current!;
    const node = layout.node[bar];
    const run = layout.merged[bar] > 0;
    const anchor = surface.current!.anchorAt(row, x);
    if (node === hovered && card) {
      setCard({ picture, content: card.content, anchor });
      return;
    }
    setHover({ picture, node: run ? NONE : node });
    onHoverFunction(run ? NONE : tree.function[node]);
    const content = run ? runCard(tree, layout, bar, format) : nodeCard(tree, node, focus, isHidden(node), format);
    setCard({ picture, content, anchor });
  };

  const onClick = (event: React.MouseEvent) => {
    const { bar } = barUnder(event);
    if (bar === NONE) {
      return;
    }
    const { layout } = surface.current!;
    const node = layout.merged[bar] > 0 ? biggestOfRun(layout, tree, bar) : layout.node[bar];
    pointer.current.selecting = true;
    // A finger cannot hover: its first touch shows the card, its second zooms.
    if (node === focus || (pointer.current.type === 'touch' && node !== selected)) {
      dispatch({ type: 'select', path: callPathOf(tree, node) });
    } else {
      dispatch({ type: 'focus', path: callPathOf(tree, node) });
    }
  };

  const onContextMenu = (event: React.MouseEvent) => {
    const { bar } = barUnder(event);
    event.preventDefault();
    if (bar === NONE) {
      return;
    }
    const { layout } = surface.current!;
    const node = layout.merged[bar] > 0 ? biggestOfRun(layout, tree, bar) : layout.node[bar];
    setCard(undefined);
    setMenu({ tree, node, x: event.clientX, y: event.clientY });
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const at = selected === NONE ? focus : selected;
    const { layout } = surface.current!;
    const meaning = graphKey(
      event,
      tree,
      at,
      orientation,
      (node) => surface.current!.isDrawn(node),
      (node, direction) => neighbourInRow(layout, tree, node, direction)
    );
    if (!meaning || (meaning.type === 'undo' && !canUndo)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    switch (meaning.type) {
      case 'move':
        // The first key only shows where one stands.
        dispatch({ type: 'select', path: callPathOf(tree, selected === NONE ? at : meaning.to) });
        break;
      case 'focus':
        dispatch({ type: 'focus', path: callPathOf(tree, at) });
        break;
      case 'zoomOut':
        dispatch({ type: 'zoomOut' });
        break;
      case 'undo':
        dispatch({ type: 'undo' });
        break;
      case 'home':
        dispatch({ type: 'focus', path: callPathOf(tree, 0) });
        break;
      case 'search':
        onSearch();
        break;
      case 'help':
        onHelp();
        break;
      case 'match':
        onStepMatch(meaning.direction);
        break;
      case 'menu': {
        const anchor = surface.current!.anchorOf(at);
        if (anchor) {
          setCard(undefined);
          setMenu({ tree, node: at, x: anchor.x, y: anchor.bottom });
        }
      }
    }
  };

  return (
    <div ref={scroller} className={styles.scroller} style={{ width, height }} onScroll={onScroll}>
      <div ref={spacer}>
        <div className={styles.screen} style={{ height }}>
          <canvas
            ref={graphRef as React.RefObject<HTMLCanvasElement>}
            className={cx(styles.bars, hovered !== NONE && styles.clickable)}
            tabIndex={0}
            role="application"
            aria-roledescription={t('panel.graph.role', 'flame graph')}
            aria-label={t(
              'panel.graph.label',
              'Flame graph: arrow keys move, Enter zooms in, question mark lists all keys'
            )}
            data-testid="hotpath-graph"
            onPointerDown={(event) => {
              pointer.current.type = event.pointerType;
            }}
            onPointerMove={onPointerMove}
            onPointerLeave={leave}
            onBlur={() => setCard(undefined)}
            onClick={onClick}
            onContextMenu={onContextMenu}
            onKeyDown={onKeyDown}
          />
          <canvas ref={outlines} className={styles.outlines} aria-hidden />
        </div>
      </div>
      {card && !menu && <HoverCard content={card.content} anchor={card.anchor} />}
      {menu && (
        <BarMenu
          {...menu}
          canReset={canReset}
          dispatch={dispatch}
          onCopied={onSay}
          onClose={() => {
            setMenu(undefined);
            graphRef.current?.focus();
          }}
        />
      )}
    </div>
  );
}

/** A new object whenever one of the three changes. It does not hold them: a refresh must let go of the tree before it. */
function usePicture(tree: CallTree, focus: NodeIndex, orientation: Orientation): object {
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => ({}), [tree, focus, orientation]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroller: css({ overflowX: 'hidden', overflowY: 'auto', scrollbarGutter: 'stable', scrollbarWidth: 'thin' }),
  screen: css({ position: 'sticky', top: 0, overflow: 'hidden' }),
  bars: css({
    display: 'block',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  clickable: css({ cursor: 'pointer' }),
  outlines: css({ position: 'absolute', top: 0, left: 0, pointerEvents: 'none' }),
});
