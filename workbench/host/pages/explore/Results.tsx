import { useMemo } from 'react';
import { type DataFrame, LoadingState, type PanelData } from '@grafana/data';
import { EmptyState } from '@grafana/ui';
import { getSettings } from '../../services/frontendSettings';
import { CustomVisualisation } from './CustomVisualisation';
import { GraphResult } from './GraphResult';
import { TableResult } from './TableResult';

interface Props {
  data: PanelData;
  width: number;
  timeZone: string;
  onChangeRange: (raw: { from: string; to: string }) => void;
}

/** Frames by what they ask to be shown with: lines, a panel plugin by its id, otherwise a table. */
export function Results({ data, width, timeZone, onChangeRange }: Props) {
  const { graph, byPlugin, other } = useMemo(() => sorted(data.series), [data.series]);
  const nothing = data.series.length === 0;
  if (nothing && data.state !== LoadingState.Loading && !data.errors?.length) {
    return <EmptyState variant="not-found" message="No data" />;
  }
  return (
    <>
      {graph.length > 0 && (
        <GraphResult data={data} frames={graph} width={width} timeZone={timeZone} onChangeRange={onChangeRange} />
      )}
      {[...byPlugin].map(([pluginId, frames]) => (
        <CustomVisualisation
          key={pluginId}
          pluginId={pluginId}
          frames={frames}
          data={data}
          width={width}
          timeZone={timeZone}
          onChangeRange={onChangeRange}
        />
      ))}
      {other.length > 0 && <TableResult data={data} frames={other} width={width} timeZone={timeZone} />}
    </>
  );
}

function sorted(frames: DataFrame[]) {
  const graph: DataFrame[] = [];
  const other: DataFrame[] = [];
  const byPlugin = new Map<string, DataFrame[]>();
  for (const frame of frames) {
    const plugin = frame.meta?.preferredVisualisationPluginId;
    if (plugin && getSettings().panels[plugin]) {
      byPlugin.set(plugin, [...(byPlugin.get(plugin) ?? []), frame]);
    } else if (frame.meta?.preferredVisualisationType === 'graph') {
      graph.push(frame);
    } else {
      other.push(frame);
    }
  }
  return { graph, byPlugin, other };
}
