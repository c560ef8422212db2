import { css, cx } from '@emotion/css';
import React, { useMemo, useRef, useState } from 'react';
import type { GrafanaTheme2, InterpolateFunction, TimeRange } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import { callPathOf } from '../../pkg/calltree/callPath';
import { openTree } from '../../pkg/calltree/operations/openTree';
import { NONE, type CallTree, type NodeIndex } from '../../pkg/calltree/tree';
import { rememberStacks } from '../../pkg/flamegraph/origin';
import { loadCode } from '../loading/loadCode';
import { profileMeta, type ProfileMeta } from '../frames/profileMeta';
import type { ViewAddress } from './address/useAddress';
import type { AnswerFacts } from './messages/notices';
import { useNotices } from './messages/useNotices';
import { ProfileTitle } from './bars/ProfileTitle';
import { matchText, selectedText } from './bars/status';
import { Toolbar } from './bars/Toolbar';
import type { ProfileFrame } from './frame/profiles';
import type { Finer } from './finer/useFiner';
import { canCompare } from './compare/canCompare';
import { FlameGraph } from './graph/FlameGraph';
import type { PanelOptions } from './settings/options';
import { readSettings } from './settings/readOptions';
import { focusScreen } from './menu/focusScreen';
import type { DialogAction } from './Dialog';
import {
  Notice,
  Unsaid,
  Breadcrumb,
  SideBySide,
  CompareBar,
  FunctionMenu,
  CallTreeScreen,
  InvertedTree,
  DetailsPane,
  Dialog,
  LookMenu,
  TransformBar,
  NothingLeft,
  OTHER_PICTURES,
} from './screens';
import { BAR_HEIGHTS, GAP, panelLayout } from './panelLayout';
import type { OpenMenu } from './menu/FunctionMenu';
import { TopTable } from './table/TopTable';
import type { Applied } from './transforms/applyTransforms';
import { useTransformed } from './transforms/useTransformed';
import { useUnnamed } from './unnamed/useUnnamed';
import { useDetailsKeys } from './details/useDetailsKeys';
import { usePanelKeys } from './usePanelKeys';
import { useHidden } from './useProfileFacts';
import { ownTask } from './nextPaint';
import { useStable } from '../useStable';
import type { Grown, Judged } from './view/comparison';
import { focusToSee, nextMatch } from './view/nextMatch';
import { useFirstMatch } from './view/useFirstMatch';
import type { ScreenAction } from './view/scene';
import { sandwichOf } from './view/viewHistory';
import { useScene } from './view/useScene';
import type { ViewHandle } from './view/useView';
import type { ViewState } from './view/viewState';

/** About as wide as the menu of colours and names, which opens at the right edge. */
const MENU_WIDTH = 200;

interface Props {
  profile: ProfileFrame;
  tree: CallTree;
  finer: Finer;
  options: PanelOptions;
  view: ViewHandle;
  address: ViewAddress;
  replaceVariables: InterpolateFunction;
  timeRange: TimeRange;
  timeZone: TimeZone;
  width: number;
  height: number;
  /** The answer to a new question is not there yet. */
  loading: boolean;
  /** What came besides what is shown. */
  answer: AnswerFacts;
  /** Stands in the title line: which profile, where there are several. */
  picker?: React.ReactNode;
}

/** One profile on screen, as its transforms shape it. */
export function ProfileView(props: Props) {
  rememberStacks(props.tree);
  const shown = useTransformed(props.tree, props.view.history.now);
  return shown ? (
    <ShownProfile {...props} whole={props.tree} tree={shown.tree} outcomes={shown.outcomes} />
  ) : (
    <div style={{ width: props.width, height: props.height }} />
  );
}

interface ShownProps extends Props {
  /** The profile as it came. */
  whole: CallTree;
  outcomes: Applied['outcomes'] | undefined;
}

