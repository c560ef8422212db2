import React, { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { css } from '@emotion/css';
import { CoreApp, type GrafanaTheme2 } from '@grafana/data';
import { FieldValidationMessage, InlineField, useStyles2 } from '@grafana/ui';
import type { TimeRange } from '../../../pkg/pyroscope/api';
import { otherPaneQuery, showInPane } from '../../explorePane';
import type { ServiceType } from '../server/catalog';
import type { EditorProps } from './editorDataSource';
import { errorSentence } from '../../wording/errorSentence';
import { errorText } from '../../wording/errorText';
import { faultText } from '../query/interpolation/faultText';
import { paneOf } from '../query/paneOf';
import { readLinked } from '../query/linkedQuery';
import { defaultQuery, readQuery, type PyroscopeQuery } from '../query/query';
import { SeriesNotices } from './SeriesNotices';
import { equalTo, readMatchers, withEqual } from '../query/selectorEdit';
import { t } from '../../wording/t';
import { lastDay, toRange, wholeMinutes } from '../query/timeRange';
import { useRequest } from './fields/useRequest';
import { GuardBanner } from './GuardBanner';
import { ProfileTypePicker } from './fields/ProfileTypePicker';
import { QueryOptions } from './options/QueryOptions';
import { QueryTypeSwitch } from './options/QueryTypeSwitch';
import { SelectorField } from './selector/SelectorField';
import { SuggestedServices } from './fields/SuggestedServices';
import { useChosenType } from './fields/useChosenType';
import { isUnasked, useFirstQuestion } from './useFirstQuestion';
import { TraceFields } from './TraceFields';
import { CompareFields } from './compare/CompareFields';
import { ServicePicker } from './fields/ServicePicker';

const HOUR_MS = 3_600_000;

/** What to see, of which service, of which type; then the selector, for everything else. */
export function QueryEditor({
  query: saved,
  onChange,
  onRunQuery,
  datasource,
  range: shownRange,
  app,
  data,
}: EditorProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const change = useLatest(saved, onChange);
  const changeAndRun = (part: Partial<PyroscopeQuery>) => {
    change(part);
    onRunQuery();
  };
  const { query } = readQuery(saved);
  const { query: linked, unread } = readLinked(saved);
  useFirstQuestion(app === CoreApp.Explore && unread === undefined && isUnasked(saved), () =>
    changeAndRun(defaultQuery)
  );
  const range = useRange(shownRange);
  const selector = query.labelSelector;

  const {
    value: present,
    loading,
    error,
  } = useRequest(`${datasource.uid} ${range.start} ${range.end}`, (signal) =>
    datasource.catalog.services(range, signal)
  );
  const service = equalTo(selector, 'service_name');
  const services = distinct(present, (pair) => pair.service);
  const failure = error === undefined ? undefined : errorText(error);
  const chooseService = (name: string | undefined) =>
    changeAndRun({ labelSelector: withEqual(selector, 'service_name', name) });

  const askedRange = data?.request?.range ?? shownRange;
  const waits = askedRange !== undefined && datasource.expensiveQueryGuard.holdsBack(query, askedRange, app);
  const ownPane = {
    ...{ refId: saved.refId, datasourceUid: datasource.uid },
    id: data?.request && paneOf(data.request),
  };
  const shownErrors = data?.errors?.map(({ message = '' }) => message) ?? [];
  const isRun = !waits && unread === undefined;
  const type = useChosenType(query, isRun, datasource, range);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.shiftKey && !event.defaultPrevented) {
      event.preventDefault();
      onRunQuery();
    }
  };

  return (
    <div className={styles.editor} onKeyDown={onKeyDown}>
      <div className={styles.row}>
        <QueryTypeSwitch id={`${id}-shape`} query={query} onChange={changeAndRun} />
        {/* InlineField hands `invalid`, `loading` and `disabled` down to its control. */}
        <InlineField
          label={t('datasource.editor.service', 'Service')}
          htmlFor={`${id}-service`}
          className={styles.field}
          invalid={failure !== undefined}
          loading={loading}
          disabled={readMatchers(selector) === undefined}
        >
          <ServicePicker
            id={`${id}-service`}
            value={service === '' ? undefined : service}
            services={services}
            onChange={chooseService}
          />
        </InlineField>
        <InlineField
          label={t('datasource.editor.type', 'Profile type')}
          htmlFor={`${id}-type`}
          className={styles.field}
          invalid={failure !== undefined}
          loading={loading}
        >
          <ProfileTypePicker
            id={`${id}-type`}
            value={query.profileTypeId}
            defaultType={type}
            types={typesOf(present, service)}
            onChange={(profileTypeId) => changeAndRun({ profileTypeId })}
          />
        </InlineField>
      </div>
      <SelectorField
        // As it is written: an emptied text must not fill itself again.
        selector={typeof linked.labelSelector === 'string' ? linked.labelSelector : unread ? '' : selector}
        mode={query.editorMode}
        profileTypeId={query.profileTypeId}
        range={range}
        catalog={datasource.catalog}
        shownErrors={shownErrors}
        onChange={(labelSelector) => change({ labelSelector })}
        onMode={(editorMode) => change({ editorMode })}
        onRun={onRunQuery}
      />
      {query.queryType === 'trace' && <TraceFields {...{ query, range, datasource }} onChange={changeAndRun} />}
      {query.queryType === 'compare' && (
        <CompareFields
          {...{ saved, services, loading, range }}
          shownRange={shownRange && toRange(shownRange)}
          types={typesOf(present, service)}
          catalog={datasource.catalog}
          shownErrors={shownErrors}
          otherPane={() =>
            app === CoreApp.Explore && shownRange ? otherPaneQuery({ ...ownPane, range: shownRange }) : undefined
          }
          onChange={change}
          onRun={onRunQuery}
        />
      )}
      {failure && (
        <FieldValidationMessage>
          {t('datasource.editor.no-lists', 'Could not list services and types. {{reason}}', {
            reason: errorSentence(failure),
          })}
        </FieldValidationMessage>
      )}
      {unread?.text === '' && app === CoreApp.Explore && (
        // Explore does not run a query without text, so no answer says it.
        <FieldValidationMessage>{faultText({ reason: 'unread', ...unread }).title}</FieldValidationMessage>
      )}
      {waits && <GuardBanner query={saved} range={askedRange} datasource={datasource} onRun={onRunQuery} />}
      {query.queryType !== 'trace' && (
        <SuggestedServices
          {...{ selector, service, services, type, isRun, range }}
          types={distinct(present, (pair) => pair.profileTypeId)}
          catalog={datasource.catalog}
          onChoose={chooseService}
        />
      )}
      {app === CoreApp.Explore && (
        <SeriesNotices
          frames={data?.series ?? []}
          onFollow={(url) => askedRange !== undefined && showInPane(url, { ...ownPane, range: askedRange })}
        />
      )}
      <QueryOptions {...{ saved, range, datasource }} onChange={change} onRun={onRunQuery} />
    </div>
  );
}

