import { render } from '@testing-library/react';
import React from 'react';
import { labels, recordPaint, settle, showPanel } from '../testing/shownPanel';
import { LoadingState } from '@grafana/data';
import { WarmUp } from './WarmUp';

recordPaint();

const canvases = () =>
  [...new Set(jest.mocked(HTMLCanvasElement.prototype.getContext).mock.contexts)] as HTMLCanvasElement[];

it('draws a profile where nobody sees it, once a page', async () => {
  await showPanel({ state: LoadingState.Loading });
  const drawn = canvases().flatMap((canvas) => labels(canvas));
  expect(drawn).toEqual(expect.arrayContaining([expect.stringContaining('conn).serve')]));
  expect(document.querySelector('canvas, [role=row]')).toBeNull();
  expect(document.body).not.toHaveTextContent('serve');

  const before = canvases().length;
  render(<WarmUp compares={false} />);
  await settle();
  expect(canvases()).toHaveLength(before);
});
