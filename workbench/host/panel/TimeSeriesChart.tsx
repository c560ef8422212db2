import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type uPlot from 'uplot';
import {
  type DataFrame,
  EventBusSrv,
  type FieldConfigSource,
  FieldType,
  type PanelData,
  applyFieldOverrides,
  applyNullInsertThreshold,
  dateTimeFormat,
  formattedValueToString,
  getFieldDisplayName,
  getFieldSeriesColor,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import {
  GraphDrawStyle,
  type GraphFieldConfig,
  LegendDisplayMode,
  VisibilityMode,
  type VizLegendOptions,
} from '@grafana/schema';
import {
  type PanelContext,
  PanelContextProvider,
  SeriesTable,
  SeriesVisibilityChangeMode,
  TimeSeries,
  useTheme2,
} from '@grafana/ui';
import { plainFieldConfigRegistry } from '../services/standardFieldConfig';
import { marksBeside } from './plot/marks';
import { NoPlot } from './plot/NoPlot';
import { type OverlayProps, PlotOverlay } from './plot/PlotOverlay';

interface Props extends Omit<OverlayProps, 'marks' | 'range'> {
  data: PanelData;
  frames: DataFrame[];
  fieldConfig?: FieldConfigSource;
  legend?: Partial<VizLegendOptions>;
  width: number;
  height: number;
}

const NO_FIELD_CONFIG: FieldConfigSource = { defaults: {}, overrides: [] };
const LEGEND: VizLegendOptions = {
  showLegend: true,
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  calcs: [],
};

/** What Grafana's panel of this kind sets where a dashboard sets nothing. */
const LINES: GraphFieldConfig = {
  drawStyle: GraphDrawStyle.Line,
  lineWidth: 1,
  pointSize: 5,
  showPoints: VisibilityMode.Auto,
  spanNulls: false,
};

/** Lines over time, as Grafana draws them: a gap stays a gap, a scale for each unit, a legend that hides and shows. */
export function TimeSeriesChart(props: Props) {
  const { data, frames, fieldConfig = NO_FIELD_CONFIG, legend, width, height, timeZone } = props;
  const theme = useTheme2();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());

  const shown = useMemo(() => {
    const drawable = frames.filter(
      ({ length, fields }) =>
        length > 0 &&
        fields.some(({ type }) => type === FieldType.time) &&
        fields.some(({ type }) => type === FieldType.number)
    );
    const { defaults, overrides } = fieldConfig;
    const styled = applyFieldOverrides({
      data: drawable,
      theme,
      timeZone,
      fieldConfig: { defaults: { color: { mode: 'palette-classic' }, ...defaults }, overrides },
      fieldConfigRegistry: plainFieldConfigRegistry(),
      replaceVariables: (value, scopedVars, format) => getTemplateSrv().replace(value, scopedVars, format),
    });
    const withGaps = styled.map((frame) =>
      applyNullInsertThreshold({
        frame,
        refFieldPseudoMin: data.timeRange.from.valueOf(),
        refFieldPseudoMax: data.timeRange.to.valueOf(),
      })
    );
    return withGaps.map((frame) => ({
      ...frame,
      fields: frame.fields.map((field) => {
        const viz = hidden.has(getFieldDisplayName(field, frame, styled));
        const custom = { ...LINES, ...defaults.custom, ...field.config.custom, hideFrom: { viz, legend: false, tooltip: viz } };
        return field.type === FieldType.time ? field : { ...field, config: { ...field.config, custom } };
      }),
    }));
  }, [frames, fieldConfig, theme, timeZone, hidden, data.timeRange]);

  const context = useMemo<PanelContext>(() => {
    const names = shown.flatMap((frame) =>
      frame.fields
        .filter(({ type }) => type !== FieldType.time)
        .map((field) => getFieldDisplayName(field, frame, shown))
    );
    return {
      eventsScope: 'global',
      eventBus: new EventBusSrv(),
      onToggleSeriesVisibility: (label, mode) =>
        setHidden((before) => toggled(before, names, [label ?? []].flat(), mode)),
    };
  }, [shown]);

  if (!shown.length) {
    return <NoPlot width={width} height={height} state={data.state} />;
  }
  return (
    <PanelContextProvider value={context}>
      <TimeSeries
        frames={shown}
        timeRange={data.timeRange}
        timeZone={timeZone}
        width={width}
        height={height}
        legend={{ ...LEGEND, ...legend }}
      >
        {(config, aligned) => <Overlay {...props} config={config} aligned={aligned} shown={shown} />}
      </TimeSeries>
    </PanelContextProvider>
  );
}

interface OverlayOverLines extends Props {
  config: Parameters<typeof PlotOverlay>[0]['config'];
  /** All series on one time axis, in the order the plot has them. */
  aligned: DataFrame;
  shown: DataFrame[];
}

function Overlay(props: OverlayOverLines): ReactNode {
  const { config, aligned, shown, data, timeZone, onChangeTimeRange, onOpenLink } = props;
  const theme = useTheme2();
  const describe = useCallback(
    (plot: uPlot) => {
      const index = plot.cursor.idx;
      if (index === null || index === undefined) {
        return null;
      }
      const rows = aligned.fields.slice(1).flatMap((field) => {
        const value = field.values[index];
        if (value === null || value === undefined || field.config.custom?.hideFrom?.viz) {
          return [];
        }
        const { frameIndex = 0, fieldIndex = 0 } = field.state?.origin ?? {};
        const origin = shown[frameIndex].fields[fieldIndex];
        return {
          label: getFieldDisplayName(origin, shown[frameIndex], shown),
          value: origin.display ? formattedValueToString(origin.display(value)) : String(value),
          color: getFieldSeriesColor(origin, theme).color,
        };
      });
      const time = dateTimeFormat(aligned.fields[0].values[index], { timeZone });
      return rows.length ? <SeriesTable timestamp={time} series={rows} /> : null;
    },
    [aligned, shown, theme, timeZone]
  );
  const marks = useMemo(() => marksBeside(shown, data.annotations), [shown, data.annotations]);
  return (
    <PlotOverlay
      config={config}
      marks={marks}
      range={data.timeRange}
      timeZone={timeZone}
      onChangeTimeRange={onChangeTimeRange}
      onOpenLink={onOpenLink}
      describe={describe}
    />
  );
}

/** A click shows a series alone, or all again; with a modifier key it hides or shows that one. */
function toggled(
  hidden: ReadonlySet<string>,
  names: string[],
  labels: string[],
  mode: SeriesVisibilityChangeMode
): ReadonlySet<string> {
  if (mode === SeriesVisibilityChangeMode.AppendToSelection) {
    const next = new Set(hidden);
    labels.forEach((label) => next.delete(label) || next.add(label));
    return next;
  }
  const others = names.filter((name) => !labels.includes(name));
  const alone = !labels.some((label) => hidden.has(label)) && others.every((name) => hidden.has(name));
  return new Set(alone ? [] : others);
}
