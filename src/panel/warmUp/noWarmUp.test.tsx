import { render } from '@testing-library/react';
import React from 'react';
import { frameOf } from '../testing/panelProps';
import { recordPaint, reportTree, settle, showPanel } from '../testing/shownPanel';
import { WarmUp } from './WarmUp';

recordPaint();

it('is left out where a profile is shown already', async () => {
  await showPanel({ series: [frameOf(reportTree)] });
  const getContext = jest.mocked(HTMLCanvasElement.prototype.getContext);
  getContext.mockClear();
  render(<WarmUp compares={false} />);
  await settle();
  expect(getContext).not.toHaveBeenCalled();
});
