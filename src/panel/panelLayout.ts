import type { Header } from './settings/options';
import { LISTS, VIEWS, type Beside, type View } from './view/viewState';

/** Below this width one thing is shown at a time. */
export const NARROW = 600;

/** From this width on, title and toolbar share a line. */
const ONE_LINE = 900;
/** From this width on, views have names beside a title. */
const NAMED = 1100;
/** What the toolbar takes beside a title: views with and without names, the search, what it found, and buttons. */
const VIEWS_NAMED = 230;
const VIEWS_ICONS = 150;
const SEARCH = 170;
const FOUND = 260;
/** A comparison says what a search found of each side. */
const OTHER_SHARE = 64;
const BUTTON = 37;
/** The most that a title takes of that line. */
const TITLE_SHARE = 0.55;
/** From this width on, all buttons of that line are shown. */
const ROOMY = 1400;
const FEW_BUTTONS = 3;
/** There are as many at most. */
const ALL_BUTTONS = 12;
const SMALL_WIDTH = 280;
const SMALL_HEIGHT = 220;
/** A line of chips with less height than this leaves too few bars. */
const LEAST_WITH_CHIPS = 150;
const TABLE_SHARE = 0.36;
const TABLE_MIN = 320;
const TABLE_MAX = 560;
/** Of a panel that has half a dashboard: the graph is what is looked at. */
const TABLE_MOST_SHARE = 0.4;
/** Of a comparison, which has more columns. */
const COMPARED_SHARE = 0.45;
const COMPARED_MAX = 760;
const DETAILS_SHARE = 0.3;
const DETAILS_MIN = 300;
const DETAILS_MAX = 440;
/** From this width on, details of a function stand beside the graph; below, in its place. */
const DETAILS_BESIDE = 640;
/** The least that dragging leaves of table and graph. */
const DRAGGED_MIN = 240;
/** A notice for each of these pixels of height, and always one. */
const HEIGHT_PER_NOTICE = 120;

/** Between table and graph. */
export const GAP = 8;

/** The lines above table and graph, top to bottom; the header is title and toolbar in one. */
export const BAR_HEIGHTS = {
  title: 28,
  toolbar: 40,
  header: 36,
  transforms: 30,
  notice: 24,
  breadcrumb: 24,
  legend: 28,
} as const;

/** What is shown alone as wide as the panel. */
const isList = (view: View): view is Beside => LISTS.includes(view as Beside);

export interface PanelLayout {
  /** Graph and title only. */
  small: boolean;
  narrow: boolean;
  /** Whether there is room for the names of views. */
  named: boolean;
  /** The most that the title can take, in pixels; 0 where it says no more than the value. */
  titleRoom: number;
  /** How many buttons are in the toolbar; the others are in its menu. */
  buttons: number;
  /** What can be chosen here. */
  views: readonly View[];
  /** What is shown of it. */
  view: View;
  /** How many lines of each kind there are. */
  bars: Record<keyof typeof BAR_HEIGHTS, number>;
  /** Whether a sign stands for lines that find no room: beside the title, or over the graph where there is none. */
  unsaid: boolean;
  /** What is in the column of the table. */
  list: Beside;
  /** 0 for what is not shown. */
  tableWidth: number;
  /** As it is until the user drags it. */
  usualTableWidth: number;
  graphWidth: number;
  detailsWidth: number;
  contentHeight: number;
}

interface Wanted {
  header: Header;
  view: View;
  beside: Beside;
  withTable: boolean;
  /** What the user has dragged the table to. */
  tableWidth?: number;
  /** What is known of a function. */
  details: boolean;
  transforms: boolean;
  notices: number;
  breadcrumb: boolean;
  legend: boolean;
  searching: boolean;
}

