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
  const ask = useCallback(
    async (signal: AbortSignal, show: (first: Applied) => void) => {
      const { applyTransforms } = await loadCode(
        () => import(/* webpackChunkName: "panel-transforms" */ './applyTransforms')
      );
      return applyTransforms(tree, transforms, within, signal, show);
    },
    [tree, transforms, within]
  );
  const answer = useTreeOperation(active ? ask : undefined, 'with rests');
  const unshaped = useMemo(() => ({ tree }), [tree]);
  const current: Shown | undefined = active ? answer : unshaped;
  const [before, setBefore] = useState(current);
  if (current?.suits) {
    // A refresh has a whole picture, which an outline would not better.
    const isRefreshed = before && (before.of ?? before.tree) !== tree;
    return !isRefreshed && current.suits(state) ? current : before;
  }
  if (current && current !== before) {
    setBefore(current);
  }
  return current ?? before;
}
