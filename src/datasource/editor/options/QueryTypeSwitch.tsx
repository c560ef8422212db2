import React from 'react';
import { css } from '@emotion/css';
import { RadioButtonGroup } from '@grafana/ui';
import type { PyroscopeQuery, QueryType } from '../../query/query';
import { t } from '../../../wording/t';

interface Props {
  id: string;
  query: PyroscopeQuery;
  onChange: (part: Partial<PyroscopeQuery>) => void;
}

/** The flame graph of the range, the series over it, both, what changed between two ranges or selections, or how the single profiles are spread. */
export function QueryTypeSwitch({ id, query, onChange }: Props) {
  return (
    <div className={scrolling}>
      <RadioButtonGroup<QueryType>
        id={id}
        aria-label={t('datasource.shape.label', 'Query type')}
        options={[
          {
            value: 'profile',
            label: t('datasource.shape.profile', 'Profile'),
            description: t('datasource.shape.profile-is', 'One flame graph of the whole time range'),
          },
          {
            value: 'metrics',
            label: t('datasource.shape.metrics', 'Metrics'),
            description: t('datasource.shape.metrics-is', 'The total over time, one series per group'),
          },
          {
            value: 'both',
            label: t('datasource.shape.both', 'Both'),
            description: t('datasource.shape.both-is', 'The series and, below it, the flame graph'),
          },
          {
            value: 'compare',
            label: t('datasource.shape.compare', 'Compare'),
            description: t('datasource.shape.compare-is', 'One flame graph of what changed between two profiles'),
          },
          {
            value: 'heatmap',
            label: t('datasource.shape.heatmap', 'Heatmap'),
            description: t('datasource.shape.heatmap-is', 'Distribution of profiles or spans by cost, over time'),
          },
          {
            value: 'trace',
            label: t('datasource.shape.trace', 'Trace'),
            description: t('datasource.shape.trace-is', 'The spans of a trace, with the CPU each took'),
          },
        ]}
        value={shapeOf(query)}
        onChange={(shape) => onChange(queryOfType(shape))}
      />
    </div>
  );
}

/** A heatmap is saved as the built-in data source saves it, as a kind of series; by its own name it is one as well. */
export function shapeOf({ queryType, includeHeatmap }: PyroscopeQuery): QueryType {
  return queryType === 'metrics' && includeHeatmap ? 'heatmap' : queryType;
}

function queryOfType(shape: QueryType): Partial<PyroscopeQuery> {
  return shape === 'heatmap'
    ? { queryType: 'metrics', includeHeatmap: true }
    : { queryType: shape, includeHeatmap: undefined };
}

/** Narrow, there are more types than find room. */
const scrolling = css({ minWidth: 0, maxWidth: '100%', overflowX: 'auto' });
