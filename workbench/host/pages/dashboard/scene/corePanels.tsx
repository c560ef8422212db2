import type { ComponentType } from 'react';
import {
  type FieldConfigEditorBuilder,
  PanelPlugin,
  type PanelPluginMeta,
  type PanelProps,
  identityOverrideProcessor,
  renderMarkdown,
} from '@grafana/data';
import type { GraphFieldConfig, VizLegendOptions } from '@grafana/schema';
import { registerRuntimePanelPlugin } from '@grafana/scenes';
import { type ColorRange, HeatmapChart } from '../../../panel/HeatmapChart';
import { TimeSeriesChart } from '../../../panel/TimeSeriesChart';
import { NoPlot } from '../../../panel/plot/NoPlot';
import { isHeatmap } from '../../../panel/plot/heatmapCells';
import { FrameTable } from '../../explore/results/TableResult';

/** What a dashboard's JSON may set for a line; anything else a panel sets there would be dropped. */
const LINE_OPTIONS: Array<keyof GraphFieldConfig> = [
  'drawStyle',
  'lineInterpolation',
  'lineWidth',
  'lineStyle',
  'fillOpacity',
  'gradientMode',
  'showPoints',
  'pointSize',
  'spanNulls',
  'insertNulls',
  'barAlignment',
  'stacking',
  'thresholdsStyle',
  'transform',
  'scaleDistribution',
  'axisPlacement',
  'axisLabel',
  'axisSoftMin',
  'axisSoftMax',
  'axisCenteredZero',
];

/** Stand-ins for the panels that come with Grafana, under the ids that dashboards name. */
export function registerCorePanels(): void {
  register(
    'timeseries',
    new PanelPlugin(TimeSeriesPanel).useFieldConfig({ useCustomConfig: addLineOptions }).setDataSupport({
      annotations: true,
      alertStates: false,
    })
  );
  register(
    'heatmap',
    new PanelPlugin(HeatmapPanel).useFieldConfig().setDataSupport({ annotations: true, alertStates: false })
  );
  register('table', new PanelPlugin(TablePanel).useFieldConfig());
  const text = new PanelPlugin(TextPanel);
  text.meta = { skipDataQuery: true } as PanelPluginMeta;
  register('text', text);
}

function register(pluginId: string, plugin: PanelPlugin<any, any>): void {
  registerRuntimePanelPlugin({ pluginId, plugin });
}

function addLineOptions(builder: FieldConfigEditorBuilder<GraphFieldConfig>): void {
  const NoEditor: ComponentType = () => null;
  for (const path of LINE_OPTIONS) {
    builder.addCustomEditor({
      id: path,
      path,
      name: path,
      editor: NoEditor,
      override: NoEditor,
      process: identityOverrideProcessor,
      shouldApply: () => true,
    });
  }
}

function TimeSeriesPanel(props: PanelProps<{ legend?: Partial<VizLegendOptions> }>) {
  return (
    <TimeSeriesChart {...props} fieldConfig={undefined} frames={props.data.series} legend={props.options.legend} />
  );
}

/** Like Grafana's panel, which draws the first. */
function HeatmapPanel(props: PanelProps<{ color?: ColorRange }>) {
  const frame = props.data.series.find(isHeatmap);
  return frame ? (
    <HeatmapChart {...props} frame={frame} color={props.options.color} />
  ) : (
    <NoPlot {...props} state={props.data.state} />
  );
}

function TablePanel(props: PanelProps) {
  const [frame] = props.data.series;
  return frame ? (
    <FrameTable {...props} fieldConfig={undefined} frame={frame} />
  ) : (
    <NoPlot {...props} state={props.data.state} />
  );
}

function TextPanel({ options, height, replaceVariables }: PanelProps<{ content?: string }>) {
  return (
    <div
      className="markdown-html"
      style={{ height, overflow: 'auto' }}
      dangerouslySetInnerHTML={{ __html: renderMarkdown(replaceVariables(String(options.content ?? ''))) }}
    />
  );
}