/** Title, toolbar, what changes the numbers, table and graph. */
function ShownProfile(props: ShownProps) {
  const { profile, tree, finer, options, view, address, timeRange, timeZone, width, height, loading, answer, picker } =
    props;
  const styles = useStyles2(getStyles);
  const [judged, setJudged] = useState<Judged>();
  const [grown, setGrown] = useState<Grown>();
  const settings = useMemo(() => readSettings(options), [options]);
  const { scene: seen, missing, search, setHovered } = useScene(profile, tree, settings, view, judged, grown);
  const { state, focus, selected, format, look } = seen;
  const hidden = useHidden(tree, focus);
  const scene = useMemo(() => ({ ...seen, hidden }), [seen, hidden]);
  const unnamed = useUnnamed(scene);
  const [dialog, setDialog] = useState<DialogAction>();
  const [announced, setAnnounced] = useState<{ text: string; about: ViewState | ViewState['transforms'] }>();
  const bars = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState<OpenMenu & { act?: (action: ScreenAction) => void; from: Element | null }>();
  const [lookMenu, setLookMenu] = useState<{ x: number; y: number }>();
  const searchBox = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const details = useDetailsKeys(box, bars);
  const onKeyDown = usePanelKeys(
    box,
    () => view.dispatch({ type: 'fill', on: !state.filled }),
    () => setDialog({ type: 'showKeys' })
  );

  const widestOf = async (name: string): Promise<NodeIndex> => {
    const fn = tree.functions.names.indexOf(name);
    return fn === NONE ? NONE : openTree(tree).widest(fn, focus);
  };

  const meta = profileMeta(profile.frame);
  const nothingLeft = tree.whole !== undefined && tree.total[0] + (tree.totalRight?.[0] ?? 0) === 0;
  const notices = useNotices({ scene, missing, hidden, meta, unnamed, finer }, answer);
  const room = {
    view: state.view,
    beside: state.beside,
    withTable: settings.showTable,
    // Where there is a choice of profiles it can be made, and a filled window has all.
    header: state.filled ? 'full' : picker && settings.header === 'hidden' ? 'title' : settings.header,
    tableWidth: state.tableWidth,
    details: state.details,
    transforms: state.transforms.length > 0,
    notices: notices.all.length,
    breadcrumb: focus !== 0,
    legend: tree.totalRight !== undefined,
    searching: state.search.text !== '',
  };
  const layout = panelLayout(width, height, room);

  const searchTyped = useFirstMatch(scene, search.found, (match) => {
    if (layout.graphWidth > 0 && layout.view !== 'sandwich') {
      view.dispatch({ type: 'select', path: callPathOf(tree, match) });
    }
  });

  const showMatch = (match: NodeIndex) => {
    const select = callPathOf(tree, match);
    const shown = layout.graphWidth > 0 ? focusToSee(tree, match, focus, layout.graphWidth, look.minShare) : focus;
    view.dispatch(
      shown === focus ? { type: 'select', path: select } : { type: 'focus', path: callPathOf(tree, shown), select }
    );
  };

  const announce = useStable((text: string) => setAnnounced({ text, about: state }));

  const act = useStable((action: ScreenAction) => {
    switch (action.type) {
      case 'hover':
        return setHovered(action.name);
      case 'nextMatch': {
        const { nodes } = search.matches ?? {};
        const match = nodes ? nextMatch(tree, nodes, scene.selected, action.direction) : NONE;
        return match === NONE ? undefined : showMatch(match);
      }
      case 'search':
        searchTyped(action.search);
        return view.dispatch(action);
      case 'goToFunction':
        if (state.view === 'sandwich') {
          return view.dispatch({ type: 'sandwich', ...sandwichOf(action.name) });
        }
        view.dispatch({ type: 'select', name: action.name });
        return void widestOf(action.name).then((node) => {
          if (node !== NONE) {
            const path = callPathOf(tree, node);
            view.dispatch(action.zoom ? { type: 'focus', path } : { type: 'select', path, name: action.name });
          }
        });
      case 'menu': {
        const { of, x, y, on } = action;
        const { tree: shown, folds, towardsCallers, inverted } = on?.scene ?? scene;
        const from = document.activeElement;
        // While the user chooses, the code of transforms comes.
        TransformBar.prepare();
        const open = (node: NodeIndex) => {
          const folded = folds.foldedInto(folds.barNodeOf(node)).length;
          setMenu({ tree: shown, node, folded, towardsCallers, inverted, x, y, act: on?.act, from });
        };
        return typeof of === 'number' ? open(of) : void widestOf(of).then((node) => node !== NONE && open(node));
      }
      case 'goToSearch':
        return searchBox.current?.focus();
      case 'goToGraph':
        return focusScreen(bars.current, box.current);
      case 'showLook': {
        const place = box.current?.getBoundingClientRect();
        return setLookMenu({ x: (place?.right ?? 0) - MENU_WIDTH, y: (place?.top ?? 0) + BAR_HEIGHTS.header });
      }
      case 'workAhead':
        return void loadCode(() => import(/* webpackChunkName: "panel-views" */ './view/workAhead'))
          .then(({ workAhead }) => {
            const { graphWidth } = panelLayout(width, height, { ...room, view: 'sandwich' });
            return workAhead(scene, graphWidth, action.signal);
          })
          // What fails, or is given up, is asked again by the view that shows it.
          .catch(() => undefined);
      case 'showKeys':
      case 'showExport':
      case 'showCompare':
      case 'showTransforms':
        return setDialog(action);
      case 'copyLink':
        return void address.copyLink(timeRange).then(announce);
      case 'saveView':
        return void address.saveView?.().then(announce);
      case 'details':
        if (action.on) {
          details.open(menu?.from ?? document.activeElement);
        } else {
          details.leave();
        }
        return action.on === state.details ? undefined : view.dispatch(action);
      case 'announce':
        return announce(action.text);
      case 'transforms':
        // The menu that it comes from closes first.
        return void ownTask().then(() => {
          if (action.said !== undefined) {
            setAnnounced({ text: action.said, about: action.transforms });
          }
          view.dispatch(action);
        });
      default:
        return view.dispatch(action);
    }
  });

  const { sourceLink, sourcePrefix } = options;
  const { replaceVariables } = props;
  const links = useMemo(
    () => ({ sourceLink, sourcePrefix, replaceVariables }),
    [sourceLink, sourcePrefix, replaceVariables]
  );
  const { refId } = profile.frame;
  const pane = refId === undefined ? undefined : { refId, range: timeRange, id: meta?.explorePane };
  const sideBySide = tree.totalRight !== undefined && state.comparison.width === 'sideBySide';
  const Graph = sideBySide ? SideBySide : FlameGraph;
  const Bars = OTHER_PICTURES[layout.view] ?? Graph;
  const List = layout.list === 'tree' ? CallTreeScreen : InvertedTree;
  const found = useMemo(
    () => matchText({ tree, focus, selected, format }, search.found),
    [tree, focus, selected, format, search.found]
  );
  const showTraces = async (name: string, own: ProfileMeta) => {
    const { openTraces } = await loadCode(() => import(/* webpackChunkName: "panel-words" */ './spans/openTraces'));
    openTraces(name, { meta: own, refId, range: timeRange });
  };
  const path = useMemo(() => callPathOf(tree, focus), [tree, focus]);
  const unsaid = layout.unsaid && <Unsaid {...{ scene, pane, act }} notices={notices.all} />;
  const status =
    // What has just been done is said until something else happens.
    (announced?.about === state || announced?.about === state.transforms ? announced.text : '') ||
    [selectedText(scene), found].filter(Boolean).join('; ');

  return (
    <div ref={box} className={styles.view} style={{ width, height }} onKeyDown={onKeyDown}>
      <div
        className={layout.bars.header > 0 ? styles.header : styles.lines}
        style={{
          // The search gives way to the title, as long as it can be used and what it found can be read.
          gridTemplateColumns: `fit-content(${layout.titleRoom}px) minmax(0, 1fr)`,
        }}
      >
        {layout.bars.title + layout.bars.header > 0 && (
          <ProfileTitle
            {...{ profile, format, timeRange, timeZone, loading, picker }}
            tree={props.whole}
            room={layout.titleRoom}
            end={unsaid}
          />
        )}
        {layout.bars.toolbar + layout.bars.header > 0 && (
          <Toolbar
            search={state.search}
            searchError={search.error}
            matchText={found}
            searchRef={searchBox}
            view={layout.view}
            views={layout.views}
            beside={state.beside}
            narrow={layout.narrow}
            named={layout.named}
            orientation={state.orientation}
            folds={state.folds}
            start={state.start}
            filled={state.filled}
            buttons={layout.buttons}
            canReset={scene.canReset}
            canSave={address.saveView !== undefined}
            canCompare={canCompare(meta)}
            act={act}
          />
        )}
      </div>
      {layout.bars.transforms > 0 && (
        <div className={styles.transforms}>
          <TransformBar
            scene={scene}
            outcomes={props.outcomes}
            narrow={layout.narrow}
            canRedo={view.history.future.length > 0}
            act={act}
          />
        </div>
      )}
      {notices.lines(layout.bars.notice, width).map((notice) => (
        <div key={notice.text} className={styles.notice}>
          <Notice {...notice} pane={pane} />
        </div>
      ))}
      {layout.bars.breadcrumb > 0 && <Breadcrumb path={path} width={width} act={act} />}
      {(layout.bars.legend > 0 || judged) && (
        <CompareBar
          // What was judged, and the list of it, outlast a panel that has no room for the bar.
          hidden={!layout.bars.legend}
          {...{ look, format, width, act }}
          frame={profile.frame}
          comparison={state.comparison}
          onJudged={setJudged}
          onGrown={setGrown}
        />
      )}
      <div className={cx(styles.content, loading && styles.dimmed)} style={{ height: layout.contentHeight, gap: GAP }}>
        {unsaid && layout.bars.title === 0 && <div className={styles.corner}>{unsaid}</div>}
        {nothingLeft && <NothingLeft act={act} />}
        {layout.tableWidth > 0 && !nothingLeft && layout.list !== 'table' && (
          <List scene={scene} width={layout.tableWidth} height={layout.contentHeight} act={act} />
        )}
        {layout.tableWidth > 0 && !nothingLeft && layout.list === 'table' && (
          <TopTable
            scene={scene}
            width={layout.tableWidth}
            usualWidth={layout.usualTableWidth}
            height={layout.contentHeight}
            act={act}
          />
        )}
        {layout.graphWidth > 0 && !nothingLeft && (
          <Bars scene={scene} width={layout.graphWidth} height={layout.contentHeight} act={act} barsRef={bars} />
        )}
        {layout.detailsWidth > 0 && (
          <DetailsPane
            {...{ profile, scene, act, details, links }}
            whole={props.whole}
            width={layout.detailsWidth}
            height={layout.contentHeight}
          />
        )}
      </div>
      <div className={styles.status} role="status" aria-live="polite" data-testid="hotpath-status">
        {status}
      </div>
      {menu && (
        <FunctionMenu
          {...menu}
          act={menu.act ?? act}
          {...{ profile, links }}
          transforms={state.transforms}
          canReset={scene.canReset}
          canCompare={canCompare(meta)}
          onTraces={meta?.source === undefined ? undefined : (name) => void showTraces(name, meta)}
          onClose={() => {
            setMenu(undefined);
            focusScreen(menu.from instanceof HTMLElement ? menu.from : bars.current, box.current);
          }}
        />
      )}
      {lookMenu && (
        <LookMenu
          {...lookMenu}
          state={state}
          compared={tree.totalRight !== undefined}
          act={act}
          onClose={() => {
            setLookMenu(undefined);
            focusScreen(bars.current, box.current);
          }}
        />
      )}
      {dialog && !tree.isOutline && (
        <Dialog
          {...{ dialog, profile, scene, timeRange, timeZone, act }}
          whole={props.whole}
          width={layout.graphWidth || width}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  view: css({
    display: 'flex',
    flexDirection: 'column',
    overflow: 'hidden',
    position: 'relative',
    // Paper may be narrower than the window, and is white whatever the theme.
    '@media print': {
      maxWidth: '100%',
      background: theme.colors.background.primary,
      printColorAdjust: 'exact',
      '& div, & canvas': { minWidth: 0, maxWidth: '100%' },
    },
  }),
  header: css({
    display: 'grid',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: BAR_HEIGHTS.header,
    flexShrink: 0,
    // Nobody presses a button on paper.
    '@media print': { display: 'block', '& > :not(:first-child)': { display: 'none' } },
  }),
  lines: css({ flexShrink: 0, '@media print': { '& > :not(:first-child)': { display: 'none' } } }),
  transforms: css({ height: BAR_HEIGHTS.transforms, flexShrink: 0 }),
  notice: css({ height: BAR_HEIGHTS.notice, flexShrink: 0 }),
  content: css({ display: 'flex', minHeight: 0 }),
  corner: css({ position: 'absolute', right: 0, zIndex: 1, background: theme.colors.background.primary }),
  dimmed: css({
    opacity: 0.5,
    [theme.transitions.handleMotion('no-preference')]: { transition: 'opacity 0.15s' },
  }),
  /** For screen readers alone. */
  status: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
