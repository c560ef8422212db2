import type { View } from './view/viewState';

/** Below this width one thing is shown at a time. */
export const NARROW = 600;

const SMALL_WIDTH = 280;
const SMALL_HEIGHT = 220;
const TABLE_SHARE = 0.36;
const TABLE_MIN = 320;
const TABLE_MAX = 560;

const ONE: readonly View[] = ['graph'];
const EITHER: readonly View[] = ['table', 'graph'];
const ALL: readonly View[] = ['table', 'both', 'graph'];

export interface PanelLayout {
  /** Graph and title only. */
  small: boolean;
  narrow: boolean;
  /** What can be chosen here. */
  views: readonly View[];
  /** What is shown of it. */
  view: View;
  tableWidth: number;
  graphWidth: number;
}

/** What finds room in a panel of this size. */
export function layoutOf(width: number, height: number, wanted: View, withTable: boolean): PanelLayout {
  const small = width < SMALL_WIDTH || height < SMALL_HEIGHT;
  const narrow = width < NARROW;
  const views = !withTable || small ? ONE : narrow ? EITHER : ALL;
  const view = views.includes(wanted) ? wanted : 'graph';
  const beside = Math.round(Math.min(TABLE_MAX, Math.max(TABLE_MIN, width * TABLE_SHARE)));
  const tableWidth = view === 'table' ? width : view === 'both' ? beside : 0;
  return { small, narrow, views, view, tableWidth, graphWidth: view === 'both' ? width - beside - GAP : width };
}

/** Between table and graph. */
export const GAP = 8;
