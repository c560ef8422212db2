import { css } from '@emotion/css';
import React, { useEffect, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2 } from '@grafana/ui';
import { t } from '../wording/t';

interface Props {
  /** Where the content is otherwise: its graph gets the keys back. */
  home: RefObject<HTMLElement | null>;
  /** Draws what fills the window, at the size there is. */
  children(width: number, height: number): ReactNode;
  /** Escape, where nothing inside made use of it. */
  onEscape(): void;
}

const PADDING = 16;

/** Its content over the whole window, whatever the page is. The keys stay in it. */
export function FilledWindow({ home, children, onEscape }: Props) {
  const styles = useStyles2(getStyles);
  const window = useWindowSize();
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    box.current?.focus();
    focusGraph(box.current);
    const left = home.current;
    return () => void requestAnimationFrame(() => focusGraph(left));
  }, [home]);

  const onKeyDown = (event: KeyboardEvent) => {
    // What a menu or dialog of its own makes of a key comes by here, too.
    if (!box.current?.contains(event.target as Node)) {
      return;
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      onEscape();
    } else if (event.key === 'Tab') {
      const stops = Array.from(
        box.current.querySelectorAll<HTMLElement>(
          'a[href], button:not(:disabled), input:not(:disabled), [tabindex="0"]'
        )
      ).filter((one) => one.tabIndex >= 0);
      const end = event.shiftKey ? stops[0] : stops.at(-1);
      if (event.target === end) {
        event.preventDefault();
        (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
      }
    }
  };

  return (
    <Portal>
      <div
        ref={box}
        className={styles.box}
        tabIndex={-1}
        role="dialog"
        aria-modal
        aria-label={t('panel.filled.label', 'Profile in the full window')}
        data-testid="hotpath-filled"
        onKeyDown={onKeyDown}
      >
        {children(window.width - 2 * PADDING, window.height - 2 * PADDING)}
      </div>
    </Portal>
  );
}

/** Gives a graph the keys: at once, or when it is drawn, unless they have gone elsewhere by then. */
function focusGraph(place: HTMLElement | null): void {
  const had = document.activeElement;
  const found = () =>
    place?.querySelector<HTMLElement>('[data-testid="hotpath-graph"]') ??
    place?.querySelector<HTMLElement>('[role=row][tabindex="0"]');
  const graph = found();
  if (graph || !place) {
    graph?.focus();
    return;
  }
  // Transforms are applied before it is drawn.
  const drawn = new MutationObserver(() => {
    const elsewhere = document.activeElement !== had;
    const late = found();
    if (late || elsewhere) {
      drawn.disconnect();
    }
    if (!elsewhere) {
      late?.focus();
    }
  });
  drawn.observe(place, { childList: true, subtree: true });
}

function useWindowSize() {
  const [size, setSize] = useState({ width: window.innerWidth, height: window.innerHeight });
  useEffect(() => {
    const follow = () => setSize({ width: window.innerWidth, height: window.innerHeight });
    window.addEventListener('resize', follow);
    return () => window.removeEventListener('resize', follow);
  }, []);
  return size;
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    position: 'fixed',
    inset: 0,
    padding: PADDING,
    background: theme.colors.background.primary,
    color: theme.colors.text.primary,
    outline: 'none',
  }),
});
