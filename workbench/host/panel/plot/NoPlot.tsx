import { LoadingState } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';

/** In place of a plot that has nothing to draw. */
export function NoPlot({ width, height, state }: { width: number; height: number; state: LoadingState }) {
  const theme = useTheme2();
  const waiting = state === LoadingState.Loading || state === LoadingState.NotStarted;
  return (
    <div
      style={{ width, height, display: 'grid', placeItems: 'center', color: theme.colors.text.secondary }}
      data-testid="no-plot"
    >
      {waiting ? '' : 'No data'}
    </div>
  );
}
