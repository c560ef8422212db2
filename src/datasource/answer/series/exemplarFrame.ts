import { DataTopic, FieldType, MappingType, type DataFrame, type Field } from '@grafana/data';
import type { Exemplar, ExemplarKind, LabelSet } from '../../../../pkg/pyroscope/api';
import { t } from '../../../wording/t';
import { profileLink, searchOfSpan, traceLink, traceSearchLink, type ExemplarTargets } from './exemplarLinks';
import { labelsOf } from './seriesFrame';

const FIXED_COLUMNS = new Set(['Time', 'Value', 'Id']);

export interface ExemplarFrameOptions {
  refId: string;
  kind: ExemplarKind;
  profileTypeId: string;
  labelSelector: string;
  /** Of the values, which lie on the same axis as what they are drawn on. */
  unit: string;
  value(exemplar: Exemplar): number;
  targets: ExemplarTargets;
}

/** Exemplars of a series, or of a heatmap's cells, as Grafana draws them; undefined where there are none. */
export function exemplarFrame(
  labels: LabelSet,
  exemplars: readonly Exemplar[],
  options: ExemplarFrameOptions
): DataFrame | undefined {
  if (exemplars.length === 0) {
    return undefined;
  }
  const { refId, kind, unit, value, targets } = options;
  const own = exemplars.map((exemplar) => labelsOf(exemplar.labels));
  const shared = labelsOf(labels);
  const traces = exemplars.map(({ traceId }) => paddedTraceId(traceId));
  const traced = traces.some((id) => id !== '');
  // Profilers of some languages mark spans alone.
  const searched = kind === 'span' && !traced ? targets.traces : undefined;
  const names = new Set([...own.flatMap((set) => Object.keys(set)), ...Object.keys(shared)]);
  const fields: Field[] = [
    { name: 'Time', type: FieldType.time, config: {}, values: exemplars.map(({ timestamp }) => timestamp) },
    {
      name: 'Value',
      type: FieldType.number,
      labels: shared,
      config: { displayName: 'Value', unit },
      values: exemplars.map(value),
    },
    {
      name: 'Id',
      type: FieldType.string,
      config: {
        displayName: kind === 'span' ? 'Span ID' : 'Profile ID',
        links: [profileLink(kind, targets, options), ...(searched ? [traceSearchLink(searched, targets.range)] : [])],
      },
      values: exemplars.map(({ profileId, spanId }) => (kind === 'span' ? spanId : profileId)),
    },
    // Before the labels, which push what comes after them out of a table's view.
    ...(traced ? [traceField(traces, exemplars, options)] : []),
    ...[...names]
      .filter((name) => !name.startsWith('__'))
      .sort()
      .map((name) =>
        text(
          name,
          {},
          own.map((set) => set[name] ?? shared[name] ?? '')
        )
      ),
  ];
  return {
    name: 'exemplar',
    refId,
    length: exemplars.length,
    meta: { dataTopic: DataTopic.Annotations, custom: { datasourceUID: targets.source.uid } },
    fields,
  };
}

/**
 * The traces of exemplars. A link stands on a field and so on every row of it: a span that does not name its trace is
 * given the search for it as its value, lest a row has both links, or one that leads nowhere.
 */
function traceField(traces: string[], exemplars: readonly Exemplar[], { kind, targets }: ExemplarFrameOptions): Field {
  const displayName = t('datasource.exemplar.trace-id', 'Trace ID');
  if (!targets.traces) {
    return text('traceId', { displayName }, traces);
  }
  const links = [traceLink(targets.traces, targets.range)];
  if (kind !== 'span' || !traces.includes('')) {
    return text('traceId', { displayName, links }, traces);
  }
  const result = { text: t('datasource.link.find-trace', 'Find this span’s trace') };
  const mappings = [{ type: MappingType.RegexToText as const, options: { pattern: '^\\{.*', result } }];
  return text(
    'traceId',
    { displayName, links, mappings },
    traces.map((id, i) => id || searchOfSpan(exemplars[i].spanId))
  );
}

/**
 * The exemplars as a table, for Explore's heatmap, which is given none: time, value, id, and the labels that tell them
 * apart. It asks for Grafana's table panel, since Explore puts a table of its own above every panel, and the heatmap out
 * of sight.
 */
export function asTable(frame: DataFrame): DataFrame {
  const { dataTopic: _, ...meta } = frame.meta ?? {};
  const tells = ({ name, config, values }: Field) =>
    FIXED_COLUMNS.has(name) || config.links !== undefined || new Set(values).size > 1;
  return {
    ...frame,
    name: 'exemplars',
    fields: frame.fields.filter(tells),
    meta: { ...meta, preferredVisualisationType: 'table', preferredVisualisationPluginId: 'table' },
  };
}

/** 32 digits; Tempo's search leaves out leading zeros, its trace view needs them. */
function paddedTraceId(id: string): string {
  return /^[0-9a-f]{1,32}$/i.test(id) && !/^0+$/.test(id) ? id.toLowerCase().padStart(32, '0') : '';
}

function text(name: string, config: Field['config'], values: string[]): Field {
  return { name, type: FieldType.string, config, values };
}
