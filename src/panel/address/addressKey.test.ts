import { addressKey } from './addressKey';

const inPanel = (key: string | undefined) => {
  const host = document.createElement('div');
  if (key !== undefined) {
    host.setAttribute('data-viz-panel-key', key);
  }
  return host.appendChild(document.createElement('div'));
};

it.each([
  [undefined, undefined, 'hotpath-4'],
  ['panel-4', undefined, 'hotpath-4'],
  ['panel-4-clone-2', undefined, 'hotpath-4-clone-2'],
  ['panel-1-clone-0/grid-item-5/panel-4', undefined, 'hotpath-1-clone-0.grid-item-5.panel-4'],
  [undefined, 'k3v', 'hotpath-k3v'],
])('of the panel %s in pane %s is %s', (key, pane, expected) => {
  expect(addressKey(inPanel(key), 4, pane)).toBe(expected);
});
