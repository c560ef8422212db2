import React, { useEffect, useId, useReducer, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Button, InlineField, useStyles2, type ComboboxOption } from '@grafana/ui';
import type { TimeRange } from '../../../../pkg/pyroscope/api';
import { readBaseline, readComparedTime } from '../../query/comparison';
import { readQuery, type Baseline, type PyroscopeQuery } from '../../query/query';
import { equalTo, readMatchers, withEqual } from '../../query/selectorEdit';
import type { Catalog } from '../../server/catalog';
import { t } from '../../../wording/t';
import { ProfileTypePicker } from '../fields/ProfileTypePicker';
import { ServicePicker } from '../fields/ServicePicker';
import { ListOption } from '../options/optionFields';
import { baselineSummary } from '../options/optionsSummary';
import { SelectorField } from '../selector/SelectorField';
import {
  baselineOf,
  baselineTimeForBoth,
  swapSides,
  WHAT_GREW,
  withBaseline,
  withTime,
  type PaneQuery,
} from './compareEdits';
import { TimeField } from './TimeField';

interface Props {
  saved: PyroscopeQuery;
  /** That lists are made for. */
  range: TimeRange;
  /** The dashboard's. */
  shownRange: TimeRange | undefined;
  services: string[];
  loading: boolean;
  types: string[];
  catalog: Catalog;
  shownErrors: readonly string[];
  /** What another pane of Explore shows, where there is one. */
  otherPane: () => PaneQuery | undefined;
  onChange: (part: Partial<PyroscopeQuery>) => void;
  onRun: () => void;
}

