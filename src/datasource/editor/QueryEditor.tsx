import React, { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, QueryEditorProps } from '@grafana/data';
import { Alert, Button, FieldValidationMessage, InlineField, useStyles2 } from '@grafana/ui';
import { parseSelector } from '../../../pkg/pyroscope/selector';
import type { TimeRange } from '../../../pkg/pyroscope/api';
import type { ServiceType } from '../catalog';
import { toRange, type PyroscopeDataSource } from '../datasource';
import { errorSentence, errorText } from '../errorText';
import { ProfileTypePicker } from './ProfileTypePicker';
import { EVERYTHING, readQuery, type PyroscopeOptions, type PyroscopeQuery } from '../query';
import { QueryOptions } from './QueryOptions';
import { SelectorInput } from './SelectorInput';
import { equalTo, readMatchers, withEqual } from '../selectorEdit';
import { ServicePicker } from './ServicePicker';
import { t } from '../text';
import { useAnswer } from '../useAnswer';
import { hasVariable } from '../variables';

type Props = QueryEditorProps<PyroscopeDataSource, PyroscopeQuery, PyroscopeOptions>;

const MINUTE_MS = 60_000;

/** Service, profile type, selector: the first two are read off lists, the third is for everything else. */
export function QueryEditor({ query: saved, onChange, onRunQuery, datasource, range: shownRange }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const change = useLatest(saved, onChange);
  const { query } = readQuery(saved);
  const range = useRange(shownRange);
  const selector = query.labelSelector;

  const {
    value: present,
    loading,
    error,
  } = useAnswer(`${datasource.uid} ${range.start} ${range.end}`, (signal) =>
    datasource.catalog.services(range, signal)
  );
  const service = equalTo(selector, 'service_name');
  const services = distinct(present, (pair) => pair.service);
  const types = typesOf(present, service);
  const problem = selectorProblem(selector);
  const failure = error === undefined ? undefined : errorText(error);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.shiftKey && !event.defaultPrevented) {
      event.preventDefault();
      onRunQuery();
    }
  };

  return (
    <div className={styles.editor} onKeyDown={onKeyDown}>
      {query.queryType === 'metrics' && (
        <Alert
          severity="warning"
          title={t(
            'datasource.editor.metrics',
            'This query asks for series over time, which this version does not answer.'
          )}
        >
          <Button size="sm" variant="secondary" onClick={() => change({ queryType: 'profile' })}>
            {t('datasource.editor.to-profile', 'Show the profile instead')}
          </Button>
        </Alert>
      )}
      {/* InlineField hands `invalid`, `loading` and `disabled` down to its control. */}
      <div className={styles.row}>
        <InlineField
          label={t('datasource.editor.service', 'Service')}
          htmlFor={`${id}-service`}
          invalid={failure !== undefined}
          loading={loading}
          disabled={readMatchers(selector) === undefined}
        >
          <ServicePicker
            id={`${id}-service`}
            value={service === '' ? undefined : service}
            services={services}
            onChange={(value) => change({ labelSelector: withEqual(selector, 'service_name', value) })}
          />
        </InlineField>
        <InlineField
          label={t('datasource.editor.type', 'Profile type')}
          htmlFor={`${id}-type`}
          invalid={failure !== undefined}
          loading={loading}
        >
          <ProfileTypePicker
            id={`${id}-type`}
            value={query.profileTypeId}
            types={types}
            onChange={(profileTypeId) => change({ profileTypeId })}
          />
        </InlineField>
        <InlineField
          label={t('datasource.editor.selector', 'Label selector')}
          htmlFor={`${id}-selector`}
          grow
          className={styles.selector}
          invalid={problem !== undefined}
        >
          <SelectorInput
            id={`${id}-selector`}
            // As it is written: an emptied text must not fill itself again.
            value={typeof saved.labelSelector === 'string' ? saved.labelSelector : selector}
            profileTypeId={query.profileTypeId}
            range={range}
            catalog={datasource.catalog}
            onChange={(labelSelector) => change({ labelSelector })}
            onRun={onRunQuery}
          />
        </InlineField>
      </div>
      {problem && <FieldValidationMessage>{problem}</FieldValidationMessage>}
      {failure && (
        <FieldValidationMessage>
          {t('datasource.editor.no-lists', 'Services and types could not be listed. {{reason}}', {
            reason: errorSentence(failure),
          })}
        </FieldValidationMessage>
      )}
      {selector === EVERYTHING && services.length > 1 && (
        <div
          className={styles.services}
          role="group"
          aria-label={t('datasource.editor.choose-service', 'Choose a service')}
        >
          <span>{t('datasource.editor.all-services', 'All services together. Or choose one:')}</span>
          {services.slice(0, SHOWN_SERVICES).map((name) => (
            <Button
              key={name}
              size="sm"
              variant="secondary"
              fill="outline"
              onClick={() => {
                change({ labelSelector: withEqual(selector, 'service_name', name) });
                onRunQuery();
              }}
            >
              {name}
            </Button>
          ))}
        </div>
      )}
      <QueryOptions query={query} onChange={change} onRun={onRunQuery} />
    </div>
  );
}

const SHOWN_SERVICES = 12;

/** Changes are made to the latest query, also when the host is slow to hand back the one before. */
function useLatest(saved: PyroscopeQuery, onChange: (query: PyroscopeQuery) => void) {
  const latest = useRef(saved);
  useEffect(() => {
    latest.current = saved;
  }, [saved]);
  return (part: Partial<PyroscopeQuery>) => {
    latest.current = { ...latest.current, ...part };
    onChange(latest.current);
  };
}

/** The range in whole minutes, so that a range that ends now does not ask again on every render. */
function useRange(shown: Props['range']): TimeRange {
  const [openedAt] = useState(() => Date.now());
  const { start, end } = shown ? toRange(shown) : { start: openedAt - 60 * MINUTE_MS, end: openedAt };
  return { start: floorMinute(start), end: floorMinute(end) + MINUTE_MS };
}

function floorMinute(ms: number): number {
  return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}

/** The types of one service; all of them where the selector names none, or one that is not there. */
function typesOf(present: ServiceType[] | undefined, service: string | undefined): string[] {
  const own = present?.filter((pair) => pair.service === service);
  return distinct(own?.length ? own : present, (pair) => pair.profileTypeId);
}

function distinct(present: ServiceType[] | undefined, of: (pair: ServiceType) => string): string[] {
  return [...new Set(present?.map(of))].filter(Boolean).sort();
}

/** What is wrong with a selector as it is typed; one with variables in it is whole only when it runs. */
function selectorProblem(selector: string): string | undefined {
  try {
    parseSelector(selector);
    return undefined;
  } catch (error) {
    return hasVariable(selector) ? undefined : errorText(error, { labelSelector: selector }).title;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  row: css({ display: 'flex', flexWrap: 'wrap' }),
  selector: css({ minWidth: 320, flex: '1 1 320px' }),
  services: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
