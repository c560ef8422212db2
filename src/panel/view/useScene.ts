import { useMemo, useState } from 'react';
import { findCallPath } from '../../../pkg/calltree/callPath';
import { otherLeaf } from '../../../pkg/calltree/operations/hidden';
import { NONE, wholeOf, type CallTree, type FunctionIndex } from '../../../pkg/calltree/tree';
import { foldable, Folds } from '../../../pkg/flamegraph/folds';
import { profileMeta } from '../../frames/profileMeta';
import type { ProfileFrame } from '../frame/profiles';
import { useLook } from '../look/useLook';
import { useSymbols } from '../look/useSymbols';
import type { PanelSettings } from '../settings/readOptions';
import { useAbove, useSearch, type SearchResult } from '../useProfileFacts';
import { createValueFormat } from '../valueFormat';
import type { Grown, Judged } from './comparison';
import { resolveFocus } from './resolveFocus';
import type { ProfileScene } from './scene';
import type { ViewHandle } from './useView';
import { canUndo, isWhole } from './viewHistory';

interface SceneHandle {
  scene: ProfileScene;
  /** The function that was focused and is not in this profile. */
  missing: string | undefined;
  search: SearchResult;
  setHovered(name: FunctionIndex): void;
}

/** What a view means in a tree: its paths and names are looked up again in each answer. */
export function useScene(
  { frame, value }: ProfileFrame,
  tree: CallTree,
  settings: PanelSettings,
  { history }: ViewHandle,
  judged: Judged | undefined,
  grown: Grown | undefined
): SceneHandle {
  const state = history.now;
  const [hoveredFunction, setHovered] = useState<FunctionIndex>(NONE);
  const { isState, snapshots } = profileMeta(frame) ?? {};
  const { total, totalRight } = wholeOf(tree);
  const whole = total + totalRight;
  const format = useMemo(
    () => createValueFormat(value, { isState, snapshots, whole }),
    [value, isState, snapshots, whole]
  );
  const symbols = useSymbols(tree.functions);
  const look = useLook(settings, state, symbols);
  const isHidden = useMemo(() => otherLeaf(tree), [tree]);
  const { node: focus, missing } = useMemo(
    () => resolveFocus(tree, state.focus, tree.whole !== undefined),
    [tree, state.focus]
  );
  const above = useAbove(tree, state.start === 'application');
  const folds = useMemo(() => {
    const opened = state.unfolded.map((path) => findCallPath(tree, path)).filter((node) => node !== NONE);
    return new Folds(tree, state.folds ? foldable(tree.functions) : undefined, [focus, ...opened], above);
  }, [tree, focus, state.folds, state.unfolded, above]);
  const selected = useMemo(() => (state.selected ? findCallPath(tree, state.selected) : NONE), [tree, state.selected]);
  const selectedFunction = useMemo(
    () => (state.selectedFunction === undefined ? NONE : tree.functions.names.indexOf(state.selectedFunction)),
    [tree, state.selectedFunction]
  );
  const search = useSearch(tree, focus, state.search, symbols);
  const { matches } = search;
  const undoes = canUndo(history);
  // The same while nothing in it changes: what shows it is not rendered anew whenever the host is.
  const scene = useMemo(
    (): ProfileScene => ({
      tree,
      state,
      focus,
      folds,
      selected,
      selectedFunction,
      hoveredFunction,
      isHidden,
      matches,
      format,
      look,
      judged,
      grown,
      canUndo: undoes,
      canReset: !isWhole(state),
      ...(tree.upright && { towardsCallers: true }),
    }),
    [
      tree,
      state,
      focus,
      folds,
      selected,
      selectedFunction,
      hoveredFunction,
      isHidden,
      matches,
      format,
      look,
      judged,
      grown,
      undoes,
    ]
  );
  return { scene, missing, search, setHovered };
}
