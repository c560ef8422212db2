import { FieldType, type DataFrame } from '@grafana/data';
import { PyroscopeError } from '../../../../pkg/pyroscope/errors';
import { parseSelector } from '../../../../pkg/pyroscope/selector/selector';
import { askedType } from '../resolveProfileType';
import { brokenSelection } from '../../query/savedQueryProblems';
import { errorSentence, errorText } from '../../../wording/errorText';
import type { Answer, Sources } from '../profile/profileAnswer';
import type { ReadQuery } from '../../query/query';
import { longSeries } from '../series/longSeries';
import { t } from '../../../wording/t';
import type { TimeRange } from '../../../../pkg/pyroscope/api';
import { newValues, SERVICE_LABEL, type NewValue } from './newValues';

export const FRAME_NAME = 'new values';

/** Profilers send at least once in it, so a value that was there shows in it. */
const LOOK_BEFORE_MS = 5 * 60_000;

interface Context {
  range: TimeRange;
  stepMs: number;
  signal: AbortSignal;
}

/** A mark wherever a label of the selected services first has another value. What goes wrong is in the answer; only an abort rejects. */
export async function answerNewValues(
  { query, corrections }: ReadQuery,
  label: string,
  { range, stepMs, signal }: Context,
  { client, catalog, lengthLimit }: Sources
): Promise<Answer> {
  const { labelSelector, refId } = query;
  let { profileTypeId } = query;
  try {
    const broken = brokenSelection(corrections);
    if (broken) {
      throw new PyroscopeError('invalid-request', { message: broken });
    }
    parseSelector(labelSelector);
    const type = await askedType(profileTypeId, { ...range, labelSelector }, catalog, signal);
    if (type.nothing !== undefined) {
      return { frames: [], errors: [] };
    }
    profileTypeId = type.id;
    // In whole steps since 1970, so that a mark stays where it is when the range moves.
    const start = Math.floor(range.start / stepMs) * stepMs;
    const end = Math.max(start + stepMs, Math.ceil(range.end / stepMs) * stepMs);
    const before = Math.ceil(Math.max(LOOK_BEFORE_MS, stepMs) / stepMs) * stepMs;
    const groupBy = [...new Set([SERVICE_LABEL, label])];
    const request = { profileTypeId, labelSelector, start: start - before, end, step: stepMs / 1000, groupBy };
    const { series, errors } = await longSeries(
      request,
      { client, lengthLimit, stepMs, signal },
      false,
      () => undefined
    );
    return {
      frames: [markFrame(newValues(series, label, start), label, refId)],
      errors: errors.map((message) => ({ refId, message })),
    };
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    const status = error instanceof PyroscopeError ? error.params.status : undefined;
    const message = errorSentence(errorText(error, { labelSelector, profileTypeId }));
    return { frames: [], errors: [{ refId, message, ...(status === undefined ? {} : { status }) }] };
  }
}

function markFrame(marks: NewValue[], label: string, refId: string): DataFrame {
  return {
    name: FRAME_NAME,
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
