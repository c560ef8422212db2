import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { stepName, type CallPath } from '../../../pkg/calltree/callPath';
import type { FunctionIndex } from '../../../pkg/calltree/tree';
import { nextPaint } from '../nextPaint';
import type { ScreenAction } from '../view/scene';
import type { Listed } from './shownTable';

interface Input {
  names: readonly string[];
  /** The function of a row of the table, by its place from the top. */
  functionAt(at: number): FunctionIndex;
  count: number;
  rowsPerPage: number;
  selected: FunctionIndex;
  listed: Listed;
  scroller: RefObject<HTMLElement | null>;
  scrollTo(at: number): void;
  act(action: ScreenAction): void;
}

/**
 * Which row has the keys, and what they mean. A function that is selected elsewhere is brought into view, unless the
 * user goes to it: then what it calls is what there is to see, from the most expensive on.
 */
export function useRowKeys(input: Input) {
  const { names, functionAt, count, rowsPerPage, selected, listed, scroller, scrollTo, act } = input;
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, count - 1);

  const moveTo = (at: number, focus = true) => {
    const next = Math.max(0, Math.min(count - 1, at));
    setActive(next);
    scrollTo(next);
    if (focus) {
      // The row may have to be rendered before it can be focused.
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-at="${next}"]`)?.focus());
    }
  };

  const name: string | undefined = names[selected];
  // By name: in the tree of the next answer it has another number.
  const known = useRef<string>(undefined);
  const shown = useRef(listed);
  const wentByKey = useRef(false);
  const reveal = () => {
    for (let at = 0; at < count; at++) {
      if (functionAt(at) === selected) {
        setActive(at);
        scrollTo(at);
        return;
      }
    }
  };

  useEffect(() => {
    const before = known.current;
    known.current = listed.ready ? name : (name ?? before);
    if (name === undefined || name === before || listed.focus !== shown.current.focus) {
      return undefined;
    }
    let stale = false;
    void nextPaint().then(() => stale || reveal());
    return () => {
      stale = true;
    };
    // Sorting anew must not throw the user back to the selection.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name, listed.ready]);

  useLayoutEffect(() => {
    const before = shown.current;
    if (!listed.ready || sameList(listed, before)) {
      return;
    }
    shown.current = listed;
    // The row that had the keys may have left the page.
    const { activeElement, body } = document;
    const row = activeElement === body && wentByKey.current ? body : activeElement?.closest('[data-at]');
    wentByKey.current = false;
    moveTo(0, row === body || scroller.current?.contains(row ?? null));
    if (listed.focus !== before.focus && name !== undefined && name !== nameAtEnd(listed.focus)) {
      reveal();
    }
  });

  const choose = (at: number, zoom = false) => {
    setActive(at);
    known.current = names[functionAt(at)];
    wentByKey.current = zoom;
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

function nameAtEnd(path: CallPath): string | undefined {
  return path.length === 0 ? undefined : stepName(path[path.length - 1]);
}

function sameList(one: Listed, other: Listed): boolean {
  return (
    one.focus === other.focus &&
    one.transforms === other.transforms &&
    one.search === other.search &&
    one.sort === other.sort
  );
}
