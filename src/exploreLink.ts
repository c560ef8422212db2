import { locationUtil } from '@grafana/data';

/** The one pane of an address that is made here. */
export const LINKED_PANE = 'hotpath';

/** The address of Explore with one query; bounds are milliseconds since 1970, or what Grafana writes: `now-1h`. */
export function exploreLink(
  { uid, type }: { uid: string; type: string },
  query: object,
  { from, to }: { from: number | string; to: number | string }
): string {
  const queries = [{ refId: 'A', ...query, datasource: { type, uid } }];
  const panes = { [LINKED_PANE]: { datasource: uid, queries, range: { from: `${from}`, to: `${to}` } } };
  return locationUtil.assureBaseUrl(`/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`);
}

/** Of a trace in Tempo. Its range matters to the lists around it alone. */
export function traceLinkTo(tempoUid: string, traceId: string, range: { from: number | string; to: number | string }) {
  return exploreLink({ uid: tempoUid, type: 'tempo' }, { queryType: 'traceql', query: traceId }, range);
}
