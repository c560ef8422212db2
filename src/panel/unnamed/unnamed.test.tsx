import { render, screen } from '@testing-library/react';
import React from 'react';
import { locationService } from '@grafana/runtime';
import { treeOf, type Stack } from '../../../pkg/calltree/testing/trees';
import { RecordingContext } from '../../../pkg/flamegraph/testing/recordingContext';
import { FlameGraphPanel } from '../panel';
import { frameOf, panelProps } from '../testing/panelProps';

const MS = 1_000_000;

beforeEach(() => {
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(new RecordingContext() as never);
});

afterEach(() => {
  jest.restoreAllMocks();
  locationService.push('/');
});

const show = (...stacks: Stack[]) =>
  render(<FlameGraphPanel {...panelProps({ series: [frameOf(treeOf(...stacks))] })} />);
const notice = () => screen.findByTestId('hotpath-unnamed', undefined, { timeout: 10_000 });

it('says how much is in functions without a name, in which binaries, and what helps', async () => {
  // Recursion and callers without a name are counted once, by what each spends itself.
  show(
    [['main', 'nginx+0x10', 'libcrypto.so.3!0xab'], 50 * MS],
    [['main', 'nginx+0x10', 'nginx+0x10'], 10 * MS],
    [['main', 'handle'], 40 * MS]
  );
  expect(await notice()).toHaveTextContent(
    '60 % is spent in functions without a name Debug symbols are missing for libcrypto.so.3 50 %, nginx 10 %.'
  );
});

it('says how much of it is in binaries that nobody names, beside those that are named', async () => {
  show(
    [['main', 'libcrypto.so.3!0xab'], 50 * MS],
    [['main', '[libc.so.6]', '0x7f8a1c0b3c00'], 20 * MS],
    [['main', 'handle'], 30 * MS]
  );
  expect(await notice()).toHaveTextContent(
    '70 % is spent in functions without a name Debug symbols are missing for libcrypto.so.3 50 %, binaries that the profiler does not name 20 %.'
  );
});

it('says so of addresses whose binary nobody knows', async () => {
  show([['main', '0x7f8a1c0b3c00'], 10 * MS], [['main', 'handle'], 90 * MS]);
  expect(await notice()).toHaveTextContent(
    '10 % is spent in functions without a name The profiler sent addresses alone.'
  );
});

it('says so of each side of a comparison, and leads with the binary that is most of one', async () => {
  show(
    [['main', 'libcrypto.so.3!0xab'], 30 * MS, 0],
    [['main', 'nginx+0x10'], 10 * MS, 300 * MS],
    [['main', 'handle'], 60 * MS, 700 * MS]
  );
  expect(await notice()).toHaveTextContent(
    '40 % → 30 % is spent in functions without a name Debug symbols are missing for libcrypto.so.3 30 % → 0 %, nginx 10 % → 30 %.'
  );
});

it('is silent where there is next to nothing of it, or only names that look like it', async () => {
  show([['main', '0x7f8a1c0b3c00'], 1], [['main', 'libz.so.1!inflate', 'parse0x1'], 200 * MS]);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(screen.queryByTestId('hotpath-unnamed')).not.toBeInTheDocument();
});
