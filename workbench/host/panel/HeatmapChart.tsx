import { useCallback, useMemo } from 'react';
import type uPlot from 'uplot';
import {
  type DataFrame,
  type GrafanaTheme2,
  type PanelData,
  colorManipulator,
  dateTimeFormat,
  formattedValueToString,
  getValueFormat,
} from '@grafana/data';
import { AxisPlacement, ScaleDirection, ScaleOrientation, VisibilityMode, GraphDrawStyle } from '@grafana/schema';
import { SeriesTable, UPlotChart, UPlotConfigBuilder, useTheme2 } from '@grafana/ui';
import { marksBeside } from './plot/marks';
import { NoPlot } from './plot/NoPlot';
import { type OverlayProps, PlotOverlay, type PlotPosition } from './plot/PlotOverlay';
import { type HeatmapCells, cellAt, heatmapCells } from './plot/heatmapCells';

interface Props extends Omit<OverlayProps, 'marks' | 'range'> {
  data: PanelData;
  frame: DataFrame;
  width: number;
  height: number;
}

const LEGEND_HEIGHT = 24;

/** Cells over time and value, the stronger the colour the more fell into them; an empty cell is not drawn. */
export function HeatmapChart({ data, frame, width, height, timeZone, onChangeTimeRange, onOpenLink }: Props) {
  const theme = useTheme2();
  const { from, to } = data.timeRange;
  const heatmap = useMemo(() => heatmapCells(frame), [frame]);
  const config = useMemo(
    () => heatmap && plotConfig(heatmap, [from.valueOf(), to.valueOf()], timeZone, theme),
    [heatmap, from, to, timeZone, theme]
  );
  // uPlot wants a series: two invisible points that span the axes.
  const corners = useMemo(() => {
    const bounds = heatmap?.cells.flatMap(({ yMin, yMax }) => [yMin, yMax]) ?? [];
    const low = bounds.reduce((least, bound) => Math.min(least, bound), Infinity);
    const high = bounds.reduce((most, bound) => Math.max(most, bound), -Infinity);
    return [
      [from.valueOf(), to.valueOf()],
      [low, high],
    ];
  }, [heatmap, from, to]);

  const find = useCallback(
    (plot: uPlot, { left, top }: PlotPosition) =>
      heatmap && cellAt(heatmap, plot.posToVal(left, 'x'), plot.posToVal(top, scaleKeyOf(heatmap))),
    [heatmap]
  );
  const rowAt = useCallback(
    (plot: uPlot, at: PlotPosition) => {
      const cell = find(plot, at);
      return cell && { frame, row: cell.row };
    },
    [find, frame]
  );
  const describe = useCallback(
    (plot: uPlot, at: PlotPosition) => {
      const cell = find(plot, at);
      if (!heatmap || !cell) {
        return null;
      }
      const format = (value: number) => formattedValueToString(getValueFormat(heatmap.unit)(value));
      const time = (value: number) => dateTimeFormat(value, { timeZone });
      return (
        <SeriesTable
          timestamp={`${time(cell.xMin)} – ${time(cell.xMax)}`}
          series={[{ label: `${format(cell.yMin)} – ${format(cell.yMax)}`, value: cell.count.toLocaleString('en-US') }]}
        />
      );
    },
    [find, heatmap, timeZone]
  );

  const marks = useMemo(() => marksBeside([frame], data.annotations), [frame, data.annotations]);
  if (!heatmap?.cells.length || !config) {
    return <NoPlot width={width} height={height} state={data.state} />;
  }
  return (
    <div data-testid="heatmap">
      <UPlotChart config={config} data={corners as never} width={width} height={height - LEGEND_HEIGHT}>
        <PlotOverlay
          config={config}
          marks={marks}
          range={data.timeRange}
          timeZone={timeZone}
          onChangeTimeRange={onChangeTimeRange}
          onOpenLink={onOpenLink}
          describe={describe}
          rowAt={rowAt}
        />
      </UPlotChart>
      <Legend heatmap={heatmap} />
    </div>
  );
}

function Legend({ heatmap }: { heatmap: HeatmapCells }) {
  const theme = useTheme2();
  const stops = [0, 0.25, 0.5, 0.75, 1].map((share) => colorOf(share, theme));
  return (
    <div
      style={{
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'center',
        gap: theme.spacing(1),
        height: LEGEND_HEIGHT,
        fontSize: theme.typography.bodySmall.fontSize,
        color: theme.colors.text.secondary,
      }}
    >
      0
      <div
        style={{ width: 120, height: 8, background: `linear-gradient(to right, ${stops.join(', ')})` }}
        aria-hidden
      />
      {heatmap.maxCount.toLocaleString('en-US')}
    </div>
  );
}

function scaleKeyOf({ unit }: HeatmapCells): string {
  return `${unit}/heatmap`;
}

/** By the square root, so that rare cells are seen beside frequent ones. */
function colorOf(share: number, theme: GrafanaTheme2): string {
  return colorManipulator.alpha(
    theme.visualization.getColorByName('orange'),
    share === 0 ? 0 : 0.15 + 0.85 * Math.sqrt(share)
  );
}

function plotConfig(heatmap: HeatmapCells, range: [number, number], timeZone: string, theme: GrafanaTheme2) {
  const scaleKey = scaleKeyOf(heatmap);
  const format = getValueFormat(heatmap.unit);
  const builder = new UPlotConfigBuilder(timeZone);
  builder.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: () => range,
  });
  builder.addScale({
    scaleKey,
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    range: (_plot, low, high) => [low, high],
  });
  builder.addAxis({ scaleKey: 'x', isTime: true, placement: AxisPlacement.Bottom, timeZone, theme });
  builder.addAxis({
    scaleKey,
    placement: AxisPlacement.Left,
    theme,
    formatValue: (value, decimals) => formattedValueToString(format(Number(value), decimals ?? undefined)),
  });
  builder.addSeries({
    scaleKey,
    theme,
    pathBuilder: () => null,
    drawStyle: GraphDrawStyle.Points,
    showPoints: VisibilityMode.Never,
    show: true,
    dataFrameFieldIndex: { fieldIndex: 1, frameIndex: 0 },
  });
  builder.addHook('drawClear', (plot) => paintCells(plot, heatmap, scaleKey, theme));
  return builder;
}

function paintCells(plot: uPlot, { cells, maxCount }: HeatmapCells, scaleKey: string, theme: GrafanaTheme2): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { xMin, xMax, yMin, yMax, count } of cells) {
    if (count > 0) {
      const [left, right] = [xMin, xMax].map((value) => Math.round(plot.valToPos(value, 'x', true)));
      const [bottom, top] = [yMin, yMax].map((value) => Math.round(plot.valToPos(value, scaleKey, true)));
      ctx.fillStyle = colorOf(count / maxCount, theme);
      ctx.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }
  }
  ctx.restore();
}
