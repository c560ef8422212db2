import { useEffect, useRef, useState } from 'react';
import type { DataFrame, DataQueryResponse } from '@grafana/data';
import { readGrowth, type GrownFunction, type GrowthMeta } from '../../frames/growth';
import { profileMeta } from '../../frames/profileMeta';
import { t } from '../../wording/t';
import { askSource } from './askSource';

export type Growth =
  /** Nothing to ask, or given up. */
  | { kind: 'idle' }
  | { kind: 'asking'; done: number; of: number }
  | { kind: 'grown'; functions: GrownFunction[]; meta: GrowthMeta }
  | { kind: 'failed'; text: string };

const IDLE: Growth = { kind: 'idle' };
/** A trend does not change before another such part of the range has gone by. */
const PARTS = 24;

/**
 * What grows in the range whose first part is compared with its last: asked by itself, since that is what the query is
 * for, and again when a slice of time has gone by. `ask` is for what failed or was cancelled.
 */
export function useGrowth(frame: DataFrame) {
  const [state, setState] = useState<{ question: string; growth: Growth }>();
  const [attempt, setAttempt] = useState(0);
  const stop = useRef<() => void>(undefined);
  const { comparison, source } = profileMeta(frame) ?? {};
  const over = comparison?.grownOver;
  const { profileTypeId, labelSelector } = comparison?.compared ?? {};
  const length = over ? over.to - over.from : 0;
  const question =
    over && source ? JSON.stringify({ source, profileTypeId, labelSelector, length: Math.round(length / 1000) }) : '';
  const part = over ? Math.floor((over.to * PARTS) / Math.max(1, length)) : 0;
  const latest = useRef({ over, refId: frame.refId });
  useEffect(() => {
    latest.current = { over, refId: frame.refId };
  });
  useEffect(() => {
    const { over: range, refId } = latest.current;
    if (question === '' || !range) {
      return undefined;
    }
    const { source: uid, profileTypeId: type, labelSelector: selector } = JSON.parse(question);
    // What was found before stays until there is more.
    const show = (growth: Growth) =>
      setState((before) =>
        before?.question === question && before.growth.kind === 'grown' && growth.kind === 'asking'
          ? before
          : { question, growth }
      );
    const time = { time: 'range', from: `${range.from}`, to: `${range.to}` };
    const target = {
      ...{ refId: `${refId}`, queryType: 'compare', groupBy: [], growth: true },
      ...{ profileTypeId: type, labelSelector: selector, compared: time, baseline: time },
    };
    const underWay = askSource(uid, target, range).subscribe({
      next: (response) => show(growthOf(response)),
      error: (error) => show(failed(error)),
    });
    stop.current = () => {
      underWay.unsubscribe();
      setState({ question, growth: IDLE });
    };
    return () => underWay.unsubscribe();
  }, [question, part, attempt]);
  const growth: Growth =
    question === '' ? IDLE : state?.question === question ? state.growth : { kind: 'asking', done: 0, of: 0 };
  return {
    growth,
    /** Whether this is a comparison that growth is asked of. */
    canAsk: question !== '',
    ask: () => {
      setState(undefined);
      setAttempt((last) => last + 1);
    },
    cancel: () => stop.current?.(),
  };
}

function growthOf({ data, errors }: DataQueryResponse): Growth {
  const read = data.map(readGrowth).find((one) => one !== undefined);
  if (!read || errors?.length) {
    return failed(errors?.[0]);
  }
  const { done, of } = read.meta;
  return done < of ? { kind: 'asking', done, of } : { kind: 'grown', ...read };
}

function failed(error: unknown): Growth {
  const message = (error as { message?: unknown } | undefined)?.message;
  return {
    kind: 'failed',
    text: typeof message === 'string' ? message : t('panel.growth.failed', 'What grows could not be found out.'),
  };
}
