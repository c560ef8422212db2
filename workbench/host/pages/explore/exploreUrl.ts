import type { DataQuery } from '@grafana/schema';

/** One pane of Explore as Grafana writes it into the address. */
export interface PaneState {
  /** uid of the data source. */
  datasource: string;
  queries: DataQuery[];
  range: { from: string; to: string };
}

/** The id of a pane without another beside it. */
export const ALONE = 'pane';

export const DEFAULT_RANGE = { from: 'now-1h', to: 'now' };

export function exploreUrl(dataSource: { uid: string; type: string }): string {
  const { uid, type } = dataSource;
  return `/explore?${paneSearch({
    datasource: uid,
    queries: [{ refId: 'A', datasource: { uid, type } }],
    range: DEFAULT_RANGE,
  })}`;
}

export function paneSearch(pane: PaneState): string {
  return panesSearch({ [ALONE]: pane });
}

export function panesSearch(panes: Record<string, PaneState>): string {
  return new URLSearchParams({
    schemaVersion: '1',
    panes: JSON.stringify(panes),
    orgId: '1',
  }).toString();
}

/**
 * The panes of an address by their ids, two at most: of `panes`, or of `left` as links to Explore have it, an object or
 * (of old) a list of range, data source and queries. What cannot be read as one is none. One that is alone is called
 * {@link ALONE}, whatever the address calls it. Other keys of a query are kept as they are.
 */
export function readPanes(search: URLSearchParams): Record<string, PaneState> {
  try {
    const panes = search.get('panes');
    const left = search.get('left');
    const saved: Record<string, Partial<PaneState> | undefined> = panes
      ? JSON.parse(panes)
      : { left: paneOfLeft(left ? JSON.parse(left) : undefined) };
    const read = Object.entries(saved).flatMap(([id, pane]): Array<[string, PaneState]> => {
      const state = readPane(pane);
      return state ? [[id, state]] : [];
    });
    return read.length === 1 ? { [ALONE]: read[0][1] } : Object.fromEntries(read.slice(0, 2));
  } catch {
    return {};
  }
}

function readPane(pane: Partial<PaneState> | undefined): PaneState | undefined {
  if (typeof pane?.datasource !== 'string') {
    return undefined;
  }
  const queries = Array.isArray(pane.queries) ? pane.queries.filter((query) => query && typeof query === 'object') : [];
  const range = pane.range?.from && pane.range.to ? pane.range : DEFAULT_RANGE;
  return {
    datasource: pane.datasource,
    queries: queries.map((query, index) => ({ ...query, refId: query.refId || nextRefId(queries.slice(0, index)) })),
    range: { from: String(range.from), to: String(range.to) },
  };
}

function paneOfLeft(left: unknown): Partial<PaneState> | undefined {
  if (!Array.isArray(left)) {
    return left as Partial<PaneState> | undefined;
  }
  const [from, to, datasource, ...segments] = left;
  const queries = segments.filter((segment) => !('ui' in segment || 'mode' in segment || '__panelsState' in segment));
  return { datasource, queries, range: { from, to } };
}

/**
 * Whether there is anything to run, as Explore sees it: it leaves a pane alone whose queries have nothing but letters
 * and data sources.
 */
export function hasQuestion(queries: readonly DataQuery[]): boolean {
  return queries.some((query) => Object.entries(query).some(([key, value]) => !NOT_ASKED.has(key) && Boolean(value)));
}

const NOT_ASKED = new Set(['refId', 'key', 'context', 'datasource']);

/** A, B, … Z, AA, … : the first that is free. */
export function nextRefId(queries: DataQuery[]): string {
  const taken = new Set(queries.map(({ refId }) => refId));
  for (let i = 0; ; i++) {
    const letter = String.fromCharCode(65 + (i % 26));
    const id = i < 26 ? letter : String.fromCharCode(64 + Math.floor(i / 26)) + letter;
    if (!taken.has(id)) {
      return id;
    }
  }
}
