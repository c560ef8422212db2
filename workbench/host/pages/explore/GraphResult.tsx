import { useCallback } from 'react';
import type { DataFrame, PanelData } from '@grafana/data';
import { PanelChrome } from '@grafana/ui';
import { TimeSeriesChart } from '../../panel/TimeSeriesChart';
import { absoluteRaw } from '../../services/timeRange';

interface Props {
  data: PanelData;
  frames: DataFrame[];
  width: number;
  timeZone: string;
  onChangeRange: (raw: { from: string; to: string }) => void;
}

const HEIGHT = 240;

export function GraphResult({ data, frames, width, timeZone, onChangeRange }: Props) {
  const changeRange = useCallback(
    (range: { from: number; to: number }) => onChangeRange(absoluteRaw(range)),
    [onChangeRange]
  );
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
        />
      )}
    </PanelChrome>
  );
}
