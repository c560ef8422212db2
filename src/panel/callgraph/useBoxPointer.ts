import { useRef, type MouseEvent, type PointerEvent } from 'react';
import type { TopTable } from '../../../pkg/calltree/operations/operations';
import { NONE } from '../../../pkg/calltree/tree';
import type { BoxPlan } from '../../../pkg/flamegraph/callgraph/boxPlan';
import type { Card } from '../graph/HoverCard';
import { useLongPress } from '../graph/useLongPress';
import { usePictureState } from '../graph/usePicture';
import type { ScreenAction } from '../view/scene';

interface Input {
  plan: BoxPlan;
  functions: TopTable;
  /** The box that is chosen; `NONE` for none. */
  active: number;
  choose(at: number, zoom: boolean): void;
  openMenu(at: number, x: number, y: number): void;
  setCard(card: Card | undefined): void;
  act(action: ScreenAction): void;
}

/** Mouse and touch on the boxes: a click chooses, a double click or a finger's second tap zooms. */
export function useBoxPointer({ plan, functions, active, choose, openMenu, setCard, act }: Input) {
  const pointerType = useRef('mouse');
  const over = useRef(NONE);
  const [touched, setTouched] = usePictureState<{ x: number; y: number }>(plan);
  const longPress = useLongPress((x, y) => {
    const at = boxOf(document.elementFromPoint(x, y));
    if (at !== NONE) {
      openMenu(at, x, y);
    }
  });

  const hover = (at: number) => {
    if (over.current !== at) {
      over.current = at;
      act({ type: 'hover', name: at === NONE ? NONE : functions.function[at] });
    }
  };
  const leave = () => {
    longPress.stop();
    setCard(undefined);
    hover(NONE);
  };

  return {
    /** The right upper corner of the box that a finger has chosen, in the plan. */
    touched,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        pointerType.current = event.pointerType;
        if (event.pointerType === 'touch') {
          longPress.start(event);
        } else {
          longPress.reset();
        }
      },
      onPointerMove: (event: PointerEvent) => {
        longPress.move(event);
        const box = event.target instanceof Element ? event.target.closest('[data-box]') : null;
        if (!box) {
          leave();
          return;
        }
        const { top, bottom } = box.getBoundingClientRect();
        setCard({ of: { table: functions, row: boxOf(box) }, anchor: { x: event.clientX, top, bottom } });
        hover(boxOf(box));
      },
      onPointerCancel: longPress.stop,
      onPointerLeave: (event: PointerEvent) => {
        longPress.stop();
        // A finger leaves when it is lifted.
        if (event.pointerType !== 'touch') {
          leave();
        }
      },
      onClick: (event: MouseEvent) => {
        longPress.stop();
        const at = boxOf(event.target);
        if (at === NONE || longPress.hasOpened()) {
          return;
        }
        const byTouch = pointerType.current === 'touch';
        const { x, y, width } = plan.boxes[at];
        setTouched(byTouch ? { x: x + width, y } : undefined);
        choose(at, byTouch && at === active);
      },
      onDoubleClick: (event: MouseEvent) => {
        const at = boxOf(event.target);
        if (at !== NONE && pointerType.current !== 'touch') {
          choose(at, true);
        }
      },
      onContextMenu: (event: MouseEvent) => {
        const at = boxOf(event.target);
        if (at === NONE) {
          return;
        }
        event.preventDefault();
        if (!longPress.hasOpened()) {
          longPress.open();
          openMenu(at, event.clientX, event.clientY);
        }
      },
    },
  };
}

/** The number of the box that an element is in; `NONE` where it is in none. */
function boxOf(element: EventTarget | null): number {
  const box = element instanceof Element ? element.closest('[data-box]') : null;
  return box ? Number(box.getAttribute('data-box')) : NONE;
}
