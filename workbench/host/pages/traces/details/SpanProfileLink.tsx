import type { MouseEvent } from 'react';
import { type SplitOpen, dateTime } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { LinkButton } from '@grafana/ui';
import { paneSearch } from '../../explore/exploreUrl';
import type { Trace, TraceSpan } from '../trace';
import { type TracesToProfiles, linkQuery, linkRange } from './spanProfile';

export interface SpanLinkProps {
  trace: Trace;
  span: TraceSpan;
  settings: TracesToProfiles | undefined;
  onOpenLink: SplitOpen;
}

/** For every type of data source but Grafana's own Pyroscope, whose says "Profiles for this span". */
const TITLE = 'Related profiles';

/** The link that Grafana's Tempo puts on marked spans where its settings name a data source: there in Explore. */
export function SpanProfileLink({ trace, span, settings, onOpenLink, compact }: SpanLinkProps & { compact?: boolean }) {
  const target = settings?.datasourceUid ? getDataSourceSrv().getInstanceSettings(settings.datasourceUid) : undefined;
  const query = settings && linkQuery(settings, trace, span);
  if (!target || !query) {
    return null;
  }
  const { uid, type } = target;
  const { from, to } = linkRange(span);
  const queries = [{ ...query, datasource: { uid, type } }];
  const address = paneSearch({ datasource: uid, queries, range: { from: `${from}`, to: `${to}` } });
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    const [start, end] = [dateTime(from), dateTime(to)];
    onOpenLink({
      datasourceUid: uid,
      queries,
      range: { from: start, to: end, raw: { from: start, to: end } },
    });
  };
  return (
    <LinkButton
      size="sm"
      variant="secondary"
      fill={compact ? 'text' : 'solid'}
      icon="link"
      href={`/explore?${address}`}
      onClick={open}
      aria-label={compact ? `${TITLE} of ${span.operationName}` : undefined}
      tooltip={compact ? TITLE : undefined}
    >
      {compact ? undefined : TITLE}
    </LinkButton>
  );
}