/** What the query above is compared with, and when both sides are. */
export function CompareFields(props: Props) {
  const { saved, range, shownRange, services, loading, types, catalog, shownErrors, otherPane, onChange, onRun } =
    props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const [more, setMore] = useState(false);
  const { query } = readQuery(saved);
  const baseline = readBaseline(query);
  const { query: ids } = readQuery(baseline);
  const ownSelector = typeof baseline.labelSelector === 'string' && baseline.labelSelector.trim() !== '';
  const selector = ownSelector ? baseline.labelSelector! : query.labelSelector;
  const changeBaseline = (part: Baseline) => onChange(withBaseline(query, part));
  const changeAndRun = (part: Partial<PyroscopeQuery>) => {
    onChange(part);
    onRun();
  };
  useAddressChanges();
  const pane = otherPane();
  const service = equalTo(selector, 'service_name');
  const idLists = [
    { field: 'spanSelector', label: t('datasource.options.span', 'Span IDs') },
    { field: 'traceIdSelector', label: t('datasource.options.trace', 'Trace IDs') },
    { field: 'profileIdSelector', label: t('datasource.options.profile', 'Profile IDs') },
  ] as const;
  return (
    <div role="group" aria-labelledby={`${id}-title`} className={styles.group}>
      <div className={styles.row}>
        <span id={`${id}-title`} className={styles.title}>
          {t('datasource.compare-editor.title', 'Compared with the baseline')}
        </span>
        <Button
          size="sm"
          variant="secondary"
          icon="exchange-alt"
          tooltip={t('datasource.compare-editor.swap-is', 'Make the baseline the comparison, and the other way round')}
          onClick={() => changeAndRun(swapSides(saved, shownRange))}
        >
          {t('datasource.compare-editor.swap', 'Swap sides')}
        </Button>
        <Button
          size="sm"
          variant="secondary"
          icon="arrow-up"
          tooltip={t(
            'datasource.compare-editor.grew-is',
            'Compare the first third of the time range with the last: for memory that grows'
          )}
          onClick={() =>
            changeAndRun({
              baseline: { ...withTime(baseline, {}), ...WHAT_GREW.baseline },
              compared: WHAT_GREW.compared,
            })
          }
        >
          {t('datasource.compare-editor.grew', 'What grew?')}
        </Button>
        {baseline.time !== undefined && baseline.time !== 'same' && (
          <Button
            size="sm"
            variant="secondary"
            icon="clock-nine"
            tooltip={t('datasource.compare-editor.one-time-is', 'Look at both sides in the time of the baseline')}
            onClick={() => changeAndRun(baselineTimeForBoth(saved, shownRange))}
          >
            {t('datasource.compare-editor.one-time', 'Baseline time for both')}
          </Button>
        )}
        {pane && (
          <Button
            size="sm"
            variant="secondary"
            icon="columns"
            tooltip={t(
              'datasource.compare-editor.pane-is',
              'Compare with what the other pane shows, in its time range'
            )}
            onClick={() => changeAndRun(baselineOf(pane))}
          >
            {t('datasource.compare-editor.pane', 'Other pane as baseline')}
          </Button>
        )}
      </div>
      <div className={styles.row}>
        <TimeField
          label={t('datasource.compare-editor.baseline-time', 'Baseline time')}
          usual="same"
          times={baselineTimes()}
          value={baseline}
          onChange={(time) => onChange({ baseline: withTime(baseline, time) })}
          onRun={onRun}
        />
        <TimeField
          label={t('datasource.compare-editor.compared-time', 'Comparison time')}
          usual="shown"
          times={comparedTimes()}
          value={readComparedTime(query)}
          onChange={(compared) => onChange({ compared })}
          onRun={onRun}
        />
      </div>
      <div className={styles.row}>
        <InlineField
          label={t('datasource.compare-editor.service', 'Baseline service')}
          htmlFor={`${id}-service`}
          className={styles.field}
          loading={loading}
          disabled={readMatchers(selector) === undefined}
        >
          <ServicePicker
            id={`${id}-service`}
            value={service === '' ? undefined : service}
            services={services}
            onChange={(name) =>
              changeAndRun(withBaseline(query, { labelSelector: withEqual(selector, 'service_name', name) }))
            }
          />
        </InlineField>
        {ownSelector ? (
          <Button
            size="sm"
            variant="secondary"
            fill="text"
            icon="times"
            onClick={() => changeAndRun(withBaseline(query, { labelSelector: undefined }))}
          >
            {t('datasource.compare-editor.same-selector', 'Use the comparison’s selector')}
          </Button>
        ) : (
          <>
            <span className={styles.note}>
              {t('datasource.compare-editor.selector-is-same', 'Same label selector as the comparison')}
            </span>
            <Button
              size="sm"
              variant="secondary"
              fill="text"
              icon="pen"
              onClick={() => changeBaseline({ labelSelector: query.labelSelector, time: baseline.time ?? 'same' })}
            >
              {t('datasource.compare-editor.own-selector', 'Use another selector')}
            </Button>
          </>
        )}
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon={more ? 'angle-down' : 'angle-right'}
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          {t('datasource.compare-editor.more', 'Baseline options')}
        </Button>
        {!more && <span className={styles.note}>{baselineSummary(ids)}</span>}
      </div>
      {ownSelector && (
        <SelectorField
          selector={selector}
          mode={query.editorMode}
          profileTypeId={query.profileTypeId}
          range={range}
          catalog={catalog}
          shownErrors={shownErrors}
          onChange={(labelSelector) => changeBaseline({ labelSelector })}
          onMode={(editorMode) => onChange({ editorMode })}
          onRun={onRun}
        />
      )}
      {more && (
        <div className={styles.row}>
          <InlineField
            label={t('datasource.compare-editor.type', 'Baseline type')}
            tooltip={t('datasource.compare-editor.type-is', 'Another profile type measured in the same unit.')}
            htmlFor={`${id}-type`}
            className={styles.field}
          >
            <ProfileTypePicker
              id={`${id}-type`}
              value={ids.profileTypeId}
              types={types}
              placeholder={t('datasource.compare-editor.same-type', 'Same as the comparison')}
              onChange={(profileTypeId) =>
                changeAndRun(withBaseline(query, { profileTypeId: profileTypeId || undefined }))
              }
            />
          </InlineField>
          {idLists.map(({ field, label }) => (
            <ListOption
              key={field}
              label={t('datasource.compare-editor.of-baseline', 'Baseline {{field}}', { field: label })}
              is={t('datasource.compare-editor.ids-are', 'Only these on the baseline’s side. Empty: all of its range.')}
              placeholder={t('datasource.options.span-placeholder', 'All')}
              value={ids[field] ?? []}
              onChange={(ids) => changeBaseline({ [field]: ids.length > 0 ? ids : undefined })}
              onRun={onRun}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** Renders again with each change of the address: what happens in another pane of Explore renders nothing in this one. */
function useAddressChanges(): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const changes = locationService.getLocationObservable().subscribe(again);
    return () => changes.unsubscribe();
  }, []);
}

function earlier(): ComboboxOption[] {
  return [
    { value: '1h', label: t('datasource.compare-editor.hour', '1 hour earlier') },
    { value: '1d', label: t('datasource.compare-editor.day', '1 day earlier') },
    { value: '1w', label: t('datasource.compare-editor.week', '1 week earlier') },
  ];
}

function parts(): ComboboxOption[] {
  return [
    { value: 'first', label: t('datasource.compare-editor.first', 'First third of the range') },
    { value: 'last', label: t('datasource.compare-editor.last', 'Last third of the range') },
    { value: 'range', label: t('datasource.compare-editor.range', 'From … to …') },
  ];
}

function baselineTimes(): ComboboxOption[] {
  return [
    { value: 'previous', label: t('datasource.compare-editor.previous', 'The range before, same length') },
    ...earlier(),
    { value: 'same', label: t('datasource.compare-editor.same', 'Same as the comparison') },
    { value: 'shown', label: t('datasource.compare-editor.shown', 'The time range shown') },
    ...parts(),
  ];
}

function comparedTimes(): ComboboxOption[] {
  return [
    { value: 'shown', label: t('datasource.compare-editor.shown', 'The time range shown') },
    ...earlier(),
    { value: 'previous', label: t('datasource.compare-editor.previous', 'The range before, same length') },
    ...parts(),
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), minWidth: 0 }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1), minWidth: 0 }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  field: css({ margin: 0, maxWidth: '100%', '& > div': { minWidth: 0, flexShrink: 1 } }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
