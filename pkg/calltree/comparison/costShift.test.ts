import fc from 'fast-check';
import { atOnce } from '../slices';
import { arbitraryComparedStacks, treeOf } from '../testing/trees';
import { shiftingCost } from './costShift';
import { openTree } from '../operations/openTree';

describe('shiftingCost', () => {
  it('tells a function that got another name from one that got slower', () => {
    const tree = treeOf(
      [['main', 'serve', 'before'], 30, 0],
      [['main', 'serve', 'after'], 0, 30],
      [['main', 'read', 'slow'], 5, 25]
    );
    const { own, callers } = atOnce(shiftingCost(tree, 1, 1));
    const of = (name: string) => [own, callers].map((column) => column[tree.functions.names.indexOf(name)]);
    expect(of('before')).toEqual([-30, 0]);
    expect(of('after')).toEqual([30, 0]);
    expect(of('slow')).toEqual([20, 20]);
    expect(of('main')).toEqual([20, 20]);
  });

  it('changes a function by what the top table says, scaled', () => {
    return fc.assert(
      fc.asyncProperty(arbitraryComparedStacks, async (stacks) => {
        const tree = treeOf(...stacks, [['last'], 1, 1]);
        const table = await openTree(tree).topTable();
        const { own } = atOnce(shiftingCost(tree, 2, 3));
        for (let row = 0; row < table.length; row++) {
          expect(own[table.function[row]]).toBe(table.totalRight![row] * 3 - table.total[row] * 2);
        }
      })
    );
  });
});
