import { LoadingState } from '@grafana/data';
import { CompareBar } from '../compare/CompareBar';
import { ComparedTable } from '../table/compared/ComparedTable';
import { recordPaint, settle, showPanel } from '../testing/shownPanel';

jest.mock('../compare/CompareBar', () => ({ CompareBar: jest.fn(() => null) }));
jest.mock('../table/compared/ComparedTable', () => ({ ComparedTable: jest.fn(() => null) }));

recordPaint();

it('has what a comparison takes ready where one is awaited', async () => {
  const targets = [{ refId: 'A', queryType: 'compare' }];
  await showPanel({ state: LoadingState.Loading, request: { targets } as never });
  await settle();
  expect(CompareBar).toHaveBeenCalled();
  expect(ComparedTable).toHaveBeenCalled();
});
