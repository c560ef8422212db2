import { dateTime, type RawTimeRange, type TimeRange } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { exploreLink } from '../../exploreLink';
import { showInPane } from '../../explorePane';
import { DATASOURCE_PLUGIN_ID, type ProfileMeta } from '../../frames/profileMeta';

/** A question of the data source that answered a profile. */
export interface ProfileOrigin {
  meta: ProfileMeta;
  refId: string | undefined;
  range: TimeRange;
}

/** The pane of a span's profile shows the time of the span, in which there are no others: so far around it. */
const AROUND_MS = 30 * 60_000;

/** Opens the spans that have samples in a function: in the pane of Explore that shows the profile, else in Explore. */
export function openTraces(functionName: string, { meta, refId, range }: ProfileOrigin): void {
  const { source = '', profileTypeId, labelSelector } = meta;
  const query = { queryType: 'trace', profileTypeId, labelSelector, throughFunction: functionName, ...WITHOUT_IDS };
  const { from, to } = meta.spanIds || meta.traceIds ? around(range) : range.raw;
  const bound = (raw: typeof from) => (typeof raw === 'string' ? raw : raw.valueOf());
  const url = exploreLink({ uid: source, type: DATASOURCE_PLUGIN_ID }, query, { from: bound(from), to: bound(to) });
  if (refId === undefined || !showInPane(url, { refId, range, id: meta.explorePane }, { from, to })) {
    // The base address is in the link already, and Grafana's history adds it again.
    locationService.push(url.slice(url.indexOf('/explore?')));
  }
}

function around({ from, to, raw }: TimeRange): RawTimeRange {
  const middle = (from.valueOf() + to.valueOf()) / 2;
  const [start, end] = [middle - AROUND_MS, Math.min(middle + AROUND_MS, Date.now())];
  return to.valueOf() - from.valueOf() < end - start
    ? { from: dateTime(Math.floor(start)), to: dateTime(Math.ceil(end)) }
    : raw;
}

/** Explore keeps of a query what the new one does not have. */
const WITHOUT_IDS = { spanSelector: [], traceIdSelector: [], profileIdSelector: [], stackTraceSelector: [] };
