import { useMemo, useState } from 'react';
import type { ProfileScene } from '../view/scene';
import type { Beyond } from '../graph/graphSurface';

const MAP_WIDTH = 56;
/** Narrower graphs need all their width for names. */
const LEAST_WIDTH = 700;
const LEAST_HEIGHT = 160;

/** The room of a picture of the whole beside the bars, in pixels; 0 where all of it is on screen already. */
export function useMapWidth({ tree, focus }: ProfileScene, width: number, height: number, beyond: Beyond): number {
  // Beside it there is less room and less may be drawn: in one picture it stays, or it would come and go.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const picture = useMemo(() => ({}), [tree, width, height]);
  const [shown, setShown] = useState<object>();
  const needed = focus !== 0 || beyond.before + beyond.after > 0;
  if (needed ? !shown : shown && shown !== picture) {
    setShown(needed ? picture : undefined);
  }
  return shown && width >= LEAST_WIDTH && height >= LEAST_HEIGHT ? MAP_WIDTH : 0;
}
