import React, { useState } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Button, Dropdown, Menu, useStyles2 } from '@grafana/ui';
import type { TimeRange } from '../../../../pkg/pyroscope/api';
import { durationText } from '../../../wording/durationText';
import { errorSentence } from '../../../wording/errorSentence';
import { errorText } from '../../../wording/errorText';
import { t } from '../../../wording/t';
import type { PyroscopeQuery } from '../../query/query';
import type { EditorDataSource, SeenSpan } from '../editorDataSource';
import { useRequest } from '../fields/useRequest';

interface Props {
  of: 'span' | 'trace';
  query: PyroscopeQuery;
  range: TimeRange;
  datasource: EditorDataSource;
  onChoose: (id: string) => void;
}

/** A button with the spans or traces that exemplars show in the range, asked for when it is opened. */
export function SeenIds({ of, query, range, datasource, onChoose }: Props) {
  const [opened, setOpened] = useState(false);
  return (
    <Dropdown
      overlay={() => <SeenList {...{ of, query, range, datasource, onChoose }} />}
      onVisibleChange={setOpened}
      placement="bottom-end"
    >
      <Button
        variant="secondary"
        icon={opened ? 'angle-up' : 'angle-down'}
        iconPlacement="right"
        aria-label={
          of === 'span'
            ? t('datasource.seen.choose-span', 'Choose a span seen in this range')
            : t('datasource.seen.choose-trace', 'Choose a trace seen in this range')
        }
      >
        {t('datasource.seen.choose', 'Choose')}
      </Button>
    </Dropdown>
  );
}

function SeenList({ of, query, range, datasource, onChoose }: Props) {
  const styles = useStyles2(getStyles);
  const { labelSelector, profileTypeId } = query;
  const key = JSON.stringify([datasource.uid, labelSelector, profileTypeId, range]);
  const { value, error } = useRequest(key, (signal) =>
    datasource.seenSpans({ labelSelector, profileTypeId }, range, signal)
  );
  const seen = of === 'span' ? value : value && firstOfTraces(value);
  const said =
    error !== undefined
      ? errorSentence(errorText(error))
      : seen === undefined
        ? t('datasource.seen.looking', 'Looking for spans…')
        : seen.length === 0
          ? t(
              'datasource.seen.none',
              'No exemplars of spans in this range. Its profiler may not mark spans (OpenTelemetry integration).'
            )
          : t('datasource.seen.some', 'Those that used most of what exemplars show; there may be more.');
  return (
    // Grafana's menu takes no class of ours: it is as high as all of its items.
    <div className={styles.scroll}>
      <Menu header={<div className={styles.said}>{said}</div>}>
        {(seen ?? []).map((span) => (
          <Menu.Item
            key={span.profileId}
            label={t('datasource.seen.item', '{{name}} · {{amount}}', {
              name: span.name || t('datasource.trace.some-span', 'a span'),
              amount: amountText(span),
            })}
            description={[
              span.service,
              dateTimeFormat(span.startMs, { format: 'HH:mm:ss' }),
              of === 'span' ? span.profileId : span.traceId,
            ]
              .filter(Boolean)
              .join(' · ')}
            onClick={() => onChoose(of === 'span' ? span.profileId : span.traceId)}
          />
        ))}
      </Menu>
    </div>
  );
}

/** Of each trace the span that used most, which comes first. */
export function firstOfTraces(seen: readonly SeenSpan[]): SeenSpan[] {
  const first = new Map<string, SeenSpan>();
  for (const span of seen) {
    if (span.traceId !== '' && !first.has(span.traceId)) {
      first.set(span.traceId, span);
    }
  }
  return [...first.values()];
}

export function amountText({ value, unit }: Pick<SeenSpan, 'value' | 'unit'>): string {
  return unit === 'ns' ? durationText(value / 1e6) : value.toLocaleString('en-US');
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({
    maxHeight: 320,
    maxWidth: 'calc(100vw - 32px)',
    overflow: 'auto',
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
  }),
  said: css({
    maxWidth: 360,
    padding: theme.spacing(0, 1),
    whiteSpace: 'normal',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
