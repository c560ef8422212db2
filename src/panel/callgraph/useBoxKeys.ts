import type { KeyboardEvent } from 'react';
import { moveFrom, moveOfKey } from '../../../pkg/flamegraph/callgraph/boxMoves';
import { NONE } from '../../../pkg/calltree/tree';
import type { ProfileScene, ScreenAction } from '../view/scene';
import type { Drawing } from './useDrawing';

interface Input {
  scene: ProfileScene;
  drawing: Drawing;
  /** The box that keys move from; `NONE` until there is one. */
  active: number;
  choose(at: number, zoom: boolean): void;
  openMenu(at: number): void;
  /** More functions (1) or fewer (-1). */
  change(by: 1 | -1): void;
  act(action: ScreenAction): void;
}

/** Keys on the boxes: they move along arrows from the one that is chosen, or from the heaviest where none is yet. */
export function useBoxKeys({ scene, drawing, active, choose, openMenu, change, act }: Input) {
  return (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const at = Math.max(0, active);
    const move = moveOfKey(key, drawing.plan.towards);
    const meanings: Record<string, (() => void) | undefined> = {
      Enter: () => choose(at, true),
      ' ': () => choose(at, true),
      Backspace: () => act({ type: 'zoomOut' }),
      // What can no longer be undone closes what is around.
      Escape: scene.canUndo ? () => act({ type: 'undo' }) : undefined,
      Home: () => act({ type: 'focus', path: [] }),
      i: () => {
        choose(at, false);
        act({ type: 'details', on: true });
      },
      '+': () => change(1),
      '-': () => change(-1),
      '/': () => act({ type: 'goToSearch' }),
      '?': () => act({ type: 'showKeys' }),
      n: () => act({ type: 'nextMatch', direction: 1 }),
      N: () => act({ type: 'nextMatch', direction: -1 }),
      ContextMenu: () => openMenu(at),
      F10: shiftKey ? () => openMenu(at) : undefined,
    };
    const meaning = move
      ? // The first key only shows where one stands.
        () =>
          choose(
            active === NONE ? at : moveFrom(at, move, drawing.plan.boxes, drawing.calls, drawing.plan.towards),
            false
          )
      : meanings[key];
    if (meaning && !ctrlKey && !metaKey && !altKey) {
      event.preventDefault();
      event.stopPropagation();
      meaning();
    }
  };
}
