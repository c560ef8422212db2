import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { NONE, type FunctionIndex } from '../../../pkg/calltree/tree';
import { nextPaint } from '../nextPaint';
import type { ScreenAction } from '../view/scene';

interface Input {
  names: readonly string[];
  /** The function of a row of the table, by its place from the top. */
  functionAt(at: number): FunctionIndex;
  count: number;
  rowsPerPage: number;
  selected: FunctionIndex;
  scroller: RefObject<HTMLElement | null>;
  scrollTo(at: number): void;
  act(action: ScreenAction): void;
}

/** Which row has the keys, and what they mean. A function that is selected elsewhere is brought into view. */
export function useRowKeys({ names, functionAt, count, rowsPerPage, selected, scroller, scrollTo, act }: Input) {
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, count - 1);

  const chosenHere = useRef<FunctionIndex>(NONE);
  useEffect(() => {
    if (selected === NONE || selected === chosenHere.current) {
      return undefined;
    }
    let stale = false;
    void nextPaint().then(() => {
      for (let at = 0; at < count && !stale; at++) {
        if (functionAt(at) === selected) {
          setActive(at);
          scrollTo(at);
          return;
        }
      }
    });
    return () => {
      stale = true;
    };
    // Sorting anew must not throw the user back to the selection.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  const choose = (at: number, zoom = false) => {
    setActive(at);
    chosenHere.current = functionAt(at);
    act({ type: 'goToFunction', name: names[functionAt(at)], zoom });
  };

  const openMenu = (at: number, x: number, y: number) => {
    setActive(at);
    act({ type: 'menu', of: names[functionAt(at)], x, y });
  };

  const openMenuByKey = () => {
    const row = scroller.current?.querySelector(`[data-at="${active}"]`)?.getBoundingClientRect();
    openMenu(active, (row?.left ?? 0) + 24, row?.bottom ?? 0);
  };

  const moveTo = (at: number) => {
    const next = Math.max(0, Math.min(count - 1, at));
    setActive(next);
    scrollTo(next);
    // The row may have to be rendered before it can be focused.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-at="${next}"]`)?.focus());
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => moveTo(active + 1),
      ArrowUp: () => moveTo(active - 1),
      PageDown: () => moveTo(active + rowsPerPage),
      PageUp: () => moveTo(active - rowsPerPage),
      Home: () => moveTo(0),
      End: () => moveTo(count - 1),
      Enter: () => choose(active, true),
      ' ': () => choose(active),
      i: () => {
        choose(active);
        act({ type: 'details', on: true });
      },
      ContextMenu: openMenuByKey,
      ...(event.shiftKey && { F10: openMenuByKey }),
      '/': () => act({ type: 'goToSearch' }),
      '?': () => act({ type: 'showKeys' }),
      Escape: () => act({ type: 'undo' }),
    };
    const move = moves[event.key];
    if (move && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      move();
    }
  };

  return { active, choose, openMenu, onKeyDown };
}
