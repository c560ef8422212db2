import { locationService } from '@grafana/runtime';
import { ALONE, type PaneState, panesSearch, readPanes } from './exploreUrl';

const RESERVED_KEYS = ['panes', 'left', 'schemaVersion', 'orgId'];

/** Another pane stays beside it. */
export function writePane(id: string, pane: PaneState, how: 'push' | 'replace'): void {
  const { [ALONE]: _, ...split } = shownPanes();
  writePanes(id === ALONE ? { [ALONE]: pane } : { ...split, [id]: pane }, how);
}

/** A second pane with the same as the first. */
export function splitPane(pane: PaneState): void {
  writePanes({ left: pane, right: pane }, 'push');
}

export function closePane(id: string): void {
  const { [id]: _, ...rest } = shownPanes();
  const [left] = Object.values(rest);
  if (left) {
    writePanes({ [ALONE]: left }, 'push');
  }
}

function shownPanes(): Record<string, PaneState> {
  return readPanes(new URLSearchParams(locationService.getLocation().search));
}

/** Keys of the address that are not Explore's (a panel may keep its state there) stay. */
function writePanes(panes: Record<string, PaneState>, how: 'push' | 'replace'): void {
  const next = new URLSearchParams(panesSearch(panes));
  const now = new URLSearchParams(locationService.getLocation().search);
  now.forEach((value, key) => !RESERVED_KEYS.includes(key) && next.append(key, value));
  if (next.get('panes') === now.get('panes')) {
    return;
  }
  const to = { pathname: '/explore', search: next.toString() };
  if (how === 'push') {
    locationService.push(to);
  } else {
    locationService.replace(to);
  }
}
