import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

interface RowWindow {
  /** For the element that scrolls. */
  scroller: RefObject<HTMLDivElement>;
  /** The rows that have to be on the page, `[first, end)`. */
  first: number;
  end: number;
  /** Scrolls as little as it takes to bring a row wholly into view. */
  scrollTo(row: number): void;
}

/** Rows beyond the edge that are drawn all the same, so that a slow frame shows no gap. */
const BEYOND = 4;

/**
 * Which rows of a list are in view, all of one height and below a header that stays: a division, where a library for
 * rows of any height is 10 kB on every dashboard.
 */
export function useRowWindow(options: {
  count: number;
  rowHeight: number;
  /** Without the header. */
  height: number;
}): RowWindow {
  const { count, rowHeight, height } = options;
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) {
      return undefined;
    }
    const follow = () => setTop(Math.max(0, Math.floor(element.scrollTop / rowHeight)));
    // A list that has just come on the page is at its top: asking would have the page laid out before its time.
    element.addEventListener('scroll', follow, { passive: true });
    return () => element.removeEventListener('scroll', follow);
  }, [rowHeight]);

  const scrollTo = (row: number) => {
    const element = scroller.current;
    if (!element) {
      return;
    }
    const start = row * rowHeight;
    const shown = Math.max(rowHeight, height);
    if (start < element.scrollTop) {
      element.scrollTop = start;
    } else if (start + rowHeight > element.scrollTop + shown) {
      element.scrollTop = start + rowHeight - shown;
    }
    // Not only when the browser gets to it: the row is focused in the next frame.
    setTop(Math.max(0, Math.floor(element.scrollTop / rowHeight)));
  };

  // A list that became shorter is shown from where it still has rows.
  const shown = Math.ceil(Math.max(0, height) / rowHeight) + 1;
  const first = Math.max(0, Math.min(top, count - shown) - BEYOND);
  return { first, end: Math.min(count, Math.max(top, first) + shown + BEYOND), scrollTo, scroller };
}
