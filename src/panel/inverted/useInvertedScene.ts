import { useCallback, useMemo, useState } from 'react';
import { callPathOf, findCallPath, type CallPath } from '../../../pkg/calltree/callPath';
import { otherLeaf } from '../../../pkg/calltree/operations/hidden';
import { openTree } from '../../../pkg/calltree/operations/openTree';
import { NONE } from '../../../pkg/calltree/tree';
import { foldable, Folds } from '../../../pkg/flamegraph/folds';
import { nextMatch } from '../view/nextMatch';
import { resolveFocus } from '../view/resolveFocus';
import type { ProfileScene, ScreenAction } from '../view/scene';
import { useStable } from '../../useStable';
import { useTreeOperation } from '../useTreeOperation';
import type { InvertedTree } from './useInverted';

interface Input {
  /** Of the profile as it is. */
  scene: ProfileScene;
  inverted: InvertedTree;
  act(action: ScreenAction): void;
}

/** Zoomed into nothing. Always the same: what is asked depends on it. */
export const NOWHERE: CallPath = [];

/** The scene of a tree upside down, and what actions on it mean. How far it is scrolled is a matter of this picture. */
export function useInvertedScene({ scene, inverted, act }: Input) {
  const { tree, of, root } = inverted;
  const { state } = scene;
  const path = state.inverted?.focus ?? NOWHERE;
  const selectedPath = state.inverted?.selected;
  // While the next one is made, numbers of functions and nodes are of the one before.
  const current = of === scene.tree && root === scene.focus;
  const [scroll, setScroll] = useState(0);
  const [unfolded, setUnfolded] = useState<CallPath[]>([]);

  const focus = useMemo(() => resolveFocus(tree, path).node, [tree, path]);
  const selected = useMemo(() => (selectedPath ? findCallPath(tree, selectedPath) : NONE), [tree, selectedPath]);
  const folds = useMemo(() => {
    const opened = unfolded.map((one) => findCallPath(tree, one)).filter((node) => node !== NONE);
    return new Folds(tree, state.folds ? foldable(tree.functions) : undefined, [focus, ...opened]);
  }, [tree, focus, state.folds, unfolded]);
  const isHidden = useMemo(() => otherLeaf(tree), [tree]);

  const functions = current ? scene.matches?.functions : undefined;
  const find = useCallback(
    async (signal: AbortSignal) => ({
      functions,
      nodes: functions && (await openTree(tree).matched(functions, 0, signal)).nodes,
    }),
    [tree, functions]
  );
  const found = useTreeOperation(functions && find);
  const nodes = found?.functions === functions ? found?.nodes : undefined;
  const matches = useMemo(() => functions && { functions, nodes: nodes ?? new Uint32Array(0) }, [functions, nodes]);

  const actHere = useStable((action: ScreenAction) => {
    switch (action.type) {
      case 'select':
        return act({ type: 'inverted', selected: action.path });
      case 'focus':
        return act({ type: 'inverted', focus: action.path, selected: action.path });
      case 'zoomOut': {
        const out = path.slice(0, -1);
        return act({ type: 'inverted', focus: out, selected: out });
      }
      case 'nextMatch': {
        const match = matches ? nextMatch(tree, matches.nodes, selected, action.direction) : NONE;
        return match === NONE ? undefined : act({ type: 'inverted', selected: callPathOf(tree, match) });
      }
      case 'scroll':
        return setScroll(action.rows);
      case 'unfold':
        return setUnfolded([...unfolded, action.path]);
      default:
        return act(action);
    }
  });

  const shown: ProfileScene = {
    ...scene,
    tree,
    state: { ...state, focus: path, selected: selectedPath, scroll },
    focus,
    folds,
    selected,
    selectedFunction: current ? scene.selectedFunction : NONE,
    hoveredFunction: current ? scene.hoveredFunction : NONE,
    isHidden,
    matches,
    towardsCallers: true,
    inverted: true,
  };
  return { shown, actHere };
}
