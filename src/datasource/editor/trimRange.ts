import { locationService } from '@grafana/runtime';
import type { TimeRange } from '@grafana/data';
import type { PyroscopeQuery } from '../query';

export const HOUR_MS = 3_600_000;

interface Pane {
  datasource?: string;
  queries?: Array<Partial<PyroscopeQuery> & { refId?: string }>;
  range?: { from: string; to: string };
}

/**
 * The last hour of a range, for the pane of Explore that shows this query: Explore keeps its range in the address, and
 * nothing else lets a query editor set it. False when no pane of the address is this one.
 */
export function trimToLastHour(query: PyroscopeQuery, datasourceUid: string, range: TimeRange): boolean {
  const { panes } = locationService.getSearchObject();
  const all = readPanes(panes);
  const found = Object.entries(all).filter(([, pane]) => shows(pane, query, datasourceUid));
  // Two panes may have a query of the same letter; the range tells them apart.
  const [own] = found.filter(([, pane]) => sameRange(pane, range)).concat(found);
  if (!own) {
    return false;
  }
  const [id, pane] = own;
  const queries = pane.queries?.map((saved) => (saved.refId === query.refId ? { ...saved, ...query } : saved));
  const trimmed = { ...all, [id]: { ...pane, queries, range: lastHour(range) } };
  locationService.partial({ panes: JSON.stringify(trimmed) });
  return true;
}

export function lastHour({ raw, to }: TimeRange): { from: string; to: string } {
  return raw.to === 'now'
    ? { from: 'now-1h', to: 'now' }
    : { from: String(to.valueOf() - HOUR_MS), to: String(to.valueOf()) };
}

function readPanes(panes: unknown): Record<string, Pane> {
  try {
    const read: unknown = typeof panes === 'string' ? JSON.parse(panes) : panes;
    return read !== null && typeof read === 'object' ? (read as Record<string, Pane>) : {};
  } catch {
    return {};
  }
}

function shows(pane: Pane, { refId }: PyroscopeQuery, datasourceUid: string): boolean {
  return pane.datasource === datasourceUid && Boolean(pane.queries?.some((query) => query.refId === refId));
}

function sameRange({ range }: Pane, { raw }: TimeRange): boolean {
  return range !== undefined && range.from === bound(raw.from) && range.to === bound(raw.to);
}

function bound(raw: TimeRange['raw']['from']): string {
  return typeof raw === 'string' ? raw : String(raw.valueOf());
}
