import { act, render, screen, within } from '@testing-library/react';
import React from 'react';
import { locationService } from '@grafana/runtime';
import { treeOf } from '../../../pkg/calltree/testing/trees';
import { RecordingContext } from '../../../pkg/flamegraph/testing/recordingContext';
import { FlameGraphPanel } from '../panel';
import { panelProps } from './panelProps';

export const MS = 1_000_000;

/** Of 100 ms: report 60 (all of it in parse), write 30, other 10. */
export const reportTree = treeOf(
  [['main', 'report', 'parse'], 60 * MS],
  [['main', 'write'], 30 * MS],
  [['main', 'other'], 10 * MS]
);

const contexts = new Map<HTMLCanvasElement, RecordingContext>();

/** For each test of a file: canvases that record what is painted on them, and an address without a view. */
export function recordPaint(): void {
  beforeEach(() => {
    contexts.clear();
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (this: HTMLCanvasElement) {
      const context = contexts.get(this) ?? new RecordingContext();
      contexts.set(this, context);
      return context as never;
    });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    // Panels keep their view there.
    locationService.push('/');
  });
}

export const graph = () => screen.getByTestId('hotpath-graph');
/** What is painted on a canvas, the flame graph's where none is named. */
export const bars = (canvas = graph()) => contexts.get(canvas as HTMLCanvasElement)!;
export const labels = (canvas = graph()) => bars(canvas).texts.map(({ text }) => text);
/** A row of the top table. */
export const row = (name: string) => within(screen.getByTestId('hotpath-table')).getByText(name).closest('[role=row]')!;
/** What a screen reader is told. */
export const status = () => screen.getByTestId('hotpath-status').textContent;

/**
 * Step by step: on a busy machine one long timer would come before those that it is to wait for, and what a step changes
 * is on the page before the next.
 */
export async function settle(steps = 10) {
  for (let step = 0; step < steps; step++) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  }
}

/** Renders the panel and waits for what is added up in slices. */
export async function showPanel(...args: Parameters<typeof panelProps>) {
  const view = render(<FlameGraphPanel {...panelProps(...args)} />);
  await settle();
  return {
    ...view,
    update: async (...next: Parameters<typeof panelProps>) => {
      view.rerender(<FlameGraphPanel {...panelProps(...next)} />);
      await settle();
    },
  };
}
