import React, { useId, useState, type ChangeEvent, type KeyboardEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, InlineField, Input, useStyles2 } from '@grafana/ui';
import { normaliseSpanIds } from '../../../pkg/pyroscope/spanIds';
import { MAX_NODES_LIMIT, type PyroscopeQuery } from '../query';
import { t } from '../text';
import { hasVariable } from '../variables';

interface Props {
  query: PyroscopeQuery;
  onChange: (part: Partial<PyroscopeQuery>) => void;
  onRun: () => void;
}

/** What few queries need, folded into a line that says how it stands. */
export function QueryOptions({ query, onChange, onRun }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const id = useId();
  const runOnEnter = (event: KeyboardEvent) => event.key === 'Enter' && onRun();
  const spans = query.spanSelector?.join(', ') ?? '';
  const unreadable = normaliseSpanIds(query.spanSelector ?? []).dropped.filter((entry) => !hasVariable(entry));

  return (
    <div>
      <div className={styles.head}>
        <Button
          fill="text"
          variant="secondary"
          size="sm"
          icon={open ? 'angle-down' : 'angle-right'}
          aria-expanded={open}
          aria-controls={`${id}-options`}
          onClick={() => setOpen(!open)}
        >
          {t('datasource.options.title', 'Options')}
        </Button>
        {!open && <span className={styles.summary}>{optionsSummary(query)}</span>}
      </div>
      {open && (
        <div id={`${id}-options`} className={styles.fields}>
          <InlineField
            label={t('datasource.options.span', 'Span id')}
            tooltip={t(
              'datasource.options.span-is',
              'Only samples taken while this span ran: the value of its attribute pyroscope.profile.id. Several are separated by commas.'
            )}
            htmlFor={`${id}-span`}
            invalid={unreadable.length > 0}
            error={t('datasource.options.span-bad', 'A span id has 16 hexadecimal digits')}
          >
            <Input
              id={`${id}-span`}
              width={28}
              placeholder={t('datasource.options.span-placeholder', 'The whole service')}
              defaultValue={spans}
              onChange={(event: ChangeEvent<HTMLInputElement>) =>
                onChange({ spanSelector: listOf(event.currentTarget.value) })
              }
              onKeyDown={runOnEnter}
            />
          </InlineField>
          <InlineField
            label={t('datasource.options.max-nodes', 'Max nodes')}
            tooltip={t(
              'datasource.options.max-nodes-is',
              'How many bars the server sends at most, the largest first; the rest is folded into “other”.'
            )}
            htmlFor={`${id}-nodes`}
          >
            <Input
              id={`${id}-nodes`}
              width={18}
              type="number"
              min={1}
              max={MAX_NODES_LIMIT}
              placeholder={t('datasource.options.max-nodes-placeholder', 'Server’s default')}
              value={query.maxNodes ?? ''}
              onChange={(event: ChangeEvent<HTMLInputElement>) => {
                const number = parseInt(event.currentTarget.value, 10);
                onChange({ maxNodes: number > 0 ? Math.min(number, MAX_NODES_LIMIT) : undefined });
              }}
              onKeyDown={runOnEnter}
            />
          </InlineField>
        </div>
      )}
    </div>
  );
}

export function optionsSummary({ spanSelector, maxNodes }: PyroscopeQuery): string {
  const spans = spanSelector?.length
    ? t('datasource.options.summary-span', 'Span {{ids}}', { ids: spanSelector.join(', ') })
    : t('datasource.options.summary-no-span', 'No span');
  const nodes = maxNodes
    ? t('datasource.options.summary-nodes', 'at most {{count}} nodes', { count: maxNodes.toLocaleString('en-US') })
    : t('datasource.options.summary-default-nodes', 'nodes as the server limits them');
  return `${spans}, ${nodes}`;
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: theme.spacing(1) }),
  summary: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  fields: css({ display: 'flex', flexWrap: 'wrap', marginTop: theme.spacing(0.5) }),
});
