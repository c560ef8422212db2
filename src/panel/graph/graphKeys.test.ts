import { treeOf } from '../../../pkg/calltree/testing/trees';
import { Folds } from '../../../pkg/flamegraph/folds';
import { graphKey, type Key } from './graphKeys';

// 0 total, 1 main, 2 a, 3 b
const tree = treeOf([['main', 'a'], 1], [['main', 'b'], 2]);
const meaning = (key: string, node: number, orientation: 'down' | 'up' = 'down', modifiers: Partial<Key> = {}) =>
  graphKey(
    { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers },
    tree,
    node,
    orientation,
    new Folds(tree),
    (at, direction) => (at === 2 && direction > 0 ? 3 : -1),
    (at, direction) => (at > 1 ? (direction > 0 ? 3 : 2) : at)
  );

it('moves the way the graph grows', () => {
  expect(meaning('ArrowDown', 1)).toEqual({ type: 'move', to: 3 });
  expect(meaning('ArrowUp', 1)).toEqual({ type: 'move', to: 0 });
  expect(meaning('ArrowUp', 1, 'up')).toEqual({ type: 'move', to: 3 });
  expect(meaning('ArrowDown', 1, 'up')).toEqual({ type: 'move', to: 0 });
});

it('stays at an edge, without giving the key to the page', () => {
  expect(meaning('ArrowUp', 0)).toEqual({ type: 'move', to: 0 });
  expect(meaning('ArrowRight', 3)).toEqual({ type: 'move', to: 3 });
});

it('goes to the first and last beside with Ctrl', () => {
  expect(meaning('ArrowRight', 2, 'down', { ctrlKey: true })).toEqual({ type: 'move', to: 3 });
  expect(meaning('ArrowLeft', 3, 'down', { ctrlKey: true })).toEqual({ type: 'move', to: 2 });
});

it.each([
  ['Enter', 'focus'],
  ['Backspace', 'zoomOut'],
  ['Escape', 'undo'],
  ['Home', 'home'],
  ['o', 'unfold'],
  ['i', 'details'],
  ['/', 'goToSearch'],
  ['?', 'showKeys'],
  ['ContextMenu', 'menu'],
])('%s means %s', (key, type) => {
  expect(meaning(key, 1)).toEqual({ type });
});

it('leaves what it does not know, and what the browser or Grafana has with Ctrl, Alt or Meta', () => {
  expect(meaning('q', 1)).toBeUndefined();
  expect(meaning('F10', 1)).toBeUndefined();
  expect(meaning('F10', 1, 'down', { shiftKey: true })).toEqual({ type: 'menu' });
  expect(meaning('Home', 1, 'down', { ctrlKey: true })).toBeUndefined();
  expect(meaning('ArrowLeft', 1, 'down', { altKey: true })).toBeUndefined();
});
