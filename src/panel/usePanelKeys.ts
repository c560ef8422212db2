import { useEffect, useRef, type KeyboardEvent as ReactKeyboardEvent, type RefObject } from 'react';
import { useStable } from '../useStable';

/** A radio button takes no text. */
const TAKES_TEXT = 'input:not([type=radio])';

/**
 * `f` and `?`, with the keys anywhere in `box` but where one types; `f` also while the pointer is over it and nothing on
 * the page has the keys, when `?` is Grafana's. Returns what takes the keys of the box.
 */
export function usePanelKeys(box: RefObject<HTMLElement | null>, fill: () => void, showKeys: () => void) {
  const over = useRef(false);
  const act = useStable(fill);

  useEffect(() => {
    const element = box.current;
    if (!element) {
      return undefined;
    }
    const enter = () => {
      over.current = true;
    };
    const leave = () => {
      over.current = false;
    };
    const onKey = (event: KeyboardEvent) => {
      if (over.current && keyOf(event) === 'f' && (document.activeElement ?? document.body) === document.body) {
        act();
      }
    };
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', leave);
    document.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', leave);
      document.removeEventListener('keydown', onKey);
    };
  }, [box, act]);

  return (event: ReactKeyboardEvent) => {
    const run = { f: fill, '?': showKeys }[keyOf(event) ?? ''];
    if (run && event.currentTarget.contains(event.target as Node) && !(event.target as Element).matches(TAKES_TEXT)) {
      event.preventDefault();
      event.stopPropagation();
      run();
    }
  };
}

function keyOf({ key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>) {
  return ctrlKey || metaKey || altKey ? undefined : key;
}
