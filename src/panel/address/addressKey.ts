const PREFIX = 'hotpath-';

/**
 * Where in the address a panel keeps its view: the pane's id in Explore (panels have none there), on a dashboard the
 * panel's, with the copy's number where a panel is repeated. Copies have the same panel id, and Grafana (12.3, 13.2)
 * tells them apart by this attribute alone.
 */
export function addressKey(box: Element, id: number, pane: string | undefined): string {
  const own = pane ?? box.closest('[data-viz-panel-key]')?.getAttribute('data-viz-panel-key') ?? String(id);
  return PREFIX + own.replace(/^panel-/, '').replace(/[^\w-]+/g, '.');
}

export function isAddressKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

export function addressKeyOfPane(pane: string): string {
  return PREFIX + pane;
}
