import { css, cx } from '@emotion/css';
import React, { useCallback, useMemo, useRef, useState } from 'react';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import { callPathOf, findCallPath } from '../../pkg/calltree/callPath';
import { NONE, type CallTree, type FunctionIndex } from '../../pkg/calltree/tree';
import { matchFrom } from '../../pkg/flamegraph/matches';
import { createValueFormat } from './valueFormat';
import { Breadcrumb, BREADCRUMB_HEIGHT } from './bars/Breadcrumb';
import { resolveFocus } from './view/resolveFocus';
import { spokenNode } from './graph/cardContent';
import { ChangeLegend, LEGEND_HEIGHT } from './bars/ChangeLegend';
import { FlameGraph } from './graph/FlameGraph';
import { ROW_HEIGHT } from './graph/graphSurface';
import { KeysHelp } from './bars/KeysHelp';
import { GAP, layoutOf } from './panelLayout';
import { Notice, NOTICE_HEIGHT } from './bars/Notice';
import { noticesOf, type NoticeText } from './bars/notices';
import { DEFAULTS, type PanelOptions } from './options';
import type { ProfileFrame } from './frame/profiles';
import { ProfileTitle, TITLE_HEIGHT } from './bars/ProfileTitle';
import { profileMeta } from '../frames/profileMeta';
import { t } from '../wording/t';
import { Toolbar, TOOLBAR_HEIGHT } from './bars/Toolbar';
import { TopTable } from './table/TopTable';
import { useStable } from './useStable';
import { useHidden, useSearch, useTopTable } from './useProfileFacts';
import type { ViewHandle } from './view/useView';
import { canUndo, isWhole } from './view/viewHistory';
import type { ViewState } from './view/viewState';

interface Props {
  profile: ProfileFrame;
  tree: CallTree;
  options: PanelOptions;
  view: ViewHandle;
  timeRange: TimeRange;
  timeZone: TimeZone;
  width: number;
  height: number;
  /** The answer to a new question is not there yet. */
  loading: boolean;
  /** What went wrong beside what is shown. */
  problems: NoticeText[];
  /** Stands in the title line: which profile, where there are several. */
  picker?: React.ReactNode;
}

