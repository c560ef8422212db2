import type { DataQuery } from '@grafana/schema';

/** What was asked at one time of one data source, with the data source's own words for each query. */
export interface HistoryEntry {
  /** Milliseconds since 1970. */
  at: number;
  /** uid of the data source. */
  datasource: string;
  queries: DataQuery[];
  texts: string[];
}

const KEY = 'workbench.queryHistory';
const KEPT = 50;

export function readHistory(storage: Storage = localStorage): HistoryEntry[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

/** The newest comes first; asking the same again moves it there. */
export function addToHistory(entry: HistoryEntry, storage: Storage = localStorage): void {
  const same = (other: HistoryEntry) =>
    other.datasource === entry.datasource && JSON.stringify(other.queries) === JSON.stringify(entry.queries);
  const next = [entry, ...readHistory(storage).filter((other) => !same(other))].slice(0, KEPT);
  storage.setItem(KEY, JSON.stringify(next));
}
