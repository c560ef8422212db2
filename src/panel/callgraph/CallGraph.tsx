import { css, cx } from '@emotion/css';
import React, { useEffect, useId, useRef } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { TopTable } from '../../../pkg/calltree/operations/operations';
import { NONE } from '../../../pkg/calltree/tree';
import type { Box } from '../../../pkg/flamegraph/callgraph/boxPlan';
import { lazyComponent } from '../../loading/lazyComponent';
import { t } from '../../wording/t';
import { BarMenuButton } from '../graph/BarMenuButton';
import type { Card } from '../graph/HoverCard';
import { usePictureState } from '../graph/usePicture';
import { Message } from '../messages/Message';
import type { ScreenProps } from '../view/scene';
import { BOX_COUNTS } from '../view/viewState';
import { Arrows } from './Arrows';
import { BoxCount, COUNT_HEIGHT } from './BoxCount';
import { boxSentence } from './boxText';
import { LINE, PADDING, VALUE_FONT } from './drawnTexts';
import { chosenFunction, useCallGraph } from './useCallGraph';
import { useBoxKeys } from './useBoxKeys';
import { useBoxPointer } from './useBoxPointer';
import { useDrawing } from './useDrawing';
import { usePlanned, type Planned } from './usePlanned';

const HoverCard = lazyComponent(
  async () => (await import(/* webpackChunkName: "panel-menus" */ '../graph/HoverCard')).HoverCard
);

/** What is seen around a box that is brought into view. */
const AROUND = 16;
/** Of the button that opens a menu where a finger has been. */
const TOUCH_SIZE = 28;

interface Props extends ScreenProps {
  /** What takes the keys. */
  barsRef: React.RefObject<HTMLElement | null>;
}

/** The functions that matter as boxes, and who calls whom as arrows. */
export function CallGraph(props: Props) {
  const { scene, width, height, act } = props;
  const graph = useCallGraph(scene);
  const planned = usePlanned(scene, graph, { width, height: height - COUNT_HEIGHT });
  if (graph?.functions.length === 0) {
    return (
      <div style={{ width, height }}>
        <Message
          kind="empty"
          title={t('panel.call-graph.empty', 'No functions in this view')}
          action={
            scene.focus === 0
              ? undefined
              : {
                  label: t('panel.sandwich.whole', 'Show the whole profile'),
                  run: () => act({ type: 'focus', path: [] }),
                }
          }
        />
      </div>
    );
  }
  return planned ? <Boxes {...props} planned={planned} /> : <div style={{ width, height }} />;
}

