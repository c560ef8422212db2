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
import { type HeatmapCells, EMPTY, cellAt, colorShare, heatmapCells } from './plot/heatmapCells';

interface Props extends Omit<OverlayProps, 'marks' | 'range'> {
  data: PanelData;
  frame: DataFrame;
  /** Counts where the colours begin and end; by default the least and the most there is. */
  color?: ColorRange;
  width: number;
  height: number;
}

export interface ColorRange {
  min?: number;
  max?: number;
}

const LEGEND_HEIGHT = 24;

/** Cells over time and value, coloured as Grafana's panel does by default; an empty cell is not drawn. */
export function HeatmapChart(props: Props) {
  const { data, frame, color, width, height, timeZone, onChangeTimeRange, onOpenLink } = props;
  const theme = useTheme2();
  const { from, to } = data.timeRange;
  const heatmap = useMemo(() => heatmapCells(frame), [frame]);
  const config = useMemo(
    () => heatmap && plotConfig(heatmap, [from.valueOf(), to.valueOf()], timeZone, theme, color),
    [heatmap, from, to, timeZone, theme, color]
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
          series={[{ label: `${format(cell.yMin)} – ${format(cell.yMax)}`, value: countText(cell.count) }]}
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
      <Legend heatmap={heatmap} color={color} />
    </div>
  );
}

const countText = (count: number) => count.toLocaleString('en-US', { maximumFractionDigits: 2 });

function Legend({ heatmap, color = {} }: { heatmap: HeatmapCells; color?: ColorRange }) {
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
      {countText(color.min ?? heatmap.minCount)}
      <div
        style={{ width: 120, height: 8, background: `linear-gradient(to right, ${stops.join(', ')})` }}
        aria-hidden
      />
      {countText(color.max ?? heatmap.maxCount)}
    </div>
  );
}

function scaleKeyOf({ unit }: HeatmapCells): string {
  return `${unit}/heatmap`;
}

/** ColorBrewer's Oranges, Grafana's default scheme for heatmaps. */
const ORANGES = [
  [255, 245, 235],
  [253, 208, 162],
  [253, 141, 60],
  [217, 72, 1],
  [127, 39, 4],
];

/** From nearly the background to the strongest: in the dark theme the scheme is turned around. */
function colorOf(share: number, theme: GrafanaTheme2): string {
  const at = (theme.isDark ? 1 - share : share) * (ORANGES.length - 1);
  const from = ORANGES[Math.floor(at)];
  const to = ORANGES[Math.ceil(at)];
  return `rgb(${from.map((part, i) => Math.round(part + (to[i] - part) * (at % 1))).join(', ')})`;
}

function plotConfig(
  heatmap: HeatmapCells,
  range: [number, number],
  timeZone: string,
  theme: GrafanaTheme2,
  color?: ColorRange
) {
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
  builder.addHook('drawClear', (plot) => paintCells(plot, heatmap, scaleKey, theme, color));
  return builder;
}

function paintCells(
  plot: uPlot,
  heatmap: HeatmapCells,
  scaleKey: string,
  theme: GrafanaTheme2,
  color?: ColorRange
): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const { xMin, xMax, yMin, yMax, count } of heatmap.cells) {
    if (count > EMPTY) {
      const [left, right] = [xMin, xMax].map((value) => Math.round(plot.valToPos(value, 'x', true)));
      const [bottom, top] = [yMin, yMax].map((value) => Math.round(plot.valToPos(value, scaleKey, true)));
      ctx.fillStyle = colorOf(colorShare(count, heatmap, color), theme);
      ctx.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
    }
  }
  ctx.restore();
}
