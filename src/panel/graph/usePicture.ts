import { useCallback, useMemo, useState } from 'react';
import type { ProfileScene } from '../view/scene';

/** A new object whenever bars stand elsewhere. It does not hold the tree: a refresh must let go of the one before it. */
export function usePicture({ tree, focus, folds, state: { orientation, comparison } }: ProfileScene): object {
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => ({}), [tree, focus, folds, orientation, comparison]);
}

/** State about what is in a picture: undefined again once the bars stand elsewhere. */
export function usePictureState<T>(picture: object): readonly [T | undefined, (value: T | undefined) => void] {
  const [kept, setKept] = useState<{ picture: object; value: T }>();
  const set = useCallback(
    (value: T | undefined) => setKept(value === undefined ? undefined : { picture, value }),
    [picture]
  );
  return [kept?.picture === picture ? kept.value : undefined, set];
}