function Boxes({ scene, planned, width, height, act, barsRef }: Props & { planned: Planned }) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const drawing = useDrawing(scene, planned, { width, height: height - COUNT_HEIGHT });
  const { boxes, calls, plan, scale } = drawing;
  const { graph } = planned;
  const { functions } = graph;
  const nameOf = (at: number) => graph.tree.functions.names[functions.function[at]];
  const [card, setCard] = usePictureState<Card>(plan);
  const active = functions.function.indexOf(chosenFunction(scene));
  const hovered = functions.function.indexOf(scene.hoveredFunction);

  const choose = (at: number, zoom: boolean) => act({ type: 'goToFunction', name: nameOf(at), zoom });
  const openMenu = (at: number, x: number, y: number) => {
    setCard(undefined);
    act({ type: 'menu', of: nameOf(at), x, y });
  };
  const step = BOX_COUNTS.indexOf(scene.state.boxes);
  const canHaveMore = step < BOX_COUNTS.length - 1 && graph.of > scene.state.boxes;
  const change = (by: 1 | -1) => {
    const count = BOX_COUNTS[step + by];
    if (count !== undefined && (by < 0 || canHaveMore)) {
      act({ type: 'boxes', count });
    }
  };
  const boxElement = (at: number) => scroller.current?.querySelector(`[data-box="${at}"]`) ?? undefined;
  const { touched, handlers } = useBoxPointer({ plan, functions, active, choose, openMenu, setCard, act });
  const onKeyDown = useBoxKeys({
    scene,
    drawing,
    active,
    choose,
    openMenu: (at) => {
      const place = boxElement(at)?.getBoundingClientRect();
      openMenu(at, (place?.left ?? 0) + 24, place?.bottom ?? 0);
    },
    change,
    act,
  });

  useEffect(() => {
    const element = active === NONE ? undefined : boxElement(active);
    if (scroller.current && active === NONE) {
      // Until one is chosen, what takes most itself: callers that only hand on are where a graph begins.
      bringToMiddle(scroller.current, plan.boxes[mostSelf(functions)], scale);
    } else if (scroller.current) {
      bringIntoView(scroller.current, plan.boxes[active], scale);
    }
    // Keys have no pointer to rest on what they have come to.
    if (element && barsRef.current === document.activeElement) {
      const { left, top, bottom } = element.getBoundingClientRect();
      setCard({ of: { table: functions, row: active }, anchor: { x: left + 24, top, bottom } });
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [active, plan, scale]);

  return (
    <div style={{ width, height }}>
      <div ref={scroller} className={styles.scroller} style={{ height: height - COUNT_HEIGHT }}>
        <div className={styles.room} style={{ width: plan.width * scale, height: plan.height * scale }}>
          <div className={styles.plane} style={{ width: plan.width, height: plan.height, scale: `${scale}` }}>
            <Arrows {...{ scene, graph, drawing }} lit={hovered === NONE ? active : hovered} />
            <div
              ref={barsRef as React.RefObject<HTMLDivElement>}
              className={styles.boxes}
              role="listbox"
              tabIndex={0}
              aria-label={t(
                'panel.call-graph.label',
                'Call graph: arrow keys move, Enter zooms in, question mark lists all keys'
              )}
              aria-activedescendant={active === NONE ? undefined : `${id}-${active}`}
              data-testid="hotpath-call-graph"
              {...handlers}
              onBlur={() => setCard(undefined)}
              onKeyDown={onKeyDown}
            >
              {boxes.map(({ name, lines, fontSize, paint }, at) => {
                const { x, y, width: wide, height: high } = plan.boxes[at];
                return (
                  <div
                    key={functions.function[at]}
                    id={`${id}-${at}`}
                    data-box={at}
                    role="option"
                    aria-selected={at === active}
                    className={cx(styles.box, at === hovered && styles.hovered, at === active && styles.active)}
                    style={{ left: x, top: y, width: wide, height: high, background: paint.fill, color: paint.text }}
                  >
                    <div aria-hidden className={styles.name} style={{ fontSize }}>
                      {name}
                    </div>
                    {lines.map((line) => (
                      <div key={line} aria-hidden>
                        {line}
                      </div>
                    ))}
                    <div className={styles.unseen}>{boxSentence(scene, graph, calls, at)}</div>
                  </div>
                );
              })}
            </div>
          </div>
          {touched && active !== NONE && (
            <BarMenuButton
              name={nameOf(active)}
              x={touched.x * scale - TOUCH_SIZE}
              y={touched.y * scale - TOUCH_SIZE}
              onMenu={(x, y) => openMenu(active, x, y)}
            />
          )}
        </div>
      </div>
      <BoxCount
        shown={functions.length}
        of={graph.of}
        canHaveFewer={step > 0}
        canHaveMore={canHaveMore}
        indirect={calls.some(({ indirect }) => indirect)}
        change={change}
      />
      {card && <HoverCard scene={scene} {...card} />}
    </div>
  );
}

function mostSelf({ self, selfRight }: TopTable): number {
  const sums = self.map((value, row) => value + (selfRight?.[row] ?? 0));
  return sums.indexOf(Math.max(...sums));
}

function bringToMiddle(scroller: HTMLElement, { x, y, width, height }: Box, scale: number): void {
  scroller.scrollLeft = (x + width / 2) * scale - scroller.clientWidth / 2;
  scroller.scrollTop = (y + height / 2) * scale - scroller.clientHeight / 2;
}

/** Scrolls no further than it takes, and nothing around the graph. */
function bringIntoView(scroller: HTMLElement, { x, y, width, height }: Box, scale: number): void {
  const into = (at: number, room: number, from: number, to: number) =>
    from * scale < at ? from * scale : Math.max(at, to * scale - room);
  scroller.scrollLeft = into(scroller.scrollLeft, scroller.clientWidth, x - AROUND, x + width + AROUND);
  scroller.scrollTop = into(scroller.scrollTop, scroller.clientHeight, y - AROUND, y + height + AROUND);
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroller: css({ display: 'flex', overflow: 'auto', scrollbarWidth: 'thin' }),
  room: css({ position: 'relative', flexShrink: 0, margin: 'auto' }),
  plane: css({ position: 'absolute', top: 0, left: 0, transformOrigin: '0 0' }),
  // Between boxes are the arrows, which say what they are where they are pointed at.
  boxes: css({ position: 'absolute', inset: 0, pointerEvents: 'none', outline: 'none' }),
  box: css({
    position: 'absolute',
    pointerEvents: 'auto',
    cursor: 'pointer',
    overflow: 'hidden',
    padding: `${PADDING / 2}px ${PADDING}px`,
    border: `1px solid ${theme.colors.border.strong}`,
    borderRadius: theme.shape.radius.default,
    fontSize: VALUE_FONT,
    lineHeight: LINE,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  }),
  name: css({
    fontFamily: theme.typography.fontFamilyMonospace,
    whiteSpace: 'pre',
    unicodeBidi: 'isolate',
  }),
  unseen: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
  hovered: css({ outline: `1px solid ${theme.colors.text.maxContrast}`, outlineOffset: 1 }),
  active: css({
    outline: `2px solid ${theme.colors.text.maxContrast}`,
    outlineOffset: 1,
    '[role=listbox]:focus-visible > &': { outlineColor: theme.colors.primary.main, outlineWidth: 3 },
  }),
});
