import { locationService } from '@grafana/runtime';
import { type PaneState, paneSearch } from './exploreUrl';

const RESERVED_KEYS = ['panes', 'left', 'schemaVersion', 'orgId'];

/** Keys of the address that are not Explore's (a panel may keep its state there) stay. */
export function writePane(pane: PaneState, how: 'push' | 'replace'): void {
  const next = new URLSearchParams(paneSearch(pane));
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
