import { useRef, useState, type RefObject } from 'react';
import { focusScreen } from '../menu/focusScreen';
import { useStable } from '../../useStable';

export interface DetailsKeys {
  /** Counts how often the user asked for the keys to go there; 0 where a link opened them. */
  asked: number;
  /** `from` had the keys, and gets them back. */
  open(from: Element | null): void;
  leave(): void;
}

/** Who has the keys when details of a function are opened and left. */
export function useDetailsKeys(box: RefObject<HTMLElement | null>, bars: RefObject<HTMLElement | null>): DetailsKeys {
  const [asked, setAsked] = useState(0);
  const from = useRef<Element | null>(null);
  const open = useStable((had: Element | null) => {
    from.current = had;
    setAsked(asked + 1);
  });
  const leave = useStable(() => {
    // In a narrow panel the graph is drawn anew first.
    requestAnimationFrame(() => focusScreen(from.current?.isConnected ? from.current : bars.current, box.current));
  });
  return { asked, open, leave };
}
