import { dateMath, type DateTime, type RawTimeRange, type TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';

/** A range as Explore keeps it: `now-1h`, or milliseconds since 1970 in text. */
export interface PaneRange {
  from: string;
  to: string;
}

interface Pane {
  datasource?: string;
  queries?: Array<Partial<DataQuery> & Sides>;
  range?: PaneRange;
}

/** Of a comparison: what may have a range of its own. */
interface Sides {
  baseline?: Partial<PaneRange>;
  compared?: Partial<PaneRange>;
}

/** What tells a pane from others. */
export interface PaneOf {
  refId: string;
  range: TimeRange;
  datasourceUid?: string;
  /** Where its request told; two panes may have the same letter and the same range. */
  id?: string;
}

/**
 * Sets the range of the pane of Explore that shows a query, and with `query` the query as it is edited: Explore keeps
 * both in the address, and lets neither a query editor nor a panel set them. False when no pane of the address is it.
 */
export function setPaneRange(of: PaneOf, range: PaneRange, query?: DataQuery): boolean {
  const { panes } = locationService.getSearchObject();
  const all = readPanes(panes);
  const own = ownPane(all, of);
  if (!own) {
    return false;
  }
  const [id, pane] = own;
  const queries = pane.queries?.map((saved) => (query && saved.refId === of.refId ? { ...saved, ...query } : saved));
  locationService.partial({ panes: JSON.stringify({ ...all, [id]: { ...pane, queries, range } }) });
  return true;
}

/**
 * Puts the query of an address of Explore in place of the one that a pane shows, so that other panes and queries stay,
 * and the range unless another is given. False when no pane of the page's address is it; the other is then to be
 * followed.
 */
export function showInPane(url: string, of: PaneOf, range: RawTimeRange = of.range.raw): boolean {
  const panes = new URL(url, window.location.href).searchParams.get('panes');
  const [target] = Object.values(readPanes(panes));
  const [query] = target?.queries ?? [];
  // A query of another data source does not fit into the pane.
  const own = { datasourceUid: target?.datasource, ...of };
  const { from, to } = range;
  return query !== undefined && setPaneRange(own, { from: bound(from), to: bound(to) }, query as DataQuery);
}

/**
 * The first query that another pane than the one that shows `of` has of the same data source, and that pane's range
 * where it is another.
 */
export function otherPaneQuery<TQuery extends DataQuery>(of: PaneOf): { query: TQuery; range?: PaneRange } | undefined {
  const all = readPanes(locationService.getSearchObject().panes);
  const own = ownPane(all, of);
  const other = own && Object.values(all).find((pane) => pane !== own[1] && pane.datasource === of.datasourceUid);
  const query = other?.queries?.[0];
  return query && other.range
    ? { query: query as TQuery, ...(!sameRange(other, of.range) && { range: other.range }) }
    : undefined;
}

/**
 * The panes of an address with the range of one of them fixed, and with it those of comparisons that have one of their
 * own; undefined where it is not among them.
 */
export function lockPaneRange(panes: unknown, id: string, { from, to, raw }: TimeRange): string | undefined {
  const all = readPanes(panes);
  const pane = all[id];
  const now = raw.to === 'now' ? to : undefined;
  const queries = pane?.queries?.map((query) => ({
    ...query,
    ...(query.baseline && { baseline: lockedSide(query.baseline, now) }),
    ...(query.compared && { compared: lockedSide(query.compared, now) }),
  }));
  const range = { from: bound(from), to: bound(to) };
  return pane && JSON.stringify({ ...all, [id]: { ...pane, ...(queries && { queries }), range } });
}

/** `now-2d` as it was when the page said so; what is no such time stays. */
function lockedSide(side: Partial<PaneRange>, now: DateTime | undefined): Partial<PaneRange> {
  const fixed = (text: string | undefined, roundUp: boolean) => {
    const time = text?.includes('now') ? dateMath.toDateTime(text, { roundUp, now })?.valueOf() : undefined;
    return time === undefined || Number.isNaN(time) ? text : String(time);
  };
  const { from, to } = side;
  return { ...side, ...(from && { from: fixed(from, false) }), ...(to && { to: fixed(to, true) }) };
}

function readPanes(panes: unknown): Record<string, Pane> {
  try {
    const read: unknown = typeof panes === 'string' ? JSON.parse(panes) : panes;
    return read !== null && typeof read === 'object' ? (read as Record<string, Pane>) : {};
  } catch {
    return {};
  }
}

/** By its id where that is known, else by its range. */
function ownPane(all: Record<string, Pane>, of: PaneOf): [id: string, pane: Pane] | undefined {
  const found = Object.entries(all).filter(([, pane]) => shows(pane, of));
  return found.find(([id]) => id === of.id) ?? found.find(([, pane]) => sameRange(pane, of.range)) ?? found[0];
}

function shows({ datasource, queries }: Pane, { refId, datasourceUid }: PaneOf): boolean {
  return (
    (datasourceUid === undefined || datasource === datasourceUid) &&
    Boolean(queries?.some((query) => query.refId === refId))
  );
}

function sameRange({ range }: Pane, { raw }: TimeRange): boolean {
  return range !== undefined && range.from === bound(raw.from) && range.to === bound(raw.to);
}

function bound(raw: TimeRange['raw']['from']): string {
  return typeof raw === 'string' ? raw : String(raw.valueOf());
}
