import type { DataFrame } from '@grafana/data';
import { callTreeFromNestedSet } from '../../../../pkg/calltree/nestedSet';
import { profileFrame } from '../../../frames/profileFrame';
import { profileMeta, type ProfileMeta } from '../../../frames/profileMeta';
import { errorSentence } from '../../../wording/errorSentence';
import { t } from '../../../wording/t';
import type { Answer } from '../question';

/**
 * An answer as the flame graph inside of a span's details needs it. Grafana's trace view (12.3 to 13.2) draws it with a
 * component of its own, from the frame alone: of notices and errors it shows nothing, and of a frame of one row nothing
 * at all. So reasons become rows, a sentence each, and what is shown in place of the span is said by the root.
 */
export function forTraceView(answer: Answer): Answer {
  return { ...answer, frames: answer.frames.map(withReason) };
}

function withReason(frame: DataFrame): DataFrame {
  const meta = profileMeta(frame);
  const reason = meta?.failed ? errorSentence(meta.failed) : meta?.noData?.message;
  if (reason !== undefined) {
    return rows(frame, [t('datasource.trace-view.none', 'No flame graph for this span'), ...sentences(reason)]);
  }
  return meta?.instead === undefined ? frame : withRoot(frame, rootText(meta));
}

/** A full width row for each text, below each other. Rows without a value would not be drawn. */
function rows(frame: DataFrame, texts: string[]): DataFrame {
  const value = texts.map(() => 1);
  const self = texts.map((_, at) => (at === texts.length - 1 ? 1 : 0));
  const tree = callTreeFromNestedSet({ level: texts.map((_, at) => at), value, self, label: texts });
  const reason = profileFrame(tree, { refId: frame.refId ?? '', unit: 'short', meta: profileMeta(frame)! });
  // The component writes a row's value beside its name: these have none.
  const nothing = t('datasource.trace-view.no-value', 'no samples');
  const mappings = [{ type: 'value', options: { '1': { text: nothing }, '0': { text: nothing } } }];
  return {
    ...reason,
    fields: reason.fields.map((field) =>
      field.name === 'value' || field.name === 'self'
        ? { ...field, config: { ...field.config, mappings } as typeof field.config }
        : field
    ),
    meta: { ...frame.meta },
  };
}

/** Short: a root has a line of the width of a span's details. */
function rootText({ traceIds, subject }: ProfileMeta): string {
  return traceIds
    ? t('datasource.trace-view.trace', 'No samples of this span: this is the whole trace')
    : t('datasource.trace-view.service', 'No samples of this span: this is {{service}} around it', {
        service: subject?.service ?? t('datasource.trace-view.selected', 'all that is selected'),
      });
}

function withRoot(frame: DataFrame, text: string): DataFrame {
  const label = frame.fields.find(({ name }) => name === 'label');
  const texts = label?.config.type?.enum?.text ?? [];
  const values = label && Array.from(label.values);
  return {
    ...frame,
    fields: frame.fields.map((field) =>
      field === label && values
        ? {
            ...field,
            config: { ...field.config, type: { enum: { text: [...texts, text] } } },
            values: [texts.length, ...values.slice(1)],
          }
        : field
    ),
  };
}

function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/).filter(Boolean);
}
