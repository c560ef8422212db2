import type { TimeRange } from '../../../pkg/pyroscope/api';
import { answerProfile, type Answer, type Sources } from './profile/profileAnswer';
import type { PyroscopeQuery, ReadQuery } from '../query/query';
import { bothAnswers } from './series/bothAnswers';
import { linkedTempo, type LinkTarget } from './series/exemplarLinks';
import { answerSeries, type SeriesAnswer } from './series/seriesAnswer';
import { stepMs } from './series/step';

export interface QueryContext {
  range: TimeRange;
  /** Of the request, in milliseconds. */
  intervalMs?: number;
  /** Of the settings. */
  minStep?: string;
  /** The data source that is asked, for links back to it. */
  source: LinkTarget;
  /** Whether Explore asks. */
  inExplore?: boolean;
  signal: AbortSignal;
  /** Called with what there is so far, while a part of the answer comes in pieces. */
  onPartial(partial: Answer): void;
}

/** The frames that answer a query, by its type. What goes wrong is in the answer; only an abort rejects. */
export async function answerQuery(read: ReadQuery, context: QueryContext, sources: Sources): Promise<Answer> {
  const { queryType } = read.query;
  if (queryType === 'profile') {
    return answerProfile(read, context.range, sources, context.signal, context.onPartial);
  }
  if (queryType !== 'both') {
    return series(read, context, sources, context.onPartial);
  }
  const nothing: Answer = { frames: [], errors: [] };
  let profileSoFar = nothing;
  let seriesSoFar: SeriesAnswer = nothing;
  const emit = () => context.onPartial({ frames: [...profileSoFar.frames, ...seriesSoFar.frames], errors: [] });
  const [profile, overTime] = await Promise.all([
    answerProfile(read, context.range, sources, context.signal, (partial) => {
      profileSoFar = partial;
      emit();
    }).then((whole) => (profileSoFar = whole)),
    series(read, context, sources, (partial) => {
      seriesSoFar = partial;
      emit();
    }).then((whole) => (seriesSoFar = whole)),
  ]);
  return bothAnswers(profile, overTime, isNarrowed(read.query));
}

function series(
  read: ReadQuery,
  { range, intervalMs, minStep, source, inExplore, signal }: QueryContext,
  sources: Sources,
  onPartial: (partial: SeriesAnswer) => void
): Promise<SeriesAnswer> {
  const traces = read.query.includeExemplars ? linkedTempo(source.uid) : undefined;
  const targets = { source, range, ...(traces ? { traces } : {}) };
  const context = {
    range,
    stepMs: stepMs(intervalMs, minStep),
    now: Date.now(),
    targets,
    inExplore,
    signal,
    onPartial,
  };
  return answerSeries(read, context, sources);
}

/** Whether the profile is of less than the label selector says, and not to be compared with the series. */
function isNarrowed(query: PyroscopeQuery): boolean {
  const { spanSelector, traceIdSelector, profileIdSelector, stackTraceSelector } = query;
  return [spanSelector, traceIdSelector, profileIdSelector, stackTraceSelector].some((list) => (list?.length ?? 0) > 0);
}
