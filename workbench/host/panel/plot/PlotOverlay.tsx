import { css } from '@emotion/css';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type uPlot from 'uplot';
import { type DataFrame, type GrafanaTheme2, type LinkModel, type SplitOpen, type TimeRange } from '@grafana/data';
import { ContextMenu, MenuItem, Portal, type UPlotConfigBuilder, VizTooltipContainer, useStyles2 } from '@grafana/ui';
import { linksOfRow } from '../dataLinks';
import { AnnotationMarks } from './AnnotationMarks';
import { ExemplarPoints } from './ExemplarPoints';
import { type Point, marksOf } from './marks';

/** Where something lies on the plot, in CSS pixels from its upper left corner. */
export interface PlotPosition {
  left: number;
  top: number;
}

export interface OverlayProps {
  /** Frames with the topic "annotations": notes and exemplars. */
  marks: DataFrame[] | undefined;
  timeZone: string;
  range: TimeRange;
  onChangeTimeRange: (range: { from: number; to: number }) => void;
  /** Takes links into Explore; without it they are addresses. */
  onOpenLink?: SplitOpen;
}

interface Props extends OverlayProps {
  config: UPlotConfigBuilder;
  /** What is under the pointer, in words. */
  describe: (plot: uPlot, at: PlotPosition) => ReactNode;
  /** The row whose links a click there offers. */
  rowAt?: (plot: uPlot, at: PlotPosition) => Pick<Point, 'frame' | 'row'> | undefined;
}

/** What lies over a plot: notes, exemplars, the words under the pointer, a menu of links, and choosing a range by dragging. */
export function PlotOverlay(props: Props) {
  const { config, marks, range, onOpenLink, describe, rowAt, timeZone } = props;
  const styles = useStyles2(getStyles);
  const [drawn, setDrawn] = useState<{ plot: uPlot }>();
  const [pointer, setPointer] = useState<PlotPosition>();
  const [menu, setMenu] = useState<{ x: number; y: number; links: LinkModel[] }>();
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  // The plot is made by the parent after this effect, so the hooks are in place when it is.
  useLayoutEffect(() => {
    config.setCursor({ drag: { x: true, y: false, setScale: false } });
    config.addHook('draw', (plot) => setDrawn({ plot }));
    config.addHook('destroy', () => setDrawn(undefined));
    config.addHook('setCursor', ({ cursor: { left = -1, top = -1 } }) =>
      setPointer(left < 0 ? undefined : { left, top })
    );
    config.addHook('setSelect', (plot) => {
      const { left, width } = plot.select;
      if (width > 1) {
        const [from, to] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')];
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        latest.current.onChangeTimeRange({ from, to });
      }
    });
  }, [config]);

  const plot = drawn?.plot;
  const offer = (at: Pick<Point, 'frame' | 'row'> | undefined, x: number, y: number) => {
    const links = at ? linksOfRow(at.frame, at.row, range, onOpenLink) : [];
    if (links.length) {
      setMenu({ x, y, links });
    }
  };
  useEffect(() => {
    if (!plot || !rowAt) {
      return;
    }
    const click = (event: MouseEvent) => {
      if (event.target !== plot.over) {
        return;
      }
      const { left = -1, top = -1 } = plot.cursor;
      const row = rowAt(plot, { left, top });
      const links = row ? linksOfRow(row.frame, row.row, range, onOpenLink) : [];
      if (links.length) {
        setMenu({ x: event.clientX, y: event.clientY, links });
      }
    };
    plot.over.addEventListener('click', click);
    return () => plot.over.removeEventListener('click', click);
  }, [plot, rowAt, range, onOpenLink]);

  const { annotations, points } = useMemo(() => marksOf(marks), [marks]);
  if (!plot) {
    return null;
  }
  const corner = plot.over.getBoundingClientRect();
  // A mark has words of its own.
  const onMark = plot.over.querySelector('button:hover') !== null;
  const words = pointer && !menu && !onMark ? describe(plot, pointer) : undefined;
  return (
    <>
      {createPortal(
        <>
          <AnnotationMarks plot={plot} annotations={annotations} timeZone={timeZone} />
          <ExemplarPoints plot={plot} points={points} timeZone={timeZone} onPick={offer} />
        </>,
        plot.over
      )}
      {words && pointer && (
        <Portal>
          <VizTooltipContainer
            className={styles.tooltip}
            position={{ x: corner.left + pointer.left, y: corner.top + pointer.top }}
            offset={{ x: 12, y: 12 }}
          >
            {words}
          </VizTooltipContainer>
        </Portal>
      )}
      {menu && (
        <ContextMenu
          x={menu.x}
          y={menu.y}
          onClose={() => setMenu(undefined)}
          renderMenuItems={() =>
            menu.links.map((link, index) => (
              <MenuItem
                key={index}
                label={link.title}
                icon="link"
                url={link.onClick ? undefined : link.href}
                target={link.target}
                onClick={link.onClick}
              />
            ))
          }
        />
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tooltip: css({ zIndex: theme.zIndex.portal, pointerEvents: 'none' }),
});
