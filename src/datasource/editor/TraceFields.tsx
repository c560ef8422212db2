import React, { useId, useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat } from '@grafana/data';
import { InlineField, type ComboboxOption } from '@grafana/ui';
import type { TimeRange } from '../../../pkg/pyroscope/api';
import { normaliseTraceIds } from '../../../pkg/pyroscope/spanIds';
import { t } from '../../wording/t';
import { hasVariable } from '../query/interpolation/variableSyntax';
import type { PyroscopeQuery } from '../query/query';
import type { EditorDataSource, SeenSpan } from './editorDataSource';
import { Picker } from './fields/Picker';
import { useRequest } from './fields/useRequest';
import { amountText, firstOfTraces } from './options/SeenIds';

interface Props {
  query: PyroscopeQuery;
  range: TimeRange;
  datasource: EditorDataSource;
  onChange: (part: Partial<PyroscopeQuery>) => void;
}

/** Which trace, pasted or chosen of those seen in the range; or which function the spans are to have samples in. */
export function TraceFields({ query, range, datasource, onChange }: Props) {
  const id = useId();
  const { throughFunction, traceIdSelector = [] } = query;
  const [opened, setOpened] = useState(false);
  const { labelSelector, profileTypeId } = query;
  const key = JSON.stringify([datasource.uid, labelSelector, profileTypeId, range]);
  const { value: seen = [], loading } = useRequest(opened ? key : undefined, (signal) =>
    datasource.seenSpans({ labelSelector, profileTypeId }, range, signal)
  );
  const bad = normaliseTraceIds(traceIdSelector).dropped.filter((one) => !hasVariable(one));
  if (throughFunction !== undefined) {
    return (
      <InlineField
        label={t('datasource.trace.function', 'Spans through')}
        tooltip={t('datasource.trace.function-is', 'Lists the spans that have samples in this function.')}
        htmlFor={id}
      >
        <Picker
          id={id}
          options={[]}
          chosen={throughFunction}
          clearable
          minWidth={30}
          maxWidth={80}
          onChange={(value) => value === undefined && onChange({ throughFunction: undefined })}
        />
      </InlineField>
    );
  }
  return (
    <div onFocus={() => setOpened(true)}>
      <InlineField
        className={field}
        label={t('datasource.trace.id', 'Trace ID')}
        tooltip={t(
          'datasource.trace.id-is',
          'Paste a trace ID, or choose one of the traces whose spans used most in this time range.'
        )}
        htmlFor={id}
        invalid={bad.length > 0}
        error={t('datasource.options.trace-bad', 'A trace ID has 32 hexadecimal digits: {{ids}}', {
          ids: bad.join(', '),
        })}
      >
        <Picker
          id={id}
          options={traceOptions(seen)}
          chosen={traceIdSelector[0]}
          placeholder={t('datasource.trace.placeholder', 'Paste or choose a trace')}
          ownText={t('datasource.trace.custom', 'Use this trace ID or variable')}
          loading={loading}
          invalid={bad.length > 0}
          clearable
          minWidth={20}
          maxWidth={60}
          onChange={(value, typed) => {
            const text = (seen.some(({ traceId }) => traceId === value) ? value : (typed ?? value))?.trim();
            onChange({ traceIdSelector: text ? [text] : [] });
          }}
        />
      </InlineField>
    </div>
  );
}

/** Traces by their ids, the one with the most in a span first: `GET /order of order-service, 60 ms at 08:00:12`. */
export function traceOptions(seen: readonly SeenSpan[]): ComboboxOption[] {
  return firstOfTraces(seen).map(({ traceId, name, service, value, unit, startMs }) => ({
    value: traceId,
    label: traceId,
    description: t('datasource.trace.seen', '{{name}} of {{service}}, {{amount}} at {{time}}', {
      name: name || t('datasource.trace.some-span', 'a span'),
      service,
      amount: amountText({ value, unit }),
      time: dateTimeFormat(startMs, { format: 'HH:mm:ss' }),
    }),
  }));
}

/** An ID is wider than a narrow page has room for beside its label. */
const field = css({ margin: 0, maxWidth: '100%', '& > div': { minWidth: 0, flexShrink: 1 } });
