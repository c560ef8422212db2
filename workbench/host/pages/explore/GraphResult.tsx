import { useCallback } from 'react';
import type { DataFrame, PanelData, SplitOpen } from '@grafana/data';
import { PanelChrome } from '@grafana/ui';
import { HeatmapChart } from '../../panel/HeatmapChart';
import { TimeSeriesChart } from '../../panel/TimeSeriesChart';
import { absoluteRaw } from '../../services/timeRange';

interface Props {
  data: PanelData;
  frames: DataFrame[];
  width: number;
  timeZone: string;
  onChangeRange: (raw: { from: string; to: string }) => void;
  onOpenLink: SplitOpen;
}

const HEIGHT = 300;

export function GraphResult({ data, frames, width, timeZone, onChangeRange, onOpenLink }: Props) {
  const changeRange = useAbsolute(onChangeRange);
  return (
    <PanelChrome title="Graph" width={width} height={HEIGHT} loadingState={data.state}>
      {(innerWidth, innerHeight) => (
        <TimeSeriesChart
          data={data}
          frames={frames}
          width={innerWidth}
          height={innerHeight}
          timeZone={timeZone}
          onChangeTimeRange={changeRange}
          onOpenLink={onOpenLink}
        />
      )}
    </PanelChrome>
  );
}

export function HeatmapResult({ data, frames, width, timeZone, onChangeRange, onOpenLink }: Props) {
  const changeRange = useAbsolute(onChangeRange);
  return frames.map((frame, index) => (
    <PanelChrome
      key={index}
      title={frame.name && frame.name !== 'heatmap' ? `Heatmap: ${frame.name}` : 'Heatmap'}
      width={width}
      height={HEIGHT}
      loadingState={data.state}
    >
      {(innerWidth, innerHeight) => (
        <HeatmapChart
          data={data}
          frame={frame}
          width={innerWidth}
          height={innerHeight}
          timeZone={timeZone}
          onChangeTimeRange={changeRange}
          onOpenLink={onOpenLink}
        />
      )}
    </PanelChrome>
  ));
}

function useAbsolute(onChangeRange: Props['onChangeRange']) {
  return useCallback((range: { from: number; to: number }) => onChangeRange(absoluteRaw(range)), [onChangeRange]);
}