/** What finds room in a panel of this size. */
export function panelLayout(width: number, height: number, wanted: Wanted): PanelLayout {
  const small = width < SMALL_WIDTH || height < SMALL_HEIGHT;
  const narrow = width < NARROW;
  const titleOnly = small || wanted.header === 'title';
  const noHeader = wanted.header === 'hidden';
  const oneLine = !titleOnly && !noHeader && width >= ONE_LINE;
  const views = viewsOf(small, narrow, wanted.withTable);
  const view = views.includes(wanted.view) ? wanted.view : 'graph';
  const alone = isList(view);
  const [share, most] = wanted.legend ? [COMPARED_SHARE, COMPARED_MAX] : [TABLE_SHARE, TABLE_MAX];
  const detailsWidth = wanted.details ? detailsWidthOf(width) : 0;
  // What is left beside the details; a table finds its place in it as in a panel of that width.
  const room = detailsWidth === 0 ? width : Math.max(0, width - detailsWidth - GAP);
  const withTable = room >= NARROW && (view === 'both' || (!alone && view !== 'graph' && !narrow && wanted.withTable));
  const wide = Math.min(most, Math.max(TABLE_MIN, room * share));
  const usual = Math.round(wanted.legend ? wide : Math.max(DRAGGED_MIN, Math.min(wide, room * TABLE_MOST_SHARE - GAP)));
  const beside =
    wanted.tableWidth === undefined
      ? usual
      : Math.round(Math.max(DRAGGED_MIN, Math.min(wanted.tableWidth, room - GAP - DRAGGED_MIN)));
  const bars: PanelLayout['bars'] = {
    title: oneLine || noHeader ? 0 : 1,
    toolbar: oneLine || titleOnly || noHeader ? 0 : 1,
    header: oneLine ? 1 : 0,
    // They change the numbers: said in words as long as a few bars are left.
    transforms: wanted.transforms && width >= SMALL_WIDTH && height >= LEAST_WITH_CHIPS ? 1 : 0,
    notice: small ? 0 : Math.min(wanted.notices, Math.max(1, Math.floor(height / HEIGHT_PER_NOTICE))),
    breadcrumb: wanted.breadcrumb && !small ? 1 : 0,
    // What is said of a comparison needs a line of its own where there is little room.
    legend: wanted.legend && !small ? (narrow ? 2 : 1) : 0,
  };
  const barsHeight = Object.entries(BAR_HEIGHTS).reduce(
    (sum, [bar, own]) => sum + own * bars[bar as keyof typeof bars],
    0
  );
  const named = !narrow && (!oneLine || width >= NAMED);
  const roomy = width >= ROOMY;
  const toolbarRoom =
    (named ? VIEWS_NAMED : VIEWS_ICONS) +
    SEARCH +
    (wanted.searching ? FOUND + (wanted.legend ? OTHER_SHARE : 0) : 0) +
    // With that of the menu.
    (roomy ? ALL_BUTTONS : FEW_BUTTONS + 1) * BUTTON;
  return {
    small,
    narrow,
    named,
    titleRoom: oneLine ? Math.min(width - toolbarRoom, width * TITLE_SHARE) : small || narrow ? 0 : width,
    buttons: narrow ? 1 : roomy ? Infinity : FEW_BUTTONS,
    views,
    view,
    bars,
    unsaid: small && (wanted.breadcrumb || wanted.notices > 0 || (wanted.transforms && bars.transforms === 0)),
    list: isList(view) ? view : wanted.beside,
    usualTableWidth: alone ? room : usual,
    tableWidth: alone ? room : withTable ? beside : 0,
    graphWidth: alone ? 0 : withTable ? room - beside - GAP : room,
    detailsWidth,
    contentHeight: Math.max(0, height - barsHeight),
  };
}

function detailsWidthOf(width: number): number {
  return width < DETAILS_BESIDE
    ? width
    : Math.round(Math.min(DETAILS_MAX, Math.max(DETAILS_MIN, width * DETAILS_SHARE)));
}

function viewsOf(small: boolean, narrow: boolean, withTable: boolean): readonly View[] {
  if (small) {
    return ['graph'];
  }
  return VIEWS.filter((view) => (view !== 'table' && view !== 'both') || (withTable && (view === 'table' || !narrow)));
}
