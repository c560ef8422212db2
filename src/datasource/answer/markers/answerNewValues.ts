import { MARKERS_FRAME } from './markersFrame';
import { FieldType, type DataFrame } from '@grafana/data';
import { t } from '../../../wording/t';
import type { FilledQuery } from '../../query/interpolation/interpolateQuery';
import { answerQuestion, type Answer, type AnswerContext, type Question } from '../question';
import { exploreLink } from '../../../exploreLink';
import { DATASOURCE_PLUGIN_ID } from '../../../frames/profileMeta';
import { withEqual } from '../../query/selectorEdit';
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
    frames: [
      markFrame(newValues(series, label, start), label, query.refId, { ...request, end, uid: context.source.uid }),
    ],
    errors: errors.map((message) => ({ refId: query.refId, message })),
  };
}

/** What the marks were found in. */
interface Origin {
  profileTypeId: string;
  labelSelector: string;
  /** Of the range, milliseconds since 1970. */
  end: number;
  uid: string;
}

function markFrame(marks: NewValue[], label: string, refId: string, origin: Origin): DataFrame {
  return {
    name: MARKERS_FRAME,
    refId,
    length: marks.length,
    fields: [
      { name: 'time', type: FieldType.time, config: {}, values: marks.map(({ time }) => time) },
      {
        name: 'text',
        type: FieldType.string,
        config: {},
        values: marks.map((mark) => `${markText(mark, label)}<br>${beforeAndAfter(mark, label, origin)}`),
      },
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
  return asText(service === '' ? what : t('datasource.annotation.of', '{{service}}: {{what}}', { service, what }));
}

/** As much before a mark as after it: what there is of the range, within bounds that a difference can be seen in. */
const LEAST_AROUND_MS = 10 * 60_000;
const MOST_AROUND_MS = 60 * 60_000;

/**
 * A link to the comparison of what was before a mark with what came after. Grafana shows the text of an annotation as
 * HTML, of which it leaves links (seen in 12.4).
 */
function beforeAndAfter({ time, service, value, before }: NewValue, label: string, origin: Origin): string {
  const around = Math.min(MOST_AROUND_MS, Math.max(LEAST_AROUND_MS, origin.end - time));
  const of = service === '' ? origin.labelSelector : withEqual(origin.labelSelector, SERVICE_LABEL, service);
  const side = (from: number, to: number) => ({ time: 'range', from: `${from}`, to: `${to}` });
  const query = {
    queryType: 'compare',
    profileTypeId: origin.profileTypeId,
    labelSelector: before === undefined ? of : withEqual(of, label, value),
    compared: side(time, time + around),
    baseline: {
      ...(before === undefined ? {} : { labelSelector: withEqual(of, label, before) }),
      ...side(time - around, time),
    },
  };
  const range = { from: time - around, to: time + around };
  const url = exploreLink({ uid: origin.uid, type: DATASOURCE_PLUGIN_ID }, query, range);
  return `<a href="${url.replaceAll('&', '&amp;')}">${t('datasource.annotation.compare', 'Compare before and after')}</a>`;
}

/** Whatever a label's value is, it is text. */
function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
