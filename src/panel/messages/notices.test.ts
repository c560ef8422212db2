import { treeOf } from '../../../pkg/calltree/testing/trees';
import type { ComparisonMeta, ProfileMeta } from '../../frames/profileMeta';
import type { ProfileScene } from '../view/scene';
import { renderHook, waitFor } from '@testing-library/react';
import { useNotices } from './useNotices';
import { noticeLines, noticesOf, type NoticeText } from './notices';

const notice = (text: string, more?: string): NoticeText => ({ severity: 'info', text, ...(more ? { more } : {}) });
const LONG =
  'The series add up to at least 11.6 s, the flame graph to 11.3 s: samples without a call stack count there.';

it('shows a notice in its line where there is room for it', () => {
  expect(noticeLines([notice(LONG)], 1, 900)).toEqual([notice(LONG)]);
});

it('opens in full what is cut, its remedy included', () => {
  expect(noticeLines([notice(LONG)], 1, 400)).toEqual([{ ...notice(LONG), inFull: [notice(LONG)] }]);
  const two = notice('8 % is hidden in “other”', LONG);
  expect(noticeLines([two], 1, 500)[0].inFull).toEqual([two]);
  const wide = notice('가'.repeat(60));
  expect(noticeLines([wide], 1, 500)[0].inFull).toEqual([wide]);
});

it('opens those without a line with the last that has one', () => {
  const all = ['a', 'b', 'c', 'd'].map((text) => notice(text));
  expect(noticeLines(all, 2, 900)).toEqual([all[0], { ...all[1], inFull: [all[1], all[2], all[3]] }]);
  expect(noticeLines(all, 0, 900)).toEqual([]);
});

it('says why one side of a comparison is alone before what is special about it', () => {
  const alone = { severity: 'error', text: 'The baseline failed to load' } as const;
  const meta = { comparison: { alone } as ComparisonMeta, notes: ['Queried in 8 parts'] } as unknown as ProfileMeta;
  const scene = { tree: treeOf([['main'], 1]), focus: 0 } as ProfileScene;
  const input = { scene, missing: undefined, hidden: undefined, meta };
  expect(noticesOf({ ...input, problems: [] })).toEqual([alone, notice('Queried in 8 parts')]);
});

it('says so where there is nothing else to say', async () => {
  const alone = { severity: 'warning', text: 'The baseline has no profiles' } as const;
  const meta = { comparison: { alone } as ComparisonMeta } as ProfileMeta;
  const scene = { tree: treeOf([['main'], 1]), focus: 0 } as ProfileScene;
  const facts = { errors: [], rounded: false, progress: undefined, left: [] };
  const input = { scene, missing: undefined, hidden: undefined, meta };
  const { result } = renderHook(() => useNotices(input, facts));
  await waitFor(() => expect(result.current.all).toEqual([alone]));
});
