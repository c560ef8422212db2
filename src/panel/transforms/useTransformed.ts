import { useCallback, useMemo, useState } from 'react';
import type { CallPath } from '../../../pkg/calltree/callPath';
import type { CallTree } from '../../../pkg/calltree/tree';
import { loadCode } from '../../loading/loadCode';
import { useTreeOperation } from '../useTreeOperation';
import type { Applied } from './applyTransforms';
import type { ViewState } from '../view/viewState';

type Shown = Pick<Applied, 'tree'> & Partial<Applied>;

const NO_PATH: CallPath = [];

/**
 * The profile as its transforms shape it. Until that is worked out it is what was shown before, and undefined where
 * nothing was; where an outline suits the view, it is that in between.
 */
export function useTransformed(tree: CallTree, state: ViewState): Shown | undefined {
  const { transforms, focus } = state;
  const active = transforms.some(({ off }) => !off);
  // An inverted tree is worked out in detail where the user looks.
  const within = transforms.some(({ kind, off }) => kind === 'invert' && !off) ? focus : NO_PATH;
  const [before, setBefore] = useState<Shown>();
  // A refresh has a whole picture, which an outline would not better.
  const outlinedFor = (before?.of ?? before?.tree ?? tree) === tree && state;
  const ask = useCallback(
    async (signal: AbortSignal, show: (first: Applied) => void) => {
      const { applyTransforms } = await loadCode(
        () => import(/* webpackChunkName: "panel-transforms" */ './applyTransforms')
      );
      return applyTransforms(tree, transforms, within, signal, show, outlinedFor);
    },
    // An outline is for the view as it is when the question comes up.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [tree, transforms, within]
  );
  const answer = useTreeOperation(active ? ask : undefined, 'with rests');
  const unshaped = useMemo(() => ({ tree }), [tree]);
  const current: Shown | undefined = active ? answer : unshaped;
  if (current?.suits) {
    return current.suits(state) ? current : before;
  }
  if (current && current !== before) {
    setBefore(current);
  }
  return current ?? before;
}
