import { useCallback, useEffect, useRef, useState } from 'react';
import type { Subscription } from 'rxjs';
import {
  type DataQueryRequest,
  type DataSourceApi,
  LoadingState,
  type PanelData,
  compareArrayValues,
  compareDataFrameStructures,
  preProcessPanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { runRequest } from '../../services/runRequest';

export interface QueryRunner {
  data: PanelData | undefined;
  run: (dataSource: DataSourceApi, request: DataQueryRequest) => void;
  cancel: () => void;
}

/** One place of results: a new run replaces the one before, and the last picture stays until the new one comes. */
export function useQueryRunner(): QueryRunner {
  const [data, setData] = useState<PanelData>();
  const subscription = useRef<Subscription>(undefined);

  const cancel = useCallback(() => {
    subscription.current?.unsubscribe();
    subscription.current = undefined;
    setData((before) => before && { ...before, state: LoadingState.Done });
  }, []);

  const run = useCallback((dataSource: DataSourceApi, request: DataQueryRequest) => {
    subscription.current?.unsubscribe();
    setData((before) => ({
      ...(before ?? { series: [] }),
      state: LoadingState.Loading,
      timeRange: before?.timeRange ?? request.range,
    }));
    try {
      subscription.current = runRequest(dataSource, request).subscribe((next) =>
        setData((before) => {
          const data = preProcessPanelData(next, before);
          return { ...data, structureRev: structureRevOf(data, before) };
        })
      );
    } catch (error) {
      const told = toDataQueryError(error);
      setData({ state: LoadingState.Error, series: [], timeRange: request.range, error: told, errors: [told] });
    }
  }, []);

  useEffect(() => () => subscription.current?.unsubscribe(), []);
  return { data, run, cancel };
}

/** Counts up when the frames' fields change, not when only their values do: panels rebuild on it. */
function structureRevOf(next: PanelData, before: PanelData | undefined): number {
  const rev = before?.structureRev ?? 1;
  const same =
    !before || compareArrayValues(before.series, next.series, (a, b) => compareDataFrameStructures(a, b, true));
  return same ? rev : rev + 1;
}
