import { MARKERS_FRAME } from './markersFrame';
import { FieldType, type DataFrame } from '@grafana/data';
import { t } from '../../../wording/t';
import type { FilledQuery } from '../../query/interpolation/interpolateQuery';
import { answerQuestion, type Answer, type AnswerContext, type Question } from '../question';
import { longSeries } from '../series/longSeries';
import { newValues, SERVICE_LABEL, type NewValue } from './newValues';

/** Profilers send at least once in it, so a value that was there shows in it. */
const LOOK_BEFORE_MS = 5 * 60_000;

/** A mark wherever a label of the selected services first has another value. */
export function answerNewValues(filled: FilledQuery, label: string, context: AnswerContext): Promise<Answer> {
  return answerQuestion(filled, context, {
    ask: (question) => marks(question, label, context),
    nothing: () => ({ frames: [], errors: [] }),
    failed: (_, { error }) => ({ frames: [], errors: [error] }),
  });
}

async function marks({ query, request }: Question, label: string, context: AnswerContext): Promise<Answer> {
  const { profileTypeId, labelSelector } = request;
  const { range, stepMs } = context;
  // In whole steps since 1970, so that a mark stays where it is when the range moves.
  const start = Math.floor(range.start / stepMs) * stepMs;
  const end = Math.max(start + stepMs, Math.ceil(range.end / stepMs) * stepMs);
  const before = Math.ceil(Math.max(LOOK_BEFORE_MS, stepMs) / stepMs) * stepMs;
  const groupBy = [...new Set([SERVICE_LABEL, label])];
  const asked = { profileTypeId, labelSelector, start: start - before, end, step: stepMs / 1000, groupBy };
  const { series, errors } = await longSeries(asked, context, false, () => undefined);
  return {
    frames: [markFrame(newValues(series, label, start), label, query.refId)],
    errors: errors.map((message) => ({ refId: query.refId, message })),
  };
}

function markFrame(marks: NewValue[], label: string, refId: string): DataFrame {
  return {
    name: MARKERS_FRAME,
    refId,
    length: marks.length,
    fields: [
      { name: 'time', type: FieldType.time, config: {}, values: marks.map(({ time }) => time) },
      { name: 'text', type: FieldType.string, config: {}, values: marks.map((mark) => markText(mark, label)) },
      {
        name: 'tags',
        type: FieldType.other,
        config: {},
        values: marks.map(({ service, value }) => [...(service === '' ? [] : [service]), `${label}:${value}`]),
      },
    ],
  };
}

function markText({ service, value, before }: NewValue, label: string): string {
  const what =
    before === undefined
      ? t('datasource.annotation.first', '{{label}} {{value}}', { label, value })
      : t('datasource.annotation.changed', '{{label}} {{before}} → {{value}}', { label, before, value });
  return service === '' ? what : t('datasource.annotation.of', '{{service}}: {{what}}', { service, what });
}
