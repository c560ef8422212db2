import React, { useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2 } from '@grafana/ui';
import { t } from '../../../wording/t';
import type { Suggestion } from './useSuggestions';

interface Props {
  id: string;
  anchor: RefObject<HTMLElement | null>;
  items: Suggestion[];
  active: number;
  loading: boolean;
  problem?: string;
  label: string;
  onTake: (index: number) => void;
}

const LIST_HEIGHT = 264;

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The list below a text with completion. It never takes the focus; the text tells it which row is active. */
export function SuggestionList({ id, anchor, items, active, loading, problem, label, onTake }: Props) {
  const styles = useStyles2(getStyles);
  const place = usePlaceBelow(anchor);

  useEffect(() => {
    document.getElementById(optionId(id, active))?.scrollIntoView?.({ block: 'nearest' });
  }, [id, active]);

  return (
    <Portal>
      <div className={styles.box} style={place}>
        <ul id={id} role="listbox" aria-label={label} className={styles.list} hidden={items.length === 0}>
          {items.map(({ value, description }, index) => (
            <li
              key={value}
              id={optionId(id, index)}
              role="option"
              aria-selected={index === active}
              className={cx(styles.item, index === active && styles.active)}
              // The text must keep the focus, or its list would close before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onTake(index)}
            >
              <span className={styles.value}>{value}</span>
              {description && <span className={styles.description}>{description}</span>}
            </li>
          ))}
        </ul>
        <div role="status" className={cx(styles.status, items.length > 0 && styles.below)}>
          {problem ?? (loading ? t('datasource.selector.loading', 'Loading…') : countText(items.length))}
        </div>
      </div>
    </Portal>
  );
}

function countText(count: number): string {
  return count === 1
    ? t('datasource.selector.one', '1 suggestion')
    : t('datasource.selector.count', '{{count}} suggestions', { count });
}

function usePlaceBelow(anchor: RefObject<HTMLElement | null>): React.CSSProperties {
  const [place, setPlace] = useState<React.CSSProperties>({ visibility: 'hidden' });
  // After every render, since what is typed can move the text; an unchanged place renders nothing again.
  useLayoutEffect(() => {
    const update = () => setPlace((last) => sameOrNew(last, placeBelow(anchor.current)));
    update();
    window.addEventListener('scroll', update, true);
    window.addEventListener('resize', update);
    return () => {
      window.removeEventListener('scroll', update, true);
      window.removeEventListener('resize', update);
    };
  });
  return place;
}

/** Below the text, or above it where there is more room. */
function placeBelow(element: HTMLElement | null): React.CSSProperties {
  if (!element) {
    return { visibility: 'hidden' };
  }
  const { top, bottom, left, width } = element.getBoundingClientRect();
  const roomBelow = window.innerHeight - bottom;
  return {
    ...(roomBelow < LIST_HEIGHT && top > roomBelow ? { bottom: window.innerHeight - top } : { top: bottom }),
    left,
    minWidth: Math.min(width, 320),
    maxWidth: window.innerWidth - left,
  };
}

function sameOrNew(last: React.CSSProperties, next: React.CSSProperties): React.CSSProperties {
  return JSON.stringify(last) === JSON.stringify(next) ? last : next;
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    position: 'fixed',
    zIndex: theme.zIndex.portal,
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
    overflow: 'hidden',
  }),
  list: css({ listStyle: 'none', margin: 0, padding: theme.spacing(0.5), maxHeight: LIST_HEIGHT, overflowY: 'auto' }),
  item: css({
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(3),
    padding: theme.spacing(0.5, 1),
    borderRadius: theme.shape.radius.default,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
  }),
  active: css({ background: theme.colors.action.selected, outline: `1px solid ${theme.colors.border.strong}` }),
  value: css({ fontFamily: theme.typography.fontFamilyMonospace, overflowWrap: 'anywhere' }),
  description: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  status: css({
    padding: theme.spacing(0.5, 1.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    maxWidth: 480,
  }),
  below: css({ borderTop: `1px solid ${theme.colors.border.weak}` }),
});
