import { useEffect, useRef } from 'react';
import type { DataFrame } from '@grafana/data';

/** Empties the lists of frames that a newer answer has replaced, as Grafana's dashboards do to save memory. */
export function useEmptiedFrames(frames: DataFrame[] | undefined): void {
  const before = useRef<DataFrame[]>([]);
  useEffect(() => {
    if (frames) {
      const kept = new Set(listsOf(frames));
      listsOf(before.current)
        .filter((list) => !kept.has(list))
        .forEach((list) => (list.length = 0));
      before.current = frames;
    }
  }, [frames]);
}

function listsOf(frames: DataFrame[]): unknown[][] {
  return frames.flatMap(({ fields }) => fields.map(({ values }) => values));
}
