import { FieldType, type DataFrame, type Field, type QueryResultMetaNotice } from '@grafana/data';
import { deepestRow } from '../../pkg/calltree/deepestRow';
import { emptyTree } from '../../pkg/calltree/emptyTree';
import { nestedSetFromCallTree } from '../../pkg/calltree/nestedSetColumns';
import type { CallTree } from '../../pkg/calltree/tree';
import { rememberTree } from './frameTree';
import { PANEL_PLUGIN_ID, type ProfileMeta } from './profileMeta';

export interface ProfileFrameOptions {
  refId: string;
  /** Grafana's unit id of the values: `ns`, `bytes`, `short`. */
  unit: string;
  meta: ProfileMeta;
  notices?: QueryResultMetaNotice[];
  /** What was sent, for the query inspector. */
  executedQueryString?: string;
}

/** Grafana's trace view looks for a frame of this name. */
const FRAME_NAME = 'response';

/**
 * A tree as the frame that Grafana's flame graph, its trace view and our panel read: depth-first rows, `level`, `value`
 * (total), `self` and `label`, and for a comparison `valueRight` and `selfRight`. The values are the tree's own
 * columns, not copies.
 *
 * Numbers have a `min` and a `max`. Where one has none, Grafana goes through all of the frame's numbers to find them
 * before a panel sees it (`applyFieldOverrides` of 12.4 and 13.2): 45 ms on the main thread for a million rows.
 */
export function profileFrame(tree: CallTree, options: ProfileFrameOptions): DataFrame {
  const columns = nestedSetFromCallTree(tree);
  const config = { unit: options.unit, ...between(tree.total[0], tree.totalRight?.[0]) };
  const fields: Field[] = [
    numbers('level', columns.level, between(deepestRow(tree))),
    numbers('value', columns.value, config),
    numbers('self', columns.self, config),
    {
      name: 'label',
      type: FieldType.enum,
      config: { type: { enum: { text: columns.label.texts as string[] } } },
      values: values(columns.label.indices),
    },
  ];
  if (columns.valueRight && columns.selfRight) {
    fields.push(numbers('valueRight', columns.valueRight, config), numbers('selfRight', columns.selfRight, config));
  }
  rememberTree(fields, tree);
  return {
    name: FRAME_NAME,
    refId: options.refId,
    length: tree.length,
    fields,
    meta: {
      preferredVisualisationType: 'flamegraph',
      preferredVisualisationPluginId: PANEL_PLUGIN_ID,
      ...(options.notices?.length ? { notices: options.notices } : {}),
      ...(options.executedQueryString ? { executedQueryString: options.executedQueryString } : {}),
      custom: { hotpath: options.meta },
    },
  };
}

/** What stands for "nothing": one row of total 0, since a frame without rows crashes Grafana's flame graph. */
export function emptyProfileFrame(options: ProfileFrameOptions): DataFrame {
  return profileFrame(emptyTree(), options);
}

function numbers(name: string, column: Uint32Array | Float64Array, config: Field['config']): Field {
  return { name, type: FieldType.number, config: { ...config }, values: values(column) };
}

/** The range of totals that add up to these, one a side. */
function between(...totals: Array<number | undefined>): { min: number; max: number } {
  const known = totals.filter((total) => total !== undefined);
  return { min: Math.min(0, ...known), max: Math.max(0, ...known) };
}

/** Grafana types field values as arrays; it reads them by index, and sets their length to be rid of them. */
function values(column: Uint32Array | Float64Array): number[] {
  return column as unknown as number[];
}
