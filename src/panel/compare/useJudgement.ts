import { useEffect, useRef, useState } from 'react';
import type { DataFrame, DataQueryResponse } from '@grafana/data';
import type { Subscription } from 'rxjs';
import { readJudgement, type JudgedFunction, type JudgementMeta } from '../../frames/judgement';
import { profileMeta, type ComparedSide, type ComparisonMeta } from '../../frames/profileMeta';
import { t } from '../../wording/t';
import { askSource } from './askSource';

export type Judgement =
  | { kind: 'idle' }
  | { kind: 'asking'; done: number; of: number }
  | { kind: 'judged'; functions: JudgedFunction[]; meta: JudgementMeta }
  | { kind: 'failed'; text: string };

const IDLE: Judgement = { kind: 'idle' };

/**
 * Whether a comparison's changes are more than chance: asked on request, of the data source that answered it, about the
 * two sides as they were asked. Forgotten, and what is under way given up, once the values are others. Nothing can be
 * asked of a comparison that another data source made.
 */
export function useJudgement(frame: DataFrame) {
  const [judged, setJudged] = useState<{ of: unknown; judgement: Judgement }>();
  const underWay = useRef<Subscription>(undefined);
  const meta = profileMeta(frame);
  // Grafana makes new frames of the same values.
  const values = frame.fields.find(({ name }) => name === 'value')?.values;
  useEffect(() => () => underWay.current?.unsubscribe(), [values]);
  const show = (judgement: Judgement) => setJudged({ of: values, judgement });
  const ask = () => {
    if (!meta?.comparison || meta.source === undefined) {
      return;
    }
    show({ kind: 'asking', done: 0, of: 0 });
    const target = targetOf(meta.comparison, `${frame.refId}`);
    underWay.current = askSource(meta.source, target, meta.comparison.compared.range).subscribe({
      next: (response) => show(judgementOf(response)),
      error: (error) => show(failed(error)),
    });
  };
  const cancel = () => {
    underWay.current?.unsubscribe();
    setJudged(undefined);
  };
  const canAsk = meta?.source !== undefined && meta.comparison !== undefined;
  const never = meta?.comparison && neverJudged(meta.comparison);
  return { judgement: judged && judged.of === values ? judged.judgement : IDLE, canAsk, never, ask, cancel };
}

/** Why a comparison can never be judged. */
function neverJudged({ baseline, compared }: ComparisonMeta): string | undefined {
  const byIds = [baseline, compared].some(({ spanIds, traceIds, profileIds }) =>
    [spanIds, traceIds, profileIds].some((ids) => ids?.length)
  );
  return byIds
    ? t(
        'panel.judge.ids',
        'Spans, traces and single profiles have no slices of time to compare, so changes cannot be told from chance'
      )
    : undefined;
}

/** Explore does not tell its panels what was asked; the frame does, with variables already filled in. */
function targetOf({ baseline, compared }: ComparisonMeta, refId: string) {
  const time = ({ range }: ComparedSide) => ({ time: 'range', from: `${range.from}`, to: `${range.to}` });
  const selection = ({ profileTypeId, labelSelector, spanIds, traceIds, profileIds }: ComparedSide) => ({
    profileTypeId,
    labelSelector,
    ...{ spanSelector: spanIds, traceIdSelector: traceIds, profileIdSelector: profileIds },
  });
  return {
    ...{ refId, queryType: 'compare', groupBy: [], judge: true },
    ...selection(compared),
    compared: time(compared),
    baseline: { ...selection(baseline), ...time(baseline) },
  };
}

function judgementOf({ data, errors }: DataQueryResponse): Judgement {
  const read = data.map(readJudgement).find((one) => one !== undefined);
  if (!read || errors?.length) {
    return failed(errors?.[0]);
  }
  const { done, of } = read.meta;
  return done < of ? { kind: 'asking', done, of } : { kind: 'judged', ...read };
}

function failed(error: unknown): Judgement {
  const message = (error as { message?: unknown } | undefined)?.message;
  return {
    kind: 'failed',
    text: typeof message === 'string' ? message : t('panel.judge.failed', 'The changes could not be checked.'),
  };
}
