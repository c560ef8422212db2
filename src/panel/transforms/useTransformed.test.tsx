import { renderHook } from '@testing-library/react';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { settle } from '../testing/shownPanel';
import { DEFAULT_VIEW, type ViewState } from '../view/viewState';
import { applyTransforms } from './applyTransforms';
import { useTransformed } from './useTransformed';

jest.mock('./applyTransforms', () => {
  const actual = jest.requireActual('./applyTransforms');
  return { ...actual, applyTransforms: jest.fn(actual.applyTransforms) };
});

const profile = () => treeOf([['main.main', 'runtime.mallocgc'], 5]);
const hidden: ViewState = { ...DEFAULT_VIEW, transforms: [{ kind: 'runtime' }] };
/** The view that an outline was asked for last. */
const outlinedFor = () => jest.mocked(applyTransforms).mock.lastCall?.[5];

it('asks for an outline in the view as it is, and for none on a refresh', async () => {
  const first = { tree: profile(), state: hidden };
  const { rerender, result } = renderHook(({ tree, state }) => useTransformed(tree, state), { initialProps: first });
  await settle();
  expect(outlinedFor()).toBe(first.state);

  rerender({ tree: profile(), state: hidden });
  await settle();
  expect(outlinedFor()).toBe(false);

  const table: ViewState = { ...hidden, view: 'table' };
  const refreshed = { tree: profile(), state: table };
  rerender(refreshed);
  await settle();
  const another: ViewState = { ...table, transforms: [{ kind: 'application' }] };
  rerender({ ...refreshed, state: another });
  await settle();
  expect(outlinedFor()).toBe(another);
  expect(result.current?.of).toBe(refreshed.tree);
});

it('asks for one of the first transform, too', async () => {
  const tree = profile();
  const { rerender } = renderHook(({ state }) => useTransformed(tree, state), {
    initialProps: { state: DEFAULT_VIEW },
  });
  await settle();
  rerender({ state: hidden });
  await settle();
  expect(outlinedFor()).toBe(hidden);
});
