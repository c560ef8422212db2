import React from 'react';
import { act, fireEvent, render, renderHook, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { giveSizes } from '../../testing/showEditor';
import { LabelValue } from '../selector/LabelValue';
import { ProfileTypePicker } from './ProfileTypePicker';
import { ServicePicker } from './ServicePicker';
import { useSlow } from './useSlow';
import { TypedText } from './useTyped';

beforeEach(giveSizes);
afterEach(() => jest.restoreAllMocks());

const field = () => screen.getByRole<HTMLInputElement>('combobox');

/** Types, and presses Enter before the list has followed the last key strokes, as on a page that is busy. */
async function typeAndEnterAtOnce(text: string) {
  await userEvent.type(field(), text.slice(0, 1));
  // What happens in one go is rendered after it.
  act(() => {
    fireEvent.input(field(), { target: { value: text } });
    fireEvent.keyDown(field(), { key: 'Enter' });
  });
}

const VALUE = {
  id: 'value',
  choices: ['v1', 'v2'],
  loading: false,
  disabled: false,
  customDescription: '',
  onRun: () => undefined,
};

describe('what was typed is chosen, not what the list had before', () => {
  it('for a value', async () => {
    const onChange = jest.fn();
    render(<LabelValue {...VALUE} op="=" onChange={onChange} />);
    await typeAndEnterAtOnce('v2');
    expect(onChange.mock.calls).toEqual([['v2', true]]);
  });

  it('for a service', async () => {
    const onChange = jest.fn();
    render(<ServicePicker id="service" services={['order-api', 'order-service']} onChange={onChange} />);
    await typeAndEnterAtOnce('order-s');
    expect(onChange.mock.calls).toEqual([['order-service']]);
  });

  it('for a profile type', async () => {
    const onChange = jest.fn();
    const types = ['memory:alloc_space:bytes:space:bytes', 'memory:inuse_space:bytes:space:bytes'];
    render(<ProfileTypePicker id="type" value="" types={types} onChange={onChange} />);
    await typeAndEnterAtOnce('memory in');
    expect(onChange.mock.calls).toEqual([[types[1]]]);
  });
});

describe('what is pointed at is chosen, whatever was typed', () => {
  it('by key', async () => {
    const onChange = jest.fn();
    render(<LabelValue {...VALUE} op="=" onChange={onChange} />);
    await userEvent.type(field(), 'v{ArrowDown}{ArrowDown}{Enter}');
    expect(onChange.mock.calls).toEqual([['v2', true]]);
  });

  it('by mouse', async () => {
    const typed = new TypedText();
    render(
      <div {...typed.watch}>
        <input role="combobox" aria-controls="list" aria-expanded />
        <span role="option" aria-selected={false} />
      </div>
    );
    await userEvent.type(field(), 'v');
    await userEvent.click(screen.getByRole('option'));
    expect(typed.take()).toBeUndefined();
    await userEvent.type(field(), '2');
    await userEvent.click(field());
    expect([typed.take(), typed.take()]).toEqual(['v2', undefined]);
  });
});

it('marks only what takes long as loading, and that for a moment', () => {
  jest.useFakeTimers();
  const { result, rerender } = renderHook(useSlow, { initialProps: true });
  const after = (ms: number) => {
    act(() => jest.advanceTimersByTime(ms));
    return result.current;
  };
  expect(after(200)).toBe(false);
  rerender(false);
  expect(after(2_000)).toBe(false);
  rerender(true);
  expect(after(300)).toBe(true);
  rerender(false);
  expect(after(300)).toBe(true);
  expect(after(100)).toBe(false);
  jest.useRealTimers();
});
