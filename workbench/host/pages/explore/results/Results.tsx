import { useMemo } from 'react';
import { type DataFrame, LoadingState, type PanelData, type SplitOpen } from '@grafana/data';
import { EmptyState } from '@grafana/ui';
import { isHeatmap } from '../../../panel/plot/heatmapCells';
import { getSettings } from '../../../services/frontendSettings';
import { CustomVisualisation } from './CustomVisualisation';
import { GraphResult, HeatmapResult } from './GraphResult';
import { TableResult } from './TableResult';

interface Props {
  data: PanelData;
  width: number;
  timeZone: string;
  onChangeRange: (raw: { from: string; to: string }) => void;
  /** Opens the query of a link. */
  onOpenLink: SplitOpen;
}

/** Frames by what they ask to be shown with, in Explore's order: lines, tables, then panels by their id. */
export function Results({ data, width, timeZone, onChangeRange, onOpenLink }: Props) {
  const { graph, heatmaps, byPlugin, tablePanel, other } = useMemo(() => sorted(data.series), [data.series]);
  const nothing = data.series.length === 0;
  if (nothing && data.state !== LoadingState.Loading && !data.errors?.length) {
    return <EmptyState variant="not-found" message="No data" />;
  }
  const common = { data, width, timeZone, onChangeRange, onOpenLink };
  return (
    <>
      {graph.length > 0 && <GraphResult {...common} frames={graph} />}
      {other.length > 0 && <TableResult data={data} frames={other} width={width} timeZone={timeZone} />}
      {heatmaps.length > 0 && <HeatmapResult {...common} frames={heatmaps} />}
      {[...byPlugin].map(([pluginId, frames]) => (
        <CustomVisualisation
          key={pluginId}
          pluginId={pluginId}
          frames={frames}
          data={data}
          width={width}
          timeZone={timeZone}
        />
      ))}
      {tablePanel.length > 0 && <TableResult data={data} frames={tablePanel} width={width} timeZone={timeZone} />}
    </>
  );
}

function sorted(frames: DataFrame[]) {
  const graph: DataFrame[] = [];
  const heatmaps: DataFrame[] = [];
  const tablePanel: DataFrame[] = [];
  const other: DataFrame[] = [];
  const byPlugin = new Map<string, DataFrame[]>();
  for (const frame of frames) {
    const plugin = frame.meta?.preferredVisualisationPluginId;
    if (plugin && getSettings().panels[plugin]) {
      byPlugin.set(plugin, [...(byPlugin.get(plugin) ?? []), frame]);
    } else if (plugin === 'table') {
      tablePanel.push(frame);
    } else if (isHeatmap(frame)) {
      heatmaps.push(frame);
    } else if (frame.meta?.preferredVisualisationType === 'graph') {
      graph.push(frame);
    } else {
      other.push(frame);
    }
  }
  return { graph, heatmaps, byPlugin, tablePanel, other };
}
