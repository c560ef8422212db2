import { treeOf } from '../../../pkg/calltree/testing/trees';
import { callTreeFromNestedSet } from '../../../pkg/calltree/nestedSet';
import { nodeAt, pathTo, resolveFocus } from './callPaths';

const before = treeOf([['main', 'parse', 'read'], 5], [['main', 'write'], 5]);
const afterRefresh = treeOf([['boot'], 1], [['main', 'parse', 'scan'], 5], [['main', 'write'], 5]);

it('finds a focus again by its path, wherever it now stands', () => {
  const path = pathTo(before, nodeAt(before, ['main', 'write']));
  const { node, missing } = resolveFocus(afterRefresh, path);
  expect(pathTo(afterRefresh, node)).toEqual(['main', 'write']);
  expect(missing).toBeUndefined();
});

it('falls back on the nearest caller that is there, and says what is missing', () => {
  const { node, missing } = resolveFocus(afterRefresh, ['main', 'parse', 'read', 'decode', 'deeper']);
  expect(pathTo(afterRefresh, node)).toEqual(['main', 'parse']);
  expect(missing).toBe('deeper');
  expect(resolveFocus(afterRefresh, ['gone', 'too'])).toEqual({ node: 0, missing: 'too' });
});

it('tells siblings of one name apart as long as the tree is the same', () => {
  const twins = callTreeFromNestedSet({
    level: [0, 1, 1],
    value: [2, 1, 1],
    self: [0, 1, 1],
    label: ['total', 'twin', 'twin'],
  });
  expect(nodeAt(twins, pathTo(twins, 2))).toBe(2);
  expect(nodeAt(twins, ['twin'])).toBe(1);
});
