import { css } from '@emotion/css';
import { type FormEvent, useCallback, useMemo, useState } from 'react';
import { type DataSourceInstanceSettings, type GrafanaTheme2, type SplitOpen, getTimeZone } from '@grafana/data';
import { isFetchError } from '@grafana/runtime';
import { Alert, EmptyState, Field, Input, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { useBreadcrumbs } from '../../chrome/breadcrumbs';
import { RecordedNotice } from '../../chrome/RecordedNotice';
import { usePromise } from '../../services/usePromise';
import { DataSourcePicker } from '../explore/DataSourcePicker';
import type { PaneState } from '../explore/exploreUrl';
import { TimeControls } from '../explore/TimeControls';
import { rawOf, timeRangeFrom } from '../explore/timeRange';
import { writePane } from '../explore/writePane';
import type { TracesToProfiles } from './details/spanProfile';
import { askTempo } from './tempoApi';
import { TraceList } from './TraceList';
import { TraceView } from './TraceView';

interface Props {
  /** Of the pane in the address. */
  id: string;
  pane: PaneState;
  tempo: DataSourceInstanceSettings;
}

/** Explore on a Tempo: a search or a trace id, and what is found. The address is the one that Grafana's Explore has. */
export function TracesPane({ id, pane, tempo }: Props) {
  const styles = useStyles2(getStyles);
  const [timeZone, setTimeZone] = useState(getTimeZone());
  const [refresh, setRefresh] = useState('');
  const query = queryOf(pane);
  const [edited, setEdited] = useState({ of: query, text: query });
  const text = edited.of === query ? edited.text : query;
  const range = useMemo(() => timeRangeFrom(pane.range, timeZone), [pane.range, timeZone]);
  const [asked, setAsked] = useState(0);
  useBreadcrumbs([{ text: 'Explore', url: '/explore' }, { text: tempo.name }]);

  const { uid } = tempo;
  const { from, to } = range;
  const ask = useCallback(
    // Asked again where it was asked to.
    () => askTempo(uid, query, { from: from.valueOf(), to: to.valueOf() + 0 * asked }),
    [uid, query, from, to, asked]
  );
  const { value: shown, error, loading } = usePromise(ask);

  const go = (part: { query?: string; range?: PaneState['range']; datasource?: string }) => {
    const queries = [
      { refId: 'A', datasource: { type: 'tempo', uid }, queryType: 'traceql', query: part.query ?? query },
    ];
    const elsewhere = part.datasource !== undefined && part.datasource !== pane.datasource;
    const datasource = part.datasource ?? pane.datasource;
    writePane(id, { datasource, queries: elsewhere ? [] : queries, range: part.range ?? pane.range }, 'push');
  };
  const openLink = useCallback<SplitOpen>(
    (target) => {
      if (target?.datasourceUid && target.range) {
        writePane(
          id,
          {
            datasource: target.datasourceUid,
            queries: target.queries.map((one) => ({ ...one, refId: one.refId || 'A' })),
            range: rawOf(target.range),
          },
          'push'
        );
      }
    },
    [id]
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text === query) {
      setAsked((count) => count + 1);
    } else {
      go({ query: text });
    }
  };

  return (
    <div className={styles.page}>
      <div className={styles.toolbar}>
        <DataSourcePicker value={uid} onChange={(datasource) => go({ datasource })} />
        <div className={styles.spacer} />
        <TimeControls
          range={range}
          timeZone={timeZone}
          onChange={(changed) => go({ range: changed })}
          onChangeTimeZone={setTimeZone}
          onRun={() => setAsked((count) => count + 1)}
          onCancel={() => undefined}
          loading={loading}
          runText="Run query"
          refresh={refresh}
          onChangeRefresh={setRefresh}
        />
      </div>
      <RecordedNotice />
      <form onSubmit={submit} className={styles.query}>
        <Field label="TraceQL" description="A search, or the ID of a trace" noMargin>
          <Input
            id="traceql"
            value={text}
            placeholder='{ resource.service.name = "order-service" && duration > 20ms }'
            onChange={(event) => setEdited({ of: query, text: event.currentTarget.value })}
          />
        </Field>
      </form>
      {error && <Alert title="Query error">{messageOf(error)}</Alert>}
      {loading && !error && <LoadingPlaceholder text="Loading…" />}
      {shown?.kind === 'list' && (
        <TraceList found={shown.found} timeZone={timeZone} onOpen={(id) => go({ query: id })} />
      )}
      {shown?.kind === 'trace' && !shown.trace && <EmptyState variant="not-found" message="Trace not found" />}
      {shown?.kind === 'trace' && shown.trace && (
        <TraceView
          key={shown.trace.traceID}
          trace={shown.trace}
          tempo={tempo}
          settings={(tempo.jsonData as { tracesToProfiles?: TracesToProfiles }).tracesToProfiles}
          range={range}
          timeZone={timeZone}
          onOpenLink={openLink}
        />
      )}
    </div>
  );
}

function queryOf({ queries }: PaneState): string {
  const { query } = (queries[0] ?? {}) as { query?: unknown };
  return typeof query === 'string' ? query : '';
}

function messageOf(error: unknown): string {
  if (isFetchError(error)) {
    const { data, status } = error;
    return (typeof data === 'string' ? data : data?.message) || `Tempo answered ${status}`;
  }
  return error instanceof Error ? error.message : String(error);
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), padding: theme.spacing(1, 2, 2) }),
  toolbar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  spacer: css({ flex: 1 }),
  query: css({
    padding: theme.spacing(1),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
});
