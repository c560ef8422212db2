import { useEffect, useRef, type PointerEvent } from 'react';

/** As long as Android takes it. */
const LONG = 500;
/** A finger is never quite still. */
const STILL = 10;

/**
 * A finger that rests, where a mouse has a right button. Android sends a context menu of its own then, iOS nothing: it is
 * one menu either way, and the click at the end is none.
 */
export function useLongPress(onLongPress: (x: number, y: number) => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | undefined>(undefined);
  const opened = useRef(false);
  const stop = () => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  useEffect(() => stop, []);
  return {
    start: ({ clientX: x, clientY: y }: PointerEvent) => {
      stop();
      opened.current = false;
      const timer = setTimeout(() => {
        opened.current = true;
        onLongPress(x, y);
      }, LONG);
      press.current = { timer, x, y };
    },
    move: ({ clientX, clientY }: PointerEvent) => {
      if (press.current && Math.hypot(clientX - press.current.x, clientY - press.current.y) > STILL) {
        stop();
      }
    },
    stop,
    /** What is pressed now is no finger. */
    reset: () => {
      stop();
      opened.current = false;
    },
    /** Whether an event is the end of a press that has opened the menu. */
    hasOpened: () => opened.current,
    /** The browser's own context menu came first. */
    open: () => {
      stop();
      opened.current = true;
    },
  };
}
