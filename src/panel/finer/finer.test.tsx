import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { locationService } from '@grafana/runtime';
import { treeOf, type Stack } from '../../../pkg/calltree/testing/trees';
import { RecordingContext } from '../../../pkg/flamegraph/testing/recordingContext';
import { rememberAskAgain, type AskAgain, type FinerProfile } from '../../frames/askAgain';
import { FlameGraphPanel } from '../panel';
import { frameOf, panelProps } from '../testing/panelProps';

const MS = 1_000_000;
const whole: Stack[] = [
  [['main', 'report', 'parse'], 50 * MS],
  [['main', 'report', 'format'], 10 * MS],
  [['main', 'write'], 40 * MS],
];
const coarse = treeOf([['main', 'report', 'other'], 60 * MS], [['main', 'write'], 40 * MS]);
const report = treeOf(...whole.filter(([names]) => names.includes('report')));

beforeEach(() => {
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(new RecordingContext() as never);
});

afterEach(() => {
  jest.restoreAllMocks();
  locationService.push('/');
});

const hidden = () => screen.queryByTestId('hotpath-hidden');
const inTable = (name: string) => screen.getByTestId('hotpath-table').textContent!.includes(name);
const rest = (ms = 60) => act(async () => void (await new Promise((resolve) => setTimeout(resolve, ms))));

async function show(again?: Partial<AskAgain>, focus?: string[]) {
  const frame = frameOf(coarse);
  if (again) {
    rememberAskAgain(frame, { most: () => never(), below: () => never(), ...again });
  }
  if (focus) {
    locationService.partial({ 'hotpath-1': JSON.stringify({ focus }) });
  }
  const view = render(<FlameGraphPanel {...panelProps({ series: [frame] })} />);
  if (!focus) {
    // Words come by themselves, and late on a busy machine.
    await waitFor(() => expect(hidden()).toBeInTheDocument(), { timeout: 10_000 });
  }
  await rest(200);
  return view;
}

const never = () => new Promise<FinerProfile>(() => undefined);
const more = () => screen.getByRole('button', { name: 'Ask for more' });

describe('Ask for more', () => {
  it('shows all that the server has, in this view', async () => {
    await show({ most: async () => ({ tree: treeOf(...whole), maxNodes: 1_048_576 }) });
    expect(hidden()).toHaveTextContent('60 % is hidden in “other”');
    await userEvent.click(more());
    await rest(200);
    expect(hidden()).not.toBeInTheDocument();
    expect(screen.getByText(/Nothing is hidden in “other” any more/)).toBeInTheDocument();
    await waitFor(() => expect(inTable('parse')).toBe(true));
  });

  it('says how far it is and can be cancelled', async () => {
    let signal: AbortSignal | undefined;
    await show({
      most: (own, onProgress) => {
        signal = own;
        onProgress('Incomplete: 7 of 30 days so far.');
        return never();
      },
    });
    await userEvent.click(more());
    await rest();
    expect(hidden()).toHaveTextContent('7 of 30 days so far');
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await rest();
    expect(signal?.aborted).toBe(true);
    expect(more()).toBeInTheDocument();
  });

  it('says what the server answered where it allows no more', async () => {
    await show({ most: async () => ({ tree: coarse, maxNodes: 2 }) });
    await userEvent.click(more());
    await rest(200);
    expect(hidden()).toHaveTextContent('The server returned its biggest 2 nodes, the most that can be asked for.');
    expect(screen.queryByRole('button', { name: 'Ask for more' })).not.toBeInTheDocument();
  });

  it('says so where a function of the program is called “other”, and nothing was left out', async () => {
    await show({ most: async () => ({ tree: coarse, maxNodes: 64 }) });
    await userEvent.click(more());
    await rest(200);
    expect(hidden()).toHaveTextContent('a function of the program is called “other”');
  });

  it('says what failed, and can be tried again', async () => {
    await show({ most: () => Promise.reject(new Error('Pyroscope is not reachable.')) });
    await userEvent.click(more());
    await rest();
    expect(hidden()).toHaveTextContent('More could not be loaded. Pyroscope is not reachable.');
    expect(more()).toBeInTheDocument();
  });

  it('is not there for a profile of nobody who can be asked', async () => {
    await show();
    expect(hidden()).toHaveTextContent('Raise “Max nodes” in the query');
    expect(screen.queryByRole('button', { name: 'Ask for more' })).not.toBeInTheDocument();
  });
});

describe('a focus', () => {
  it('opens what is hidden below it, once', async () => {
    const asked: string[][] = [];
    await show(
      {
        below: async (path) => {
          asked.push([...path]);
          return { tree: report };
        },
      },
      ['main', 'report']
    );
    await waitFor(() => expect(inTable('format')).toBe(true), { timeout: 5000 });
    await waitFor(() => expect(hidden()).not.toBeInTheDocument());
    expect(inTable('other')).toBe(false);
    expect(asked).toEqual([['main', 'report']]);
  });

  it.each<[string, () => Promise<FinerProfile>, string]>([
    [
      'the server ignores call paths',
      async () => ({ tree: treeOf(...whole), pathIgnored: true }),
      'The server cannot be asked for one function’s part of the profile.',
    ],
    ['it fails', () => Promise.reject(new Error('Timed out.')), 'More could not be loaded. Timed out.'],
    [
      'there is more by now',
      async () => ({ tree: treeOf([['main', 'report', 'parse'], 99 * MS]) }),
      'The server returned only the biggest nodes.',
    ],
  ])('stays as it is where %s', async (_, below, said) => {
    await show({ below }, ['main', 'report']);
    await rest(600);
    expect(hidden()).toHaveTextContent(said);
    expect(hidden()).toHaveTextContent('100 % of this view');
    expect(more()).toBeInTheDocument();
  });
});
