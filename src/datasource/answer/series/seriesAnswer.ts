import type { QueryResultMetaNotice } from '@grafana/data';
import type {
  ExemplarKind,
  HeatmapSeries,
  SelectHeatmapRequest,
  SelectSeriesRequest,
  TimeRange,
  TimeSeries,
} from '../../../../pkg/pyroscope/api';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import { isState } from '../../../../pkg/pyroscope/profileType';
import { unitOf } from '../../../wording/profileTypeLabel';
import type { FilledQuery } from '../../query/interpolation/interpolateQuery';
import type { PyroscopeQuery } from '../../query/query';
import { noDataText } from '../noData';
import { askSnapshots, type Counted } from '../amounts/askSnapshots';
import { askEndSteps, type EndSteps } from '../amounts/endSteps';
import { inTime, optional, PATIENCE_MS } from '../amounts/inTime';
import { pointValues } from '../amounts/pointValues';
import { answerQuestion, failureOf, type Answer, type AnswerContext, type Question } from '../question';
import { asTable, exemplarFrame, type ExemplarFrameOptions } from './exemplarFrame';
import { linkedTempo, type ExemplarTargets } from './exemplarLinks';
import { heatmapFrame } from './heatmapFrame';
import { ingestAnnotations } from './ingestAnnotations';
import { longHeatmap } from './longHeatmap';
import { longSeries, type LongSeries } from './longSeries';
import { seriesScale, sumsOnly, type Scale } from './scale';
import { noSeriesFrame, seriesFrame, withNotices, type SeriesFrameOptions } from './seriesFrame';
import {
  averageIgnoredText,
  callSiteIgnoredText,
  idsIgnoredText,
  noExemplarsText,
  noHeatmapText,
  oneHeatmapText,
  seriesShownText,
  summedStatesText,
} from './seriesText';
import { alignedRange, DEFAULT_STEP_MS, heatmapStepMs, plainSeriesRequest } from './step';

/** Nothing that sends more seldom leaves a step of it empty. */
const LONG_STEP_MS = 60_000;
const FEW_POINTS = 13;

export interface SeriesAnswer extends Answer {
  /** Of all samples in whole steps inside of the range, in the smallest unit; undefined where values are no sums. */
  sum?: number;
}

interface Asked extends AnswerContext {
  question: Question;
  query: PyroscopeQuery;
  profileTypeId: string;
  now: number;
  targets: ExemplarTargets;
  /** Called with what there is so far, where the range takes the server several queries. */
  onPartial(partial: SeriesAnswer): void;
}

/** The frames of the series, or of the heatmap, that answer a query; `onPartial` gets what there is so far. */
export function answerSeries(
  filled: FilledQuery,
  context: AnswerContext,
  onPartial: (partial: SeriesAnswer) => void
): Promise<SeriesAnswer> {
  const now = Date.now();
  const asking = (question: Question): Asked => {
    const { query, request } = question;
    const { source, range } = context;
    const traces = query.includeExemplars ? linkedTempo(source.uid) : undefined;
    const targets = { source, range, ...(traces ? { traces } : {}) };
    return { ...context, question, query, profileTypeId: request.profileTypeId, now, targets, onPartial };
  };
  return answerQuestion<SeriesAnswer>(filled, context, {
    ask: async (question) => {
      const asked = asking(question);
      const answer = asksForHeatmap(asked.query) ? await heatmapOrSeries(asked) : await series(asked);
      // Beside a flame graph, that says it.
      const links = question.query.queryType === 'both' ? [] : question.links;
      const linked = links.map(({ text, link }) => ({ ...info(text), link: link.url }));
      return { ...answer, frames: withNotices(answer.frames, [...question.notes.map(info), ...linked]) };
    },
    nothing: (question, reason) => empty(asking(question), [...question.notes.map(info), warning(reason)]),
    failed: (_, { error }) => ({ frames: [], errors: [error] }),
  });
}

