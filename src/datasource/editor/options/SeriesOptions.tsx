import React from 'react';
import { css } from '@emotion/css';
import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { readQuery, type Aggregation, type HeatmapType } from '../../query/query';
import { readMatchers } from '../../query/selectorEdit';
import { t } from '../../../wording/t';
import { resolveTypedChoice } from '../fields/resolveTypedChoice';
import { MultiPicker } from '../fields/MultiPicker';
import { NumberOption, Option, SwitchOption, type OptionsProps } from './optionFields';
import { shapeOf } from './QueryTypeSwitch';
import { choosableNames, scopeOf } from '../selector/scope';
import { useLabelRequest } from '../selector/useLabelRequest';

/** What series are made of: their groups, how many, and what is marked on them. */
export function SeriesOptions({ saved, range, datasource: { catalog }, onChange, onRun }: OptionsProps) {
  const styles = useStyles2(getStyles);
  const { query } = readQuery(saved);
  const shape = shapeOf(query);
  const scope = scopeOf(readMatchers(query.labelSelector) ?? [], query.profileTypeId);
  const names = useLabelRequest(JSON.stringify([scope, range.start, range.end]), (signal) =>
    catalog.labelNames(scope, range, signal)
  );
  const choices = choosableNames(names.choices);
  const all = [...new Set([...query.groupBy, ...choices])];

  return (
    <>
      <div onFocus={names.onFocus} className={styles.field}>
        <Option
          label={t('datasource.options.group-by', 'Group by')}
          is={t('datasource.options.group-by-is', 'One series for each value of these labels.')}
          error={names.problem}
        >
          {(id) => (
            <MultiPicker
              id={id}
              options={all.map((name) => ({ value: name, label: name }))}
              chosen={query.groupBy.map((name) => ({ value: name, label: name }))}
              placeholder={t('datasource.options.group-by-placeholder', 'None')}
              ownText={t('datasource.builder.custom', 'First match, otherwise as typed')}
              meant={(text) => resolveTypedChoice(text, all)}
              onChange={(groupBy) => onChange({ groupBy })}
            />
          )}
        </Option>
      </div>
      <NumberOption
        label={t('datasource.options.limit', 'Limit')}
        is={t('datasource.options.limit-is', 'The most series the server sends, largest first.')}
        placeholder={t('datasource.options.limit-placeholder', 'All')}
        value={saved.limit}
        onChange={(limit) => onChange({ limit })}
        onRun={onRun}
      />
      {shape !== 'heatmap' && (
        <Option
          label={t('datasource.options.aggregation', 'Combine by')}
          is={t(
            'datasource.options.aggregation-is',
            'How the profiles in a step become one point: added up, or averaged where the server can.'
          )}
          small
        >
          {(id) => (
            <RadioButtonGroup<Aggregation>
              id={id}
              options={[
                { value: 'sum', label: t('datasource.options.sum', 'Sum') },
                { value: 'average', label: t('datasource.options.average', 'Average') },
              ]}
              value={query.aggregation ?? 'sum'}
              onChange={(aggregation) => onChange({ aggregation: aggregation === 'sum' ? undefined : aggregation })}
            />
          )}
        </Option>
      )}
      {shape === 'both' && (
        <SwitchOption
          label={t('datasource.options.heatmap', 'Heatmap')}
          is={t('datasource.options.heatmap-is', 'Instead of series: the distribution of profiles or spans by cost.')}
          value={Boolean(query.includeHeatmap)}
          onChange={(includeHeatmap) => onChange({ includeHeatmap })}
        />
      )}
      {(shape === 'heatmap' || query.includeHeatmap) && (
        <Option
          label={t('datasource.options.heatmap-of', 'Heatmap of')}
          is={t('datasource.options.heatmap-of-is', 'What each cell counts: whole profiles, or single spans.')}
          small
        >
          {(id) => (
            <RadioButtonGroup<HeatmapType>
              id={id}
              options={[
                { value: 'individual', label: t('datasource.options.heatmap-profiles', 'Profiles') },
                { value: 'span', label: t('datasource.options.heatmap-spans', 'Spans') },
              ]}
              value={query.heatmapType === 'span' ? 'span' : 'individual'}
              // A cell of spans leads to a span and its trace by its exemplars alone.
              onChange={(heatmapType) =>
                onChange({ heatmapType, ...(heatmapType === 'span' ? { includeExemplars: true } : {}) })
              }
            />
          )}
        </Option>
      )}
      <SwitchOption
        label={t('datasource.options.exemplars', 'Exemplars')}
        is={t('datasource.options.exemplars-is', 'Marks single profiles or spans, which open as a flame graph.')}
        value={Boolean(query.includeExemplars)}
        onChange={(includeExemplars) => onChange({ includeExemplars })}
      />
      <SwitchOption
        label={t('datasource.options.annotations', 'Annotations')}
        is={t('datasource.options.annotations-is', 'Marks when the server refused or sampled what a service sent.')}
        value={Boolean(query.annotations)}
        onChange={(annotations) => onChange({ annotations })}
      />
    </>
  );
}

const getStyles = () => ({ field: css({ maxWidth: '100%' }) });
