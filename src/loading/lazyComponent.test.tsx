import { render, screen } from '@testing-library/react';
import React, { type ComponentType } from 'react';
import { lazyComponent } from './lazyComponent';

function Shown() {
  return <p>here</p>;
}

it('fetches its code when it is shown', async () => {
  const load = jest.fn(async () => Shown);
  const Lazy = lazyComponent(load);
  expect(load).not.toHaveBeenCalled();
  render(<Lazy />);
  expect(await screen.findByText('here')).toBeInTheDocument();
  expect(load).toHaveBeenCalledTimes(1);
});

it('is there at once where its code was prepared', async () => {
  const load = jest.fn(async () => Shown);
  const Lazy = lazyComponent(load);
  Lazy.prepare();
  await Promise.resolve();
  await Promise.resolve();
  render(<Lazy />);
  expect(screen.getByText('here')).toBeInTheDocument();
  expect(load).toHaveBeenCalledTimes(1);
});

it('is fetched again where preparing failed', async () => {
  const load = jest
    .fn<Promise<ComponentType>, []>()
    .mockRejectedValueOnce(new Error('offline'))
    .mockResolvedValue(Shown);
  const Lazy = lazyComponent(load);
  Lazy.prepare();
  await Promise.resolve();
  render(<Lazy />);
  expect(await screen.findByText('here')).toBeInTheDocument();
});