/**
 * Changes are made to the latest query, also when the host is slow to hand back the one before. A link's question is in
 * our own fields then.
 */
function useLatest(saved: PyroscopeQuery, onChange: (query: PyroscopeQuery) => void) {
  const latest = useRef(saved);
  useEffect(() => {
    latest.current = readLinked(saved).query;
  }, [saved]);
  return (part: Partial<PyroscopeQuery>) => {
    latest.current = { ...latest.current, ...part };
    onChange(latest.current);
  };
}

/** The range that lists are made for: of a long one its last day, since what is asked for long ranges runs today. */
function useRange(shown: EditorProps['range']): TimeRange {
  const [openedAt] = useState(() => Date.now());
  return wholeMinutes(lastDay(shown ? toRange(shown) : { start: openedAt - HOUR_MS, end: openedAt }));
}

/** The types of one service; all of them where the selector names none, or one that is not there. */
function typesOf(present: ServiceType[] | undefined, service: string | undefined): string[] {
  const own = present?.filter((pair) => pair.service === service);
  return distinct(own?.length ? own : present, (pair) => pair.profileTypeId);
}

function distinct(present: ServiceType[] | undefined, of: (pair: ServiceType) => string): string[] {
  return [...new Set(present?.map(of))].filter(Boolean).sort();
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), minWidth: 0 }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  field: css({ margin: 0, maxWidth: '100%', '& > div': { minWidth: 0, flexShrink: 1 } }),
});
