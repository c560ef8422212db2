import { useState } from 'react';
import { LoadingState, type DataFrame, type PanelData } from '@grafana/data';
import { isAwaited } from '../../frames/awaitedFrame';
import { profileMeta, type ProfileMeta } from '../../frames/profileMeta';

export interface Picture {
  series: DataFrame[];
  /** The answer to what was asked last is not, or not all, in it. */
  awaited: boolean;
  /** How far that answer is, where it comes in parts, as a sentence. */
  progress?: string;
}

/**
 * What to show while an answer is awaited: the last picture, even where the host has already dropped it, and also while
 * the parts of a new answer to the same question come in. The first answer is shown as it grows, and its outline where
 * that suits the view.
 */
export function useLastPicture({ state, series }: PanelData, outlineSuits: boolean): Picture {
  const [last, setLast] = useState(series);
  const underWay = state === LoadingState.Loading || state === LoadingState.Streaming;
  const growing = series.map(profileMeta).find(isGrowing);
  const kept = growing
    ? (growing.isOutline && !(outlineSuits && series.length === 1)) || isSameQuestion(growing, last)
    : state === LoadingState.Loading && series.every(isAwaited);
  const shown = kept ? last : series;
  if (shown !== last) {
    setLast(shown);
  }
  return {
    series: shown,
    awaited: state === LoadingState.Loading || (kept && underWay),
    ...(kept && underWay && growing?.pieces && !growing.counting && { progress: growing.notes?.[0] }),
  };
}

function isGrowing(meta: ProfileMeta | undefined): boolean {
  return (
    Boolean(meta?.counting ?? meta?.isOutline) || (meta?.pieces !== undefined && meta.pieces.done < meta.pieces.of)
  );
}

/** Whether the last picture is all of an answer to what is asked again. */
function isSameQuestion(asked: ProfileMeta, last: DataFrame[]): boolean {
  const question = questionOf(asked);
  return last
    .map(profileMeta)
    .some((meta) => meta && !isGrowing(meta) && !meta.failed && !meta.noData && questionOf(meta) === question);
}

/** All that a refresh does not change; it moves a range, and a user changes its length. */
function questionOf(meta: ProfileMeta): string {
  const { profileTypeId, labelSelector, range, spanIds, traceIds, profileIds, callSite, maxNodes } = meta;
  const seconds = Math.round((range.to - range.from) / 1000);
  return JSON.stringify([profileTypeId, labelSelector, seconds, spanIds, traceIds, profileIds, callSite, maxNodes]);
}
