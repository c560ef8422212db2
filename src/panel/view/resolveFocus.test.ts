import { callPathOf, findCallPath } from '../../../pkg/calltree/callPath';
import { callTreeFromNestedSet } from '../../../pkg/calltree/nestedSet';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { resolveFocus } from './resolveFocus';

const before = treeOf([['main', 'parse', 'read'], 5], [['main', 'write'], 5]);
const afterRefresh = treeOf([['boot'], 1], [['main', 'parse', 'scan'], 5], [['main', 'write'], 5]);

it('finds a focus again by its path, wherever it now stands', () => {
  const path = callPathOf(before, findCallPath(before, ['main', 'write']));
  const { node, missing } = resolveFocus(afterRefresh, path);
  expect(callPathOf(afterRefresh, node)).toEqual(['main', 'write']);
  expect(missing).toBeUndefined();
});

it('falls back on the nearest caller that is there, and says what is missing', () => {
  const { node, missing } = resolveFocus(afterRefresh, ['main', 'parse', 'read', 'decode', 'deeper']);
  expect(callPathOf(afterRefresh, node)).toEqual(['main', 'parse']);
  expect(missing).toBe('deeper');
  expect(resolveFocus(afterRefresh, ['gone', 'too'])).toEqual({ node: 0, missing: 'too' });
  expect(resolveFocus(afterRefresh, [['gone', 2]])).toEqual({ node: 0, missing: 'gone' });
});

it('tells siblings of one name apart, and takes the first when the others are gone', () => {
  const twins = callTreeFromNestedSet({
    level: [0, 1, 1],
    value: [2, 1, 1],
    self: [0, 1, 1],
    label: ['total', 'twin', 'twin'],
  });
  const second = callPathOf(twins, 2);
  expect(resolveFocus(twins, second)).toEqual({ node: 2 });
  expect(resolveFocus(twins, ['twin'])).toEqual({ node: 1 });
  const lone = treeOf([['twin'], 1]);
  expect(resolveFocus(lone, second)).toEqual({ node: 1 });
});
