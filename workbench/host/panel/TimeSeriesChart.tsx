import { useMemo } from 'react';
import {
  type DataFrame,
  FieldType,
  type PanelData,
  applyFieldOverrides,
  formattedValueToString,
  getDisplayProcessor,
  getFieldDisplayName,
  getFieldSeriesColor,
  outerJoinDataFrames,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import {
  AxisPlacement,
  GraphDrawStyle,
  LegendDisplayMode,
  ScaleDirection,
  ScaleOrientation,
  VisibilityMode,
} from '@grafana/schema';
import { UPlotChart, UPlotConfigBuilder, VizLayout, VizLegend, useTheme2 } from '@grafana/ui';
import { plainFieldConfigRegistry } from '../services/standardFieldConfig';

interface Props {
  data: PanelData;
  frames: DataFrame[];
  width: number;
  height: number;
  timeZone: string;
  onChangeTimeRange: (range: { from: number; to: number }) => void;
}

/** Lines over time for frames with a time field, one scale per unit. */
export function TimeSeriesChart({ data, frames, width, height, timeZone, onChangeTimeRange }: Props) {
  const theme = useTheme2();
  const { from, to } = data.timeRange;

  const joined = useMemo(() => {
    const styled = applyFieldOverrides({
      data: frames,
      theme,
      timeZone,
      fieldConfig: { defaults: { color: { mode: 'palette-classic' } }, overrides: [] },
      fieldConfigRegistry: plainFieldConfigRegistry(),
      replaceVariables: (value) => getTemplateSrv().replace(value),
    });
    const withTime = styled.filter((frame) => frame.fields.some(({ type }) => type === FieldType.time));
    if (!withTime.length) {
      return undefined;
    }
    // Named before they are joined: what tells two series apart is seen between their frames.
    const names = withTime.flatMap((frame) =>
      frame.fields
        .filter(({ type }) => type !== FieldType.time)
        .map((field) => getFieldDisplayName(field, frame, withTime))
    );
    const frame = outerJoinDataFrames({ frames: withTime });
    return frame && { frame, names };
  }, [frames, theme, timeZone]);

  const config = useMemo(() => {
    const builder = new UPlotConfigBuilder(timeZone);
    builder.addScale({
      scaleKey: 'x',
      isTime: true,
      orientation: ScaleOrientation.Horizontal,
      direction: ScaleDirection.Right,
      range: () => [from.valueOf(), to.valueOf()],
    });
    builder.addAxis({ scaleKey: 'x', isTime: true, placement: AxisPlacement.Bottom, timeZone, theme });
    joined?.frame.fields.forEach((field, index) => {
      if (index === 0 || field.type !== FieldType.number) {
        return;
      }
      const scaleKey = field.config.unit ?? 'none';
      const format = field.display ?? getDisplayProcessor({ field, theme, timeZone });
      const { color } = getFieldSeriesColor(field, theme);
      builder.addScale({
        scaleKey,
        orientation: ScaleOrientation.Vertical,
        direction: ScaleDirection.Up,
        softMin: 0,
      });
      builder.addAxis({
        scaleKey,
        theme,
        placement: AxisPlacement.Auto,
        formatValue: (value, decimals) => formattedValueToString(format(value, decimals)),
      });
      builder.addSeries({
        scaleKey,
        theme,
        pathBuilder: undefined,
        drawStyle: GraphDrawStyle.Line,
        lineColor: color,
        lineWidth: 1,
        showPoints: VisibilityMode.Auto,
        pointSize: 5,
        spanNulls: false,
        show: true,
        dataFrameFieldIndex: { fieldIndex: index, frameIndex: 0 },
      });
    });
    builder.setCursor({ drag: { x: true, y: false, setScale: false } });
    builder.addHook('setSelect', (plot) => {
      const { left, width: selected } = plot.select;
      if (selected > 1) {
        onChangeTimeRange({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + selected, 'x') });
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      }
    });
    return builder;
  }, [joined, from, to, timeZone, theme, onChangeTimeRange]);

  if (!joined) {
    return null;
  }
  const items = joined.frame.fields.slice(1).map((field, index) => ({
    label: joined.names[index],
    color: getFieldSeriesColor(field, theme).color,
    yAxis: 1,
  }));
  return (
    <VizLayout
      width={width}
      height={height}
      legend={
        <VizLayout.Legend placement="bottom" maxHeight="35%">
          <VizLegend placement="bottom" displayMode={LegendDisplayMode.List} items={items} />
        </VizLayout.Legend>
      }
    >
      {(plotWidth, plotHeight) => (
        <UPlotChart
          config={config}
          data={joined.frame.fields.map((field) => field.values) as never}
          width={plotWidth}
          height={plotHeight}
        />
      )}
    </VizLayout>
  );
}
