import React, { useState, type ChangeEvent } from 'react';
import { TextArea } from '@grafana/ui';
import { normaliseSpanIds, normaliseTraceIds } from '../../../../pkg/pyroscope/spanIds';
import { MAX_NODES_LIMIT, readQuery } from '../../query/query';
import { t } from '../../../wording/t';
import { hasVariable } from '../../query/interpolation/variableSyntax';
import { ListOption, NumberOption, Option, type OptionsProps } from './optionFields';
import { SeenIds } from './SeenIds';

/** What a flame graph is made of: how many nodes, and the samples of which span, trace, profile or call site. */
export function ProfileOptions({ saved, range, datasource, onChange, onRun }: OptionsProps) {
  const { query } = readQuery(saved);
  const { spanSelector = [], traceIdSelector = [], profileIdSelector = [], stackTraceSelector = [] } = query;
  const badSpans = normaliseSpanIds(spanSelector).dropped.filter((id) => !hasVariable(id));
  const badTraces = normaliseTraceIds(traceIdSelector).dropped.filter((id) => !hasVariable(id));
  const seen = { query, range, datasource };
  return (
    <>
      <NumberOption
        label={t('datasource.options.max-nodes', 'Max nodes')}
        is={t(
          'datasource.options.max-nodes-is',
          'The most bars the server sends, largest first; the rest is folded into “other”.'
        )}
        placeholder={t('datasource.options.max-nodes-placeholder', 'Server default')}
        value={saved.maxNodes}
        most={MAX_NODES_LIMIT}
        onChange={(maxNodes) => onChange({ maxNodes })}
        onRun={onRun}
      />
      <ListOption
        label={t('datasource.options.span', 'Span IDs')}
        is={t(
          'datasource.options.span-is',
          'Only samples taken while these spans ran: the value of a span’s attribute pyroscope.profile.id. Separate several with commas.'
        )}
        placeholder={t('datasource.options.span-placeholder', 'All')}
        value={spanSelector}
        error={
          badSpans.length > 0
            ? t('datasource.options.span-bad', 'A span ID has 16 hexadecimal digits: {{ids}}', {
                ids: badSpans.join(', '),
              })
            : undefined
        }
        beside={<SeenIds of="span" {...seen} onChoose={(id) => onChange({ spanSelector: withId(spanSelector, id) })} />}
        onChange={(ids) => onChange({ spanSelector: ids })}
        onRun={onRun}
      />
      <ListOption
        label={t('datasource.options.trace', 'Trace IDs')}
        is={t(
          'datasource.options.trace-is',
          'Only samples taken in these traces. Needs a server that stores trace IDs with its samples.'
        )}
        placeholder={t('datasource.options.span-placeholder', 'All')}
        value={traceIdSelector}
        error={
          badTraces.length > 0
            ? t('datasource.options.trace-bad', 'A trace ID has 32 hexadecimal digits: {{ids}}', {
                ids: badTraces.join(', '),
              })
            : undefined
        }
        beside={
          <SeenIds of="trace" {...seen} onChoose={(id) => onChange({ traceIdSelector: withId(traceIdSelector, id) })} />
        }
        onChange={(ids) => onChange({ traceIdSelector: ids })}
        onRun={onRun}
      />
      <ListOption
        label={t('datasource.options.profile', 'Profile IDs')}
        is={t('datasource.options.profile-is', 'Only these profiles. Exemplars show their IDs.')}
        placeholder={t('datasource.options.span-placeholder', 'All')}
        value={profileIdSelector}
        onChange={(ids) => onChange({ profileIdSelector: ids })}
        onRun={onRun}
      />
      <CallSiteOption value={stackTraceSelector} onChange={(path) => onChange({ stackTraceSelector: path })} />
    </>
  );
}

function withId(ids: string[], id: string): string[] {
  return ids.includes(id) ? ids : [...ids, id];
}

/** One function a line: names hold commas and blanks. */
function CallSiteOption({ value, onChange }: { value: string[]; onChange: (path: string[]) => void }) {
  const [draft, setDraft] = useState('');
  const text = linesOf(draft).join('\n') === value.join('\n') ? draft : value.join('\n');
  return (
    <Option
      label={t('datasource.options.call-site', 'Call site')}
      is={t(
        'datasource.options.call-site-is',
        'Only stacks that begin with these functions: one name per line, the outermost first.'
      )}
    >
      {(id) => (
        <TextArea
          id={id}
          rows={Math.min(4, Math.max(1, text.split('\n').length))}
          placeholder={t(
            'datasource.options.call-site-placeholder',
            'Function names, one per line, starting at the root'
          )}
          value={text}
          spellCheck={false}
          onChange={(event: ChangeEvent<HTMLTextAreaElement>) => {
            setDraft(event.currentTarget.value);
            onChange(linesOf(event.currentTarget.value));
          }}
        />
      )}
    </Option>
  );
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
