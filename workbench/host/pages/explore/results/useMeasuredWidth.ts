import { useCallback, useState } from 'react';

/** The element's width in CSS pixels, as it changes. */
export function useMeasuredWidth(): [ref: (element: HTMLElement | null) => void | (() => void), width: number] {
  const [width, setWidth] = useState(0);
  const [observer] = useState(
    () => new ResizeObserver((entries) => setWidth(Math.floor(entries[entries.length - 1].contentRect.width)))
  );
  const ref = useCallback(
    (element: HTMLElement | null) => {
      observer.disconnect();
      if (element) {
        observer.observe(element);
      }
    },
    [observer]
  );
  return [ref, width];
}
