import { css } from '@emotion/css';
import React, { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../wording/t';
import type { ScreenAction } from '../view/scene';

interface Props {
  tableWidth: number;
  act(action: ScreenAction): void;
}

/** How far a key moves it, in CSS pixels. */
const STEP = 24;

/** The edge of the function column: dragged, or moved by keys, it takes room from the graph. */
export function WidthHandle({ tableWidth, act }: Props) {
  const styles = useStyles2(getStyles);
  const grabbed = useRef<{ x: number; width: number } | undefined>(undefined);
  const resize = (width: number) => act({ type: 'tableWidth', width });

  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture?.(event.pointerId);
    grabbed.current = { x: event.clientX, width: tableWidth };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (grabbed.current) {
      resize(grabbed.current.width + event.clientX - grabbed.current.x);
    }
  };
  const release = () => {
    grabbed.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (by !== 0) {
      event.preventDefault();
      event.stopPropagation();
      resize(tableWidth + by);
    }
  };

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t('panel.table.function-width', 'Width of the function column')}
      aria-valuenow={tableWidth}
      tabIndex={0}
      className={styles.handle}
      data-testid="hotpath-function-width"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={onKeyDown}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  handle: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    right: theme.spacing(-0.75),
    width: theme.spacing(0.75),
    cursor: 'col-resize',
    touchAction: 'none',
    borderRight: `2px solid ${theme.colors.border.weak}`,
    '&:hover, &:focus-visible': { borderRightColor: theme.colors.primary.border, outline: 'none' },
  }),
});
