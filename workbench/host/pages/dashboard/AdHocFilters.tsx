import { css } from '@emotion/css';
import { useState } from 'react';
import type { AdHocVariableFilter, GrafanaTheme2, MetricFindValue, TimeRange } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Combobox, IconButton, useStyles2 } from '@grafana/ui';
import { isComplete } from './adHocFilters';
import type { VariableJson } from './dashboardModel';

interface Props {
  variable: VariableJson;
  filters: AdHocVariableFilter[];
  range: TimeRange;
  onChange: (filters: AdHocVariableFilter[]) => void;
}

const OPERATORS = ['=', '!=', '=~', '!~'].map((value) => ({ label: value, value }));
const EMPTY: AdHocVariableFilter = { key: '', operator: '=', value: '' };

/** Label, operator and value, with the labels and values that the data source knows. */
export function AdHocFilters({ variable, filters, range, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const [draft, setDraft] = useState<AdHocVariableFilter>();
  const rows = draft ? [...filters, draft] : filters;

  const change = (index: number, changed: AdHocVariableFilter) => {
    if (index < filters.length) {
      onChange(filters.map((one, i) => (i === index ? changed : one)));
    } else if (isComplete(changed)) {
      setDraft(undefined);
      onChange([...filters, changed]);
    } else {
      setDraft(changed);
    }
  };
  const remove = (index: number) =>
    index < filters.length ? onChange(filters.filter((_, i) => i !== index)) : setDraft(undefined);

  const keys = (others: AdHocVariableFilter[]) => async (typed: string) => {
    const dataSource = await getDataSourceSrv().get(variable.datasource);
    return choices(await dataSource.getTagKeys?.({ filters: others, timeRange: range }), typed);
  };
  const values = (key: string, others: AdHocVariableFilter[]) => async (typed: string) => {
    const dataSource = await getDataSourceSrv().get(variable.datasource);
    return choices(await dataSource.getTagValues?.({ key, filters: others, timeRange: range }), typed);
  };

  return (
    <div className={styles.filters}>
      {rows.map((filter, index) => {
        const others = filters.filter((one, i) => i !== index && isComplete(one));
        return (
          <div key={index} className={styles.filter}>
            <Combobox
              aria-label="Filter label"
              placeholder="Label"
              width="auto"
              minWidth={12}
              createCustomValue
              options={keys(others)}
              value={filter.key || null}
              onChange={({ value }) => change(index, { ...filter, key: value, value: '' })}
            />
            <Combobox
              aria-label="Filter operator"
              width={8}
              options={OPERATORS}
              value={filter.operator}
              onChange={({ value }) => change(index, { ...filter, operator: value })}
            />
            <Combobox
              // Other values are offered for another label.
              key={filter.key}
              aria-label="Filter value"
              placeholder="Value"
              width="auto"
              minWidth={12}
              createCustomValue
              disabled={!filter.key}
              options={values(filter.key, others)}
              value={filter.value || null}
              onChange={({ value }) => change(index, { ...filter, value })}
            />
            <IconButton name="times" aria-label={`Remove filter ${filter.key}`} onClick={() => remove(index)} />
          </div>
        );
      })}
      {!draft && <IconButton name="plus" tooltip="Add filter" onClick={() => setDraft(EMPTY)} />}
    </div>
  );
}

/** Data sources answer a list, or since Grafana 11 an object with one. */
function choices(answer: MetricFindValue[] | { data: MetricFindValue[] } | undefined, typed: string) {
  const found = Array.isArray(answer) ? answer : (answer?.data ?? []);
  return found
    .map(({ text, value }) => ({ label: text, value: String(value ?? text) }))
    .filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  filter: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.25) }),
});
