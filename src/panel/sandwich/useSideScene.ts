import { useCallback, useMemo, useState } from 'react';
import { findCallPath, stepName, type CallPath } from '../../../pkg/calltree/callPath';
import { otherLeaf } from '../../../pkg/calltree/operations/hidden';
import { openTree } from '../../../pkg/calltree/operations/openTree';
import { NONE, nodeName, type CallTree } from '../../../pkg/calltree/tree';
import { foldable, Folds } from '../../../pkg/flamegraph/folds';
import { useStable } from '../../useStable';
import { useTreeOperation } from '../useTreeOperation';
import { resolveFocus } from '../view/resolveFocus';
import type { ProfileScene, ScreenAction } from '../view/scene';

interface Input {
  /** Of the whole profile. */
  scene: ProfileScene;
  tree: CallTree;
  /** Whether `tree` is made of the profile as it is now. */
  current: boolean;
  towardsCallers: boolean;
  /** What is zoomed into. */
  path: CallPath;
  zoom(path: CallPath): void;
  goToBars(): void;
  act(action: ScreenAction): void;
}

/** What belongs to one side alone, and to one function. */
interface Own {
  of: string;
  selectedPath?: CallPath;
  scroll: number;
  unfolded: CallPath[];
}

const UNTOUCHED: Omit<Own, 'of'> = { scroll: 0, unfolded: [] };

/**
 * The scene of callers or callees, and what actions on it mean. Functions are selected in the whole view; which of its
 * bars is, how far it is scrolled and what is unfolded is a matter of this side.
 */
export function useSideScene({ scene, tree, current, towardsCallers, path, zoom, goToBars, act }: Input) {
  const { state } = scene;
  // Of another function, nothing is kept.
  const name = nodeName(tree, 0);
  const [kept, setKept] = useState<Own>({ of: name, ...UNTOUCHED });
  const { selectedPath, scroll, unfolded } = kept.of === name ? kept : UNTOUCHED;
  const keep = (change: Partial<Own>) => setKept({ selectedPath, scroll, unfolded, ...change, of: name });

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

  const select = (to: CallPath | undefined) => {
    keep({ selectedPath: to });
    if (to) {
      act({ type: 'select', name: to.length > 0 ? stepName(to[to.length - 1]) : nodeName(tree, 0) });
    }
  };
  const actHere = useStable((action: ScreenAction) => {
    switch (action.type) {
      case 'select':
        return select(action.path);
      case 'focus':
        keep({ selectedPath: action.path });
        return zoom(action.path);
      case 'zoomOut':
        keep({ selectedPath: path.slice(0, -1) });
        return zoom(path.slice(0, -1));
      case 'scroll':
        return keep({ scroll: action.rows });
      case 'unfold':
        return keep({ unfolded: [...unfolded, action.path] });
      case 'goToGraph':
        return goToBars();
      default:
        return act(action);
    }
  });

  const side: ProfileScene = {
    ...scene,
    tree,
    state: {
      ...state,
      focus: path,
      selected: selectedPath,
      orientation: towardsCallers ? 'up' : 'down',
      scroll,
    },
    focus,
    folds,
    selected,
    selectedFunction: current ? scene.selectedFunction : NONE,
    hoveredFunction: current ? scene.hoveredFunction : NONE,
    isHidden,
    matches,
    towardsCallers,
  };
  return { side, actHere };
}
