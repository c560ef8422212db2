import { useCallback, useMemo } from 'react';
import type { DataFrame, PanelData, SplitOpen } from '@grafana/data';
import { PanelChrome } from '@grafana/ui';
import { HeatmapChart } from '../../../panel/HeatmapChart';
import { TimeSeriesChart } from '../../../panel/TimeSeriesChart';
import { absoluteRaw } from '../timeRange';

interface Props {
  data: PanelData;
  frames: DataFrame[];
  width: number;
  timeZone: string;
  onChangeRange: (raw: { from: string; to: string }) => void;
  onOpenLink: SplitOpen;
}

const HEIGHT = 300;
const HEATMAP_HEIGHT = 400;

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

/** As Explore shows a heatmap: in the heatmap panel, which draws the first and is given no exemplars. */
export function HeatmapResult({ data, frames, width, timeZone }: Omit<Props, 'onChangeRange' | 'onOpenLink'>) {
  const { state, timeRange, series } = data;
  const own = useMemo<PanelData>(() => ({ state, timeRange, series }), [state, timeRange, series]);
  return (
    <PanelChrome title="Heatmap" width={width} height={HEATMAP_HEIGHT} loadingState={data.state}>
      {(innerWidth, innerHeight) => (
        <HeatmapChart
          data={own}
          frame={frames[0]}
          width={innerWidth}
          height={innerHeight}
          timeZone={timeZone}
          onChangeTimeRange={unheard}
        />
      )}
    </PanelChrome>
  );
}

const unheard = () => undefined;

function useAbsolute(onChangeRange: Props['onChangeRange']) {
  return useCallback((range: { from: number; to: number }) => onChangeRange(absoluteRaw(range)), [onChangeRange]);
}
