import { useCallback, useState } from 'react';
import { callGraph, type CallGraph } from '../../../pkg/calltree/callgraph/callGraph';
import { openTree } from '../../../pkg/calltree/operations/openTree';
import { SharedAnswers } from '../../../pkg/calltree/operations/shared';
import { inSlices } from '../../../pkg/calltree/slices';
import { NONE, uprightOf, type CallTree, type FunctionIndex, type NodeIndex } from '../../../pkg/calltree/tree';
import { weight } from '../../../pkg/flamegraph/sides';
import { useTreeOperation } from '../useTreeOperation';
import type { ProfileScene } from '../view/scene';

/** A call graph with the tree that it was made of. While the next one is made, it stays. */
export interface MadeGraph extends CallGraph {
  tree: CallTree;
  root: NodeIndex;
}

const graphs = new SharedAnswers<MadeGraph>();

/** The most expensive functions of the view, and the one that is chosen. */
export function useCallGraph(scene: ProfileScene): MadeGraph | undefined {
  const { tree, root } = uprightOf(scene.tree, scene.focus);
  const { minShare } = scene.look;
  const { boxes: count } = scene.state;
  const [added, setAdded] = useState<{ tree: CallTree; function: FunctionIndex }>();
  const always = added?.tree === tree ? added.function : NONE;
  const ask = useCallback(
    (signal: AbortSignal) => askCallGraph({ tree, root, count, minShare, always }, signal),
    [tree, root, count, minShare, always]
  );
  const made = useTreeOperation(ask, 'with rests');
  // One that has a box already is chosen there, and all stay where they are.
  const chosen = chosenFunction(scene);
  if (chosen !== NONE && chosen !== always && made?.tree === tree && !made.functions.function.includes(chosen)) {
    setAdded({ tree, function: chosen });
  }
  return made;
}

interface Question {
  tree: CallTree;
  root: NodeIndex;
  count: number;
  minShare: number;
  always: FunctionIndex;
}

/** Worked out once for all who ask. */
export function askCallGraph(
  { tree, root, count, minShare, always }: Question,
  signal: AbortSignal
): Promise<MadeGraph> {
  const options = { root, count, least: minShare * weight(tree, root), always: [always] };
  const working = async (given: AbortSignal) => {
    const table = await openTree(tree).topTable(root, given);
    return { tree, root, ...(await inSlices(callGraph(tree, table, options), given)) };
  };
  return graphs.ask(tree, [root, count, minShare, always].join(), working, signal);
}

export function chosenFunction({ tree, selected, selectedFunction }: ProfileScene): FunctionIndex {
  return selectedFunction === NONE && selected !== NONE ? tree.function[selected] : selectedFunction;
}
