import { type InterpolateFunction, type PanelData, renderMarkdown } from '@grafana/data';
import type { VizLegendOptions } from '@grafana/schema';
import { HeatmapChart } from '../../panel/HeatmapChart';
import { TimeSeriesChart } from '../../panel/TimeSeriesChart';
import { NoPlot } from '../../panel/plot/NoPlot';
import { isHeatmap } from '../../panel/plot/heatmapCells';
import { FrameTable } from '../explore/TableResult';
import type { PanelJson } from './dashboardModel';

interface Props {
  panel: PanelJson;
  data: PanelData;
  width: number;
  height: number;
  timeZone: string;
  replaceVariables: InterpolateFunction;
  onChangeTimeRange: (range: { from: number; to: number }) => void;
}

/** Core panels that have a stand-in here; any other is a plugin's. */
const BUILT_IN = ['row', 'text', 'timeseries', 'heatmap', 'table'];

export function isBuiltIn(type: string): boolean {
  return BUILT_IN.includes(type);
}

export function BuiltInPanel({ panel, data, width, height, timeZone, replaceVariables, onChangeTimeRange }: Props) {
  const common = { data, width, timeZone, onChangeTimeRange };
  switch (panel.type) {
    case 'text':
      return (
        <div
          className="markdown-html"
          style={{ height, overflow: 'auto' }}
          dangerouslySetInnerHTML={{ __html: renderMarkdown(replaceVariables(String(panel.options?.content ?? ''))) }}
        />
      );
    case 'timeseries':
      return (
        <TimeSeriesChart
          {...common}
          frames={data.series}
          fieldConfig={panel.fieldConfig}
          legend={panel.options?.legend as Partial<VizLegendOptions> | undefined}
          height={height}
        />
      );
    case 'heatmap': {
      // Like Grafana's panel, which draws the first.
      const frame = data.series.find(isHeatmap);
      return frame ? (
        <HeatmapChart {...common} frame={frame} height={height} />
      ) : (
        <NoPlot width={width} height={height} state={data.state} />
      );
    }
    case 'table': {
      const [frame] = data.series;
      return frame ? (
        <FrameTable frame={frame} fieldConfig={panel.fieldConfig} timeZone={timeZone} width={width} height={height} />
      ) : (
        <NoPlot width={width} height={height} state={data.state} />
      );
    }
    default:
      return null;
  }
}