async function series(asked: Asked): Promise<SeriesAnswer> {
  const { query, profileTypeId, stepMs, now, range, signal } = asked;
  const isOfState = isState(profileTypeId);
  const request: SelectSeriesRequest = {
    ...plainSeriesRequest(profileTypeId, query.labelSelector, range, stepMs, now),
    ...(query.groupBy.length > 0 ? { groupBy: query.groupBy } : {}),
    ...(query.limit ? { limit: query.limit } : {}),
    ...(query.aggregation === 'average' ? { aggregation: 'average' } : {}),
    ...(query.stackTraceSelector?.length ? { callSite: query.stackTraceSelector } : {}),
  };
  const averaged = query.aggregation === 'average' && (await asked.storage.mode(signal)) === 'v1';
  const count = () => optional(askSnapshots(request, asked, now));
  const isCounted = !averaged && (isOfState || (query.includeExemplars === true && seriesScale(profileTypeId).isRate));
  const counting = isCounted ? count() : undefined;
  // How much a state is, is not known before its snapshots are counted.
  const partial = (whole: LongSeries) =>
    isOfState ? undefined : asked.onPartial(seriesFrames(asked, whole, { averaged, callSiteIgnored: false }));
  const [whole, unlimited] = await Promise.all([
    longSeries(request, asked, query.includeExemplars === true, partial),
    request.callSite
      ? longSeries({ ...request, callSite: undefined }, asked, false, () => undefined)
      : Promise.resolve(undefined),
  ]);
  if (whole.series.every(({ timestamps }) => timestamps.length === 0) && whole.errors.length === 0) {
    return noData(asked);
  }
  // No server says that it ignores a call site: its answer is then that of the question without one.
  const callSiteIgnored = unlimited !== undefined && samePoints(whole.series, unlimited.series);
  const isRate = !averaged && seriesScale(profileTypeId).isRate;
  const [counted, endSteps] = await Promise.all([
    inTime(
      counting ?? (needsInterval(whole.series, asked) ? count() : Promise.resolve(undefined)),
      PATIENCE_MS,
      undefined
    ),
    isRate ? inTime(optional(askEndSteps(request, whole.series, asked)), PATIENCE_MS, undefined) : undefined,
  ]);
  return seriesFrames(asked, whole, { averaged, callSiteIgnored, counted, endSteps });
}

/** Too few points, with empty steps between them, to tell how often the profiles come that are in them. */
function needsInterval(series: readonly TimeSeries[], { profileTypeId, stepMs }: Asked): boolean {
  const isUnclear = ({ timestamps }: TimeSeries) =>
    timestamps.length === 1 ||
    (timestamps.length > 1 &&
      timestamps.length < FEW_POINTS &&
      timestamps[timestamps.length - 1] - timestamps[0] > (timestamps.length - 1) * stepMs);
  return seriesScale(profileTypeId).isRate && stepMs < LONG_STEP_MS && series.some(isUnclear);
}

interface Found {
  averaged: boolean;
  callSiteIgnored: boolean;
  counted?: Counted;
  endSteps?: EndSteps;
}

function seriesFrames(
  asked: Asked,
  whole: LongSeries,
  { averaged, callSiteIgnored, counted, endSteps }: Found
): SeriesAnswer {
  const { query, profileTypeId, range, stepMs, now } = asked;
  const { series: answer, errors } = whole;
  const scale = averaged ? sumsOnly(profileTypeId) : seriesScale(profileTypeId);
  const values = pointValues({ profileTypeId, stepMs, groupBy: query.groupBy, scale, counted, endSteps });
  const isSummed = isState(profileTypeId) ? values.summed : !scale.isRate && stepMs > DEFAULT_STEP_MS;
  const noExemplars = query.includeExemplars && answer.every(({ exemplars }) => exemplars.length === 0);
  const notices = [
    ...(callSiteIgnored ? [warning(callSiteIgnoredText())] : []),
    ...(selectsByIds(query) ? [warning(idsIgnoredText())] : []),
    ...(query.aggregation === 'average' && !averaged ? [warning(averageIgnoredText())] : []),
    ...(isSummed && !averaged ? [info(summedStatesText(stepMs))] : []),
    ...(noExemplars ? [info(noExemplarsText())] : []),
    ...whole.notes.map(info),
  ];
  const options = { ...frameOptions(asked, scale), ...(averaged ? {} : { values: values.of }) };
  const exemplars = answer.map((one) =>
    exemplarFrame(one.labels, one.exemplars, {
      ...exemplarOptions(asked, scale, 'individual'),
      value: (exemplar) => values.ofExemplar(exemplar, one),
    })
  );
  const annotations = query.annotations ? ingestAnnotations(answer, query.refId, now) : undefined;
  const comparable = !averaged && !selectsByIds(query) && !query.stackTraceSelector?.length && errors.length === 0;
  return {
    frames: [
      ...withNotices(
        answer.map((one) => seriesFrame(one, options)),
        notices
      ),
      ...[...exemplars, annotations].filter((frame) => frame !== undefined),
    ],
    errors: errors.map((message) => ({ refId: query.refId, message })),
    ...(comparable ? { sum: sumInside(answer, range, stepMs) } : {}),
  };
}

async function noData(asked: Asked): Promise<SeriesAnswer> {
  return empty(asked, [warning(await noDataText(asked.question.request, asked.catalog, asked.signal))]);
}

function samePoints(some: readonly TimeSeries[], others: readonly TimeSeries[]): boolean {
  const points = (series: readonly TimeSeries[]) =>
    JSON.stringify(series.map(({ labels, timestamps, values }) => [labels, timestamps, values]));
  return points(some) === points(others);
}

