import { formattedValueToString, getValueFormat } from '@grafana/data';
import type { LabelSet } from '../../../../pkg/pyroscope/api';
import { isState } from '../../../../pkg/pyroscope/profileType';
import { unitOf } from '../../../wording/profileTypeLabel';
import { durationText } from '../../../wording/durationText';
import { t } from '../../../wording/t';

export function noExemplarsText(): string {
  return t(
    'datasource.series.no-exemplars',
    'The server sent no exemplars. They need storage mode v2 (server flag -architecture.storage=v2) and a range after the move to it.'
  );
}

export function noHeatmapText(): string {
  return t(
    'datasource.series.no-heatmap',
    'This server cannot make heatmaps of this range: they need storage mode v2 (server flag -architecture.storage=v2) and a range after the move to it.'
  );
}

export function seriesShownText(): string {
  return t('datasource.series.instead-of-heatmap', 'Series are shown instead.');
}

export function oneHeatmapText(labels: LabelSet, count: number): string {
  const first = labels.map(({ name, value }) => `${name}=${value}`).join(', ');
  return t(
    'datasource.series.one-heatmap',
    'Grafana draws one heatmap per query, here the first of {{count}}: {{first}}. To see another, select it by its labels.',
    { count, first }
  );
}

export function summedStatesText(stepMs: number): string {
  return t(
    'datasource.series.summed-states',
    'Each point adds up all profiles in its step ({{step}}): a longer step gives a larger number for the same state.',
    { step: durationText(stepMs) }
  );
}

export function idsIgnoredText(): string {
  return t(
    'datasource.series.ids-ignored',
    'The series include all profiles that match the label selector: servers cannot limit series to spans, traces or single profiles.'
  );
}

export function callSiteIgnoredText(): string {
  return t(
    'datasource.series.call-site-ignored',
    'The series include all stacks: the server ignored the call site. Only storage mode v1 can limit series to one.'
  );
}

export function averageIgnoredText(): string {
  return t('datasource.series.average-ignored', 'The values are sums: servers in storage mode v2 do not average.');
}

/** Sums in the smallest unit of the profile type. Those of a state are an amount that nobody held, and are not said. */
export function unlikeTotalsText(profileTypeId: string, series: number, flameGraph: number): string {
  if (isState(profileTypeId)) {
    return t(
      'datasource.series.unlike-states',
      'At least {{share}} % of what the series show is not in the flame graph: samples without a call stack count in the series only.',
      { share: Number(((1 - flameGraph / series) * 100).toPrecision(2)) }
    );
  }
  const print = (value: number) => formattedValueToString(getValueFormat(unitOf(profileTypeId))(value, 2));
  return t(
    'datasource.series.unlike-totals',
    'The series add up to at least {{series}}, the flame graph to {{flameGraph}}: samples without a call stack count in the series only.',
    { series: print(series), flameGraph: print(flameGraph) }
  );
}
