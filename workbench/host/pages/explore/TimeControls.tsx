import type { TimeRange } from '@grafana/data';
import { RefreshPicker, TimeRangePicker, ToolbarButtonRow } from '@grafana/ui';
import { useEffect, useRef } from 'react';
import { moved, rawOf } from './timeRange';

interface Props {
  range: TimeRange;
  timeZone: string;
  onChange: (raw: { from: string; to: string }) => void;
  onChangeTimeZone: (timeZone: string) => void;
  onRun: () => void;
  onCancel: () => void;
  loading: boolean;
  runText?: string;
  /** '' is off, otherwise '5s', '1m', … */
  refresh: string;
  onChangeRefresh: (interval: string) => void;
}

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Time range, refresh and its interval, as in the toolbar of Explore. */
export function TimeControls(props: Props) {
  const { range, timeZone, onChange, onRun, onCancel, loading, runText, refresh } = props;
  // The interval begins when the answer is there, so that a slow server is not asked again meanwhile.
  useInterval(onRun, loading ? '' : refresh);
  return (
    <ToolbarButtonRow alignment="right">
      <TimeRangePicker
        value={range}
        timeZone={timeZone}
        onChange={(chosen) => onChange(rawOf(chosen))}
        onChangeTimeZone={props.onChangeTimeZone}
        onMoveBackward={() => onChange(moved(range, 'back'))}
        onMoveForward={() => onChange(moved(range, 'forward'))}
        onZoom={() => onChange(moved(range, 'out'))}
        isOnCanvas
      />
      <RefreshPicker
        onRefresh={loading ? onCancel : onRun}
        onIntervalChanged={props.onChangeRefresh}
        value={refresh}
        text={loading ? 'Cancel' : runText}
        tooltip={loading ? 'Cancel all queries' : (runText ?? 'Refresh')}
        isLoading={loading}
        primary={runText !== undefined && !loading}
        isOnCanvas
      />
    </ToolbarButtonRow>
  );
}

function useInterval(run: () => void, interval: string): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const match = interval.match(/^(\d+)([smhd])$/);
    if (!match) {
      return;
    }
    const timer = setInterval(() => latest.current(), Number(match[1]) * SECONDS[match[2]] * 1000);
    return () => clearInterval(timer);
  }, [interval]);
}