async function heatmapOrSeries(asked: Asked): Promise<SeriesAnswer> {
  try {
    return await heatmap(asked);
  } catch (error) {
    if (asked.signal.aborted || asked.query.queryType === 'heatmap') {
      throw error;
    }
    const fallback = await series(asked);
    // Nothing failed where a server has no heatmaps: it is said, and what it has is shown.
    const unable = error instanceof PyroscopeError && error.code === 'unimplemented';
    const notice = warning(unable ? `${noHeatmapText()} ${seriesShownText()}` : seriesShownText());
    const errors = unable ? fallback.errors : [(await failureOf(error, asked.question)).error, ...fallback.errors];
    return { ...fallback, frames: withNotices(fallback.frames, [notice]), errors };
  }
}

async function heatmap(asked: Asked): Promise<SeriesAnswer> {
  const { query, profileTypeId, range, now } = asked;
  const stepMs = heatmapStepMs(asked.stepMs, range);
  const request: SelectHeatmapRequest = {
    profileTypeId,
    labelSelector: query.labelSelector,
    ...alignedRange(range, stepMs, now),
    step: stepMs / 1000,
    of: heatmapKind(query),
    exemplars: query.includeExemplars === true,
    ...(query.groupBy.length > 0 ? { groupBy: query.groupBy } : {}),
    ...(query.limit ? { limit: query.limit } : {}),
  };
  const { heatmaps, notes, errors } = await longHeatmap(request, { ...asked, stepMs });
  if (heatmaps.every(({ slots }) => slots.length === 0) && errors.length === 0) {
    return noData(asked);
  }
  const scale = sumsOnly(profileTypeId);
  const { executedQueryString } = frameOptions({ ...asked, stepMs }, scale);
  const { inExplore } = asked;
  const options = { refId: query.refId, stepMs, unit: unitOf(profileTypeId), executedQueryString, inExplore };
  const notices = [
    ...(heatmaps.length > 1 ? [warning(oneHeatmapText(heatmaps[0].labels, heatmaps.length))] : []),
    ...(selectsByIds(query) ? [warning(idsIgnoredText())] : []),
    ...notes.map(info),
  ];
  const frames = heatmaps.map((one) => heatmapFrame(one, options));
  const exemplars = heatmaps.map((one) =>
    exemplarFrame(one.labels, cellExemplars(one), exemplarOptions(asked, scale, request.of))
  );
  return {
    frames: [
      ...withNotices(frames, notices),
      ...exemplars.filter((frame) => frame !== undefined).map(inExplore ? asTable : (frame) => frame),
    ],
    errors: errors.map((message) => ({ refId: query.refId, message })),
  };
}

function cellExemplars({ slots }: HeatmapSeries) {
  return slots.flatMap(({ exemplars }) => exemplars);
}

/** Steps that lie partly outside of the range are not counted. */
function sumInside(answer: readonly TimeSeries[], { start, end }: TimeRange, stepMs: number): number {
  let sum = 0;
  for (const { timestamps, values } of answer) {
    timestamps.forEach((time, i) => {
      sum += time - stepMs >= start && time <= end ? values[i] : 0;
    });
  }
  return sum;
}

function asksForHeatmap({ queryType, includeHeatmap }: PyroscopeQuery): boolean {
  return queryType === 'heatmap' || includeHeatmap === true;
}

function heatmapKind({ heatmapType }: PyroscopeQuery): ExemplarKind {
  return heatmapType ?? 'individual';
}

function selectsByIds({ spanSelector, traceIdSelector, profileIdSelector }: PyroscopeQuery): boolean {
  return [spanSelector, traceIdSelector, profileIdSelector].some((ids) => ids !== undefined && ids.length > 0);
}

function empty(asked: Asked, notices: QueryResultMetaNotice[]): SeriesAnswer {
  const frame = noSeriesFrame(frameOptions(asked, seriesScale(asked.profileTypeId)));
  return { frames: withNotices([frame], notices), errors: [] };
}

function frameOptions({ query, profileTypeId, stepMs }: Asked, scale: Scale): SeriesFrameOptions {
  const by = query.groupBy.length > 0 ? ` by (${query.groupBy.join(', ')})` : '';
  const executedQueryString = `${profileTypeId}${query.labelSelector}${by} step ${stepMs / 1000} s`;
  return { refId: query.refId, profileTypeId, stepMs, scale, values: ({ values }) => [...values], executedQueryString };
}

function exemplarOptions(
  { query, profileTypeId, targets }: Asked,
  scale: Scale,
  kind: ExemplarKind
): ExemplarFrameOptions {
  return {
    refId: query.refId,
    kind,
    profileTypeId,
    labelSelector: query.labelSelector,
    unit: scale.unit,
    value: ({ value }) => value,
    targets,
  };
}

const info = (text: string): QueryResultMetaNotice => ({ severity: 'info', text });
const warning = (text: string): QueryResultMetaNotice => ({ severity: 'warning', text });
