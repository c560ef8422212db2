import type { KeyboardEvent } from 'react';
import { callPathOf } from '../../../pkg/calltree/callPath';
import { NONE } from '../../../pkg/calltree/tree';
import { neighbourInRow } from '../../../pkg/flamegraph/hitTest';
import { lastBeside } from '../../../pkg/flamegraph/keyboardMoves';
import { graphKey } from './graphKeys';
import { unfolding } from '../menu/unfolding';
import type { GraphInput } from './usePointer';

/** Keys on the bars: they move from the selected one, or from the focus where none is selected yet. */
export function useKeys({ surface, scene, act, openMenu }: Omit<GraphInput, 'picture' | 'setCard'>) {
  const { tree, focus, folds, selected, canUndo, state } = scene;

  return (event: KeyboardEvent) => {
    if (!surface.current) {
      return;
    }
    const { layout } = surface.current;
    const at = selected === NONE ? focus : selected;
    const meaning = graphKey(
      event,
      tree,
      at,
      state.orientation,
      folds,
      (node, direction) => neighbourInRow(layout, tree, node, direction),
      (node, direction) => lastBeside(layout, tree, node, direction),
      layout.sides
    );
    if (!meaning || (meaning.type === 'undo' && !canUndo)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    switch (meaning.type) {
      case 'move':
        // The first key only shows where one stands.
        act({ type: 'select', path: callPathOf(tree, selected === NONE ? at : meaning.to) });
        break;
      case 'focus':
        act({ type: 'focus', path: callPathOf(tree, at) });
        break;
      case 'unfold':
        if (folds.foldedInto(folds.barNodeOf(at)).length > 0) {
          act(unfolding(tree, folds.barNodeOf(at)));
        }
        break;
      case 'home':
        act({ type: 'focus', path: [] });
        break;
      case 'details':
        if (selected === NONE) {
          act({ type: 'select', path: callPathOf(tree, at) });
        }
        act({ type: 'details', on: true });
        break;
      case 'menu': {
        const anchor = surface.current.anchorOf(at);
        if (anchor) {
          openMenu(at, anchor.x, anchor.bottom);
        }
        break;
      }
      default:
        act(meaning);
    }
  };
}