/** One profile on screen: title, toolbar, what changes the numbers, table and graph. */
export function ProfileView(props: Props) {
  const { profile, tree, options, view, timeRange, timeZone, width, height, loading, problems, picker } = props;
  const styles = useStyles2(getStyles);
  const wanted = { ...DEFAULTS, ...options };
  const { history, dispatch } = view;
  const state = history.now;

  const format = useMemo(() => createValueFormat(profile.value), [profile.value]);
  const { node: focus, missing } = useMemo(() => resolveFocus(tree, state.focus), [tree, state.focus]);
  const selected = useMemo(() => (state.selected ? findCallPath(tree, state.selected) : NONE), [tree, state.selected]);
  const selectedFunction = useMemo(
    () => (state.selectedFunction === undefined ? NONE : tree.functions.names.indexOf(state.selectedFunction)),
    [tree, state.selectedFunction]
  );
  const [hoveredFunction, setHoveredFunction] = useState<FunctionIndex>(NONE);
  const [helping, setHelping] = useState(false);
  const [said, setSaid] = useState<{ text: string; about: ViewState }>();

  const layout = layoutOf(width, height, state.view, wanted.showTable);
  const { error: searchError, matches, matched } = useSearch(tree, focus, state.search);
  const hidden = useHidden(tree, focus);
  const top = useTopTable(tree, focus, layout.tableWidth > 0);

  const graph = useRef<HTMLCanvasElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const onSearch = useCallback(() => searchBox.current?.focus(), []);
  const onHelp = useCallback(() => setHelping(true), [setHelping]);
  const onLeaveSearch = useCallback(() => graph.current?.focus(), []);

  const nodes = matches?.nodes;
  const stepMatch = useStable((direction: 1 | -1) => {
    if (!nodes || nodes.length === 0) {
      return;
    }
    const at = selected === NONE ? (direction > 0 ? 0 : nodes.length) : matchFrom(nodes, selected);
    const next = direction < 0 ? at - 1 : nodes[at] === selected ? at + 1 : at;
    dispatch({ type: 'select', path: callPathOf(tree, nodes[(next + nodes.length) % nodes.length]) });
  });

  const weigh = (left: number, right: number | undefined) => left + (right ?? 0);
  const viewTotal = weigh(tree.total[focus], tree.totalRight?.[focus]);
  const share = matched && format.share(weigh(matched.total, matched.totalRight), viewTotal);
  const matchText = matched && foundText(matched.nodes, share ?? '', focus !== 0);
  const status =
    // What has just been done is said until something else happens.
    (said?.about === state ? said.text : '') ||
    [selected !== NONE && spokenNode(tree, selected, format), matchText].filter(Boolean).join('; ');

  const meta = profileMeta(profile.frame);
  const notices = noticesOf({ tree, focus, missing, hidden, format, meta, problems });
  const shownNotices = layout.small ? [] : notices.slice(0, Math.max(1, Math.floor(height / 120)));
  const withBreadcrumb = focus !== 0 && !layout.small;
  const compared = tree.totalRight !== undefined && !layout.small;
  const contentHeight = Math.max(
    0,
    height -
      TITLE_HEIGHT -
      (layout.small ? 0 : TOOLBAR_HEIGHT) -
      shownNotices.length * NOTICE_HEIGHT -
      (withBreadcrumb ? BREADCRUMB_HEIGHT : 0) -
      (compared ? LEGEND_HEIGHT : 0)
  );

  return (
    <div className={styles.view} style={{ width, height }}>
      <ProfileTitle
        {...{ profile, tree, format, timeRange, timeZone, loading, picker }}
        brief={layout.narrow || layout.small}
      />
      {!layout.small && (
        <Toolbar
          search={state.search}
          orientation={state.orientation}
          canReset={!isWhole(state)}
          view={layout.view}
          views={layout.views}
          narrow={layout.narrow}
          searchError={
            searchError && t('panel.search.error', 'Not a regular expression: {{reason}}', { reason: searchError })
          }
          matchText={matchText}
          searchRef={searchBox}
          dispatch={dispatch}
          onStepMatch={stepMatch}
          onLeaveSearch={onLeaveSearch}
          onHelp={onHelp}
        />
      )}
      {shownNotices.map((notice) => (
        <Notice key={notice.text} {...notice} />
      ))}
      {withBreadcrumb && (
        <Breadcrumb
          path={callPathOf(tree, focus)}
          width={width}
          onFocus={(path) => {
            dispatch({ type: 'focus', path });
            graph.current?.focus();
          }}
        />
      )}
      {compared && <ChangeLegend />}
      <div className={cx(styles.content, loading && styles.dimmed)} style={{ height: contentHeight, gap: GAP }}>
        {layout.tableWidth > 0 && top && (
          <TopTable
            tree={top.tree}
            table={top.table}
            root={top.root}
            matches={top.tree === tree ? matches?.functions : undefined}
            sort={state.sort}
            selected={
              top.tree === tree ? (selectedFunction !== NONE ? selectedFunction : functionOf(tree, selected)) : NONE
            }
            hovered={top.tree === tree ? hoveredFunction : NONE}
            width={layout.tableWidth}
            height={contentHeight}
            colourBy={wanted.colourBy}
            format={format}
            dispatch={dispatch}
            onHover={setHoveredFunction}
            onSearch={onSearch}
            onHelp={onHelp}
          />
        )}
        {layout.view !== 'table' && (
          <div style={{ marginLeft: layout.tableWidth > 0 && !top ? layout.tableWidth : 0 }}>
            <FlameGraph
              tree={tree}
              focus={focus}
              selected={selected}
              selectedPath={state.selected}
              selectedFunction={selectedFunction}
              hoveredFunction={hoveredFunction}
              width={layout.graphWidth}
              height={wholeRows(contentHeight)}
              orientation={state.orientation}
              colourBy={wanted.colourBy}
              matches={matches}
              format={format}
              scroll={state.scroll}
              canUndo={canUndo(history)}
              canReset={!isWhole(state)}
              graphRef={graph}
              dispatch={dispatch}
              onHoverFunction={setHoveredFunction}
              onStepMatch={stepMatch}
              onSearch={onSearch}
              onHelp={onHelp}
              onSay={(text) => setSaid({ text, about: state })}
            />
          </div>
        )}
      </div>
      <div className={styles.spoken} role="status" aria-live="polite" data-testid="hotpath-status">
        {status}
      </div>
      {helping && <KeysHelp orientation={state.orientation} onClose={() => setHelping(false)} />}
    </div>
  );
}

function foundText(count: number, share: string, zoomed: boolean): string {
  return zoomed
    ? t('panel.search.found-here', '{{count}} matches · {{share}} of this view', {
        count,
        share,
        defaultValue_one: '1 match · {{share}} of this view',
      })
    : t('panel.search.found', '{{count}} matches · {{share}}', {
        count,
        share,
        defaultValue_one: '1 match · {{share}}',
      });
}

/** No bar is cut in half at the edge. */
function wholeRows(height: number): number {
  return Math.max(1, Math.floor(height / ROW_HEIGHT)) * ROW_HEIGHT;
}

function functionOf(tree: CallTree, node: number): FunctionIndex {
  return node === NONE ? NONE : tree.function[node];
}

const getStyles = (theme: GrafanaTheme2) => ({
  view: css({ display: 'flex', flexDirection: 'column', overflow: 'hidden', position: 'relative' }),
  content: css({ display: 'flex', minHeight: 0 }),
  dimmed: css({
    opacity: 0.5,
    [theme.transitions.handleMotion('no-preference')]: { transition: 'opacity 0.15s' },
  }),
  spoken: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
