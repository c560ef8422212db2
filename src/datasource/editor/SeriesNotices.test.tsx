import React from 'react';
import { render, screen } from '@testing-library/react';
import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import { SeriesNotices } from './SeriesNotices';

function frame(preferredVisualisationType: 'graph' | 'flamegraph', ...notices: QueryResultMetaNotice[]): DataFrame {
  return { length: 0, fields: [], meta: { preferredVisualisationType, notices } };
}

it('says what graphs do not show, and leaves flame graphs to themselves', () => {
  render(
    <SeriesNotices
      onFollow={() => false}
      frames={[
        frame('flamegraph', { severity: 'info', text: 'of the flame graph' }),
        frame('graph', { severity: 'warning', text: 'of the series' }, { severity: 'info', text: 'and more' }),
      ]}
    />
  );
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['of the series', 'and more']);
});

it('is nothing where there is nothing to say', () => {
  const { container } = render(<SeriesNotices frames={[frame('graph')]} onFollow={() => false} />);
  expect(container).toBeEmptyDOMElement();
});
