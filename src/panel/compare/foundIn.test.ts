import { treeOf } from '../../../pkg/calltree/testing/trees';
import type { GrownFunction } from '../../frames/growth';
import type { JudgedFunction } from '../../frames/judgement';
import { isGrey } from '../table/compared/difference';
import { measureOf } from '../view/comparison';
import { DEFAULT_VIEW } from '../view/viewState';
import type { Transform } from '../transforms/transform';
import { foundIn } from './foundIn';

const judged = new Map([['encoding/json', { judgement: 'certain' } as JudgedFunction]]);
const grown = new Map([['encoding/json', { trend: 'rising' } as GrownFunction]]);
const found = (...transforms: Transform[]) => foundIn({ judged, grown }, transforms);

it('has nothing on groups, which may be called as functions are', () => {
  expect(found()).toEqual({ judged, grown });
  expect(found({ kind: 'group', by: 'package', off: true }, { kind: 'runtime' })).toEqual({ judged, grown });
  expect(found({ kind: 'runtime' }, { kind: 'group', by: 'module' })).toEqual({});
});

it('does not grey groups out as noise', () => {
  const tree = treeOf([['encoding/json'], 40, 120], [['net/http'], 60, 60]);
  const comparison = { ...DEFAULT_VIEW.comparison, grey: 'unsure' as const };
  expect(measureOf(tree, comparison, judged)?.unsure).toContain(1);
  const ofGroups = found({ kind: 'group', by: 'package' });
  expect(measureOf(tree, comparison, ofGroups.judged)?.unsure).toBeUndefined();
  expect(isGrey(0.2, 'net/http', 'unsure', judged)).toBe(true);
  expect(isGrey(0.2, 'net/http', 'unsure', ofGroups.judged)).toBe(false);
});
