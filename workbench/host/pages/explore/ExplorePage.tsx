import { css } from '@emotion/css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import {
  CoreApp,
  type DataSourceApi,
  type GrafanaTheme2,
  LoadingState,
  type SplitOpen,
  getTimeZone,
} from '@grafana/data';
import { getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { Alert, Button, EmptyState, LinkButton, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { RecordedNotice } from '../../chrome/RecordedNotice';
import { useBreadcrumbs } from '../../chrome/breadcrumbs';
import { useMeasuredWidth } from './results/useMeasuredWidth';
import { dataRequest } from './dataRequest';
import { rawOf, timeRangeFrom } from './timeRange';
import { useQueryRunner } from './useQueryRunner';
import { usePromise } from '../../services/usePromise';
import { useSettings } from '../../services/useSettings';
import { TimeControls } from './TimeControls';
import { DataSourcePicker } from './DataSourcePicker';
import { HistoryDrawer } from './HistoryDrawer';
import { QueryRow } from './QueryRow';
import { Results } from './results/Results';
import { ALONE, DEFAULT_RANGE, type PaneState, hasQuestion, nextRefId, readPanes } from './exploreUrl';
import { addToHistory } from './queryHistory';
import { TracesPane } from '../traces/TracesPane';
import { closePane, splitPane, writePane } from './writePane';

export function ExplorePage() {
  const styles = useStyles2(getStyles);
  const { search } = useLocation();
  const { datasources } = useSettings();
  const fallback = getDataSourceSrv().getInstanceSettings();
  const panes = useMemo(() => Object.entries(readPanes(new URLSearchParams(search))), [search]);
  const isEmpty = panes.length === 0;

  useEffect(() => {
    if (isEmpty && fallback) {
      const { uid } = fallback;
      writePane(ALONE, { datasource: uid, queries: [], range: DEFAULT_RANGE }, 'replace');
    }
  }, [isEmpty, fallback]);

  if (Object.keys(datasources).length === 0) {
    return (
      <EmptyState
        variant="call-to-action"
        message="Explore needs a data source"
        button={<LinkButton href="/connections/datasources/new">Add data source</LinkButton>}
      />
    );
  }
  return (
    <div className={styles.panes}>
      {panes.map(([id, pane]) => {
        const settings = getDataSourceSrv().getInstanceSettings(pane.datasource);
        return (
          <div key={id} className={styles.pane} data-testid={`pane-${id}`}>
            {settings?.type === 'tempo' ? (
              <TracesPane {...{ id, pane }} tempo={settings} />
            ) : (
              <Pane {...{ id, pane }} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function Pane({ id, pane }: { id: string; pane: PaneState }) {
  const styles = useStyles2(getStyles);
  const [measure, width] = useMeasuredWidth();
  const [timeZone, setTimeZone] = useState(getTimeZone());
  const [refresh, setRefresh] = useState('');
  const runner = useQueryRunner();
  const { value: dataSource, error } = usePromise(
    useCallback(() => getDataSourceSrv().get(pane.datasource), [pane.datasource])
  );
  const [queries, showQueries] = useState(pane.queries);
  // Editors change a query and run it in one go, before anything is rendered again.
  const latest = useRef(queries);
  const setQueries = useCallback((next: DataQuery[]) => {
    latest.current = next;
    showQueries(next);
  }, []);
  const [raw, setRaw] = useState(pane.range);
  const latestRaw = useRef(raw);
  useEffect(() => {
    latestRaw.current = raw;
  }, [raw]);
  const [history, showHistory] = useState(false);
  const [range, setRange] = useState(() => timeRangeFrom(pane.range, timeZone));
  useBreadcrumbs([{ text: 'Explore', url: '/explore' }, { text: dataSource?.name ?? '' }]);

  const written = useRef('');
  const run = useCallback(
    (asked: { queries?: DataQuery[]; range?: { from: string; to: string }; write?: 'push' | 'replace' } = {}) => {
      const nextQueries = asked.queries ?? latest.current;
      const nextRaw = asked.range ?? raw;
      const nextRange = timeRangeFrom(nextRaw, timeZone);
      setQueries(nextQueries);
      setRaw(nextRaw);
      setRange(nextRange);
      getTemplateSrv().updateTimeRange(nextRange);
      const state: PaneState = { datasource: pane.datasource, queries: nextQueries, range: nextRaw };
      written.current = JSON.stringify(state);
      writePane(id, state, asked.write ?? 'push');
      const shown = nextQueries.filter(({ hide }) => !hide);
      if (dataSource && dataSource.uid === pane.datasource && hasQuestion(nextQueries)) {
        remember(dataSource, shown);
        runner.run(
          dataSource,
          dataRequest({
            app: CoreApp.Explore,
            dataSource,
            queries: shown,
            range: nextRange,
            timeZone,
            width,
            requestId: `explore_${id}`,
          })
        );
      }
    },
    [id, setQueries, raw, timeZone, dataSource, pane.datasource, runner, width]
  );

  // A first look, and every address that did not come from here: back, forward, a link.
  const ready = dataSource?.uid === pane.datasource && width > 0;
  const address = JSON.stringify(pane);
  useEffect(() => {
    if (ready && address !== written.current) {
      const start = pane.queries.length ? pane.queries : [firstQuery(dataSource)];
      run({ queries: start, range: pane.range, write: 'replace' });
    }
  }, [ready, address, pane, dataSource, run]);

  // A link's query opens here, in place of what led to it; the way back is the browser's.
  const openLink = useCallback<SplitOpen>(
    (target) => {
      if (target?.datasourceUid) {
        writePane(
          id,
          {
            datasource: target.datasourceUid,
            queries: target.queries.map((query) => ({ ...query, refId: query.refId || 'A' })),
            range: target.range ? rawOf(target.range) : latestRaw.current,
          },
          'push'
        );
      }
    },
    [id]
  );

  const loading = runner.data?.state === LoadingState.Loading || runner.data?.state === LoadingState.Streaming;
  const generalError = runner.data?.errors?.find(({ refId }) => !queries.some((query) => query.refId === refId));
  const changeQuery = (index: number, changed: DataQuery) =>
    setQueries(latest.current.map((query, i) => (i === index ? changed : query)));

  return (
    <div className={styles.page}>
      <div className={styles.toolbar}>
        <DataSourcePicker
          value={pane.datasource}
          onChange={async (uid) => {
            const next = await getDataSourceSrv().get(uid);
            const imported = dataSource && next.importQueries ? await next.importQueries(queries, dataSource) : [];
            const kept = imported.map((query) => ({ ...query, datasource: { uid: next.uid, type: next.type } }));
            writePane(id, { datasource: uid, queries: kept, range: raw }, 'push');
          }}
        />
        <Button variant="secondary" fill="outline" icon="history" onClick={() => showHistory(true)}>
          History
        </Button>
        {id === ALONE ? (
          <Button variant="secondary" fill="outline" icon="columns" onClick={() => splitPane(pane)}>
            Split
          </Button>
        ) : (
          <Button variant="secondary" fill="outline" icon="times" onClick={() => closePane(id)}>
            Close
          </Button>
        )}
        <div className={styles.spacer} />
        <TimeControls
          range={range}
          timeZone={timeZone}
          onChange={(changed) => run({ range: changed })}
          onChangeTimeZone={setTimeZone}
          onRun={() => run()}
          onCancel={runner.cancel}
          loading={loading}
          runText="Run query"
          refresh={refresh}
          onChangeRefresh={setRefresh}
        />
      </div>
      <RecordedNotice />
      {error && <Alert title="The data source could not be loaded">{error.message}</Alert>}
      <div ref={measure} className={styles.content}>
        <div className={styles.queries}>
          {!dataSource && !error && <LoadingPlaceholder text="Loading…" />}
          {dataSource &&
            dataSource.uid === pane.datasource &&
            queries.map((query, index) => (
              <QueryRow
                key={`${pane.datasource}-${query.refId}`}
                dataSource={dataSource}
                query={query}
                queries={queries}
                range={range}
                data={runner.data}
                onChange={(changed) => changeQuery(index, changed)}
                onRunQuery={() => run({ queries: undefined })}
                onDuplicate={() => setQueries([...queries, { ...structuredClone(query), refId: nextRefId(queries) }])}
                onRemove={
                  queries.length > 1 ? () => run({ queries: queries.filter((_, i) => i !== index) }) : undefined
                }
                onToggleHide={() =>
                  run({ queries: queries.map((one, i) => (i === index ? { ...one, hide: !one.hide } : one)) })
                }
              />
            ))}
          <div>
            <Button
              variant="secondary"
              icon="plus"
              disabled={!dataSource}
              onClick={() =>
                dataSource && setQueries([...queries, { ...firstQuery(dataSource), refId: nextRefId(queries) }])
              }
            >
              Add query
            </Button>
          </div>
        </div>
        {generalError && (
          <Alert title="Query error" severity="error">
            {generalError.message ?? generalError.data?.message ?? 'The query failed without a message'}
          </Alert>
        )}
        {runner.data && width > 0 && (
          <Results
            data={runner.data}
            width={width}
            timeZone={timeZone}
            onChangeRange={(changed) => run({ range: changed })}
            onOpenLink={openLink}
          />
        )}
      </div>
      {history && (
        <HistoryDrawer
          timeZone={timeZone}
          onClose={() => showHistory(false)}
          onRun={({ datasource, queries: before }) => {
            showHistory(false);
            if (datasource === pane.datasource) {
              run({ queries: before });
            } else {
              writePane(id, { datasource, queries: before, range: raw }, 'push');
            }
          }}
        />
      )}
    </div>
  );
}

function firstQuery(dataSource: DataSourceApi): DataQuery {
  const { uid, type } = dataSource;
  return { ...dataSource.getDefaultQuery?.(CoreApp.Explore), refId: 'A', datasource: { uid, type } };
}

function remember(dataSource: DataSourceApi, queries: DataQuery[]): void {
  const asked = queries.filter((query) => dataSource.filterQuery?.(query) ?? true);
  if (asked.length) {
    const texts = asked.map((query) => dataSource.getQueryDisplayText?.(query) ?? JSON.stringify(query));
    addToHistory({ at: Date.now(), datasource: dataSource.uid, queries: asked, texts });
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  panes: css({ display: 'flex' }),
  pane: css({ flex: '1 1 0', minWidth: 0 }),
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), padding: theme.spacing(1, 2, 2) }),
  toolbar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  spacer: css({ flex: 1 }),
  content: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  queries: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
});
