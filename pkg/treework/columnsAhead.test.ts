import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ColumnsAhead } from './columnsAhead';

const always = () => true;
const roomOf = ({ self }: { self: Float64Array }) => self.buffer.byteLength / 8;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

// First in this file: memory of other tests, collected while this one measures, would count as let go.
it('holds no memory of what it let go', async () => {
  jest.useRealTimers();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  /** Bytes of array buffers, once nothing more is collected. */
  const held = async () => {
    let bytes = Infinity;
    for (let turn = 0; turn < 20; turn++) {
      await new Promise((resolve) => setTimeout(resolve));
      collect();
      const now = process.memoryUsage().arrayBuffers;
      if (turn > 2 && now === bytes) {
        break;
      }
      bytes = now;
    }
    return bytes;
  };
  const before = await held();
  const ahead = new ColumnsAhead();
  ahead.make(1_000_000, always);
  expect((await held()) - before).toBeGreaterThan(20_000_000);
  ahead.release();
  expect((await held()) - before).toBeLessThan(5_000_000);
});

it('gives what was made, where the answer has about that size, once', () => {
  const ahead = new ColumnsAhead();
  ahead.make(100_000, always);
  jest.advanceTimersByTime(1000);
  const columns = ahead.take(95_000);
  expect(roomOf(columns)).toBe(100_000);
  for (const column of Object.values(columns)) {
    expect(column).toHaveLength(95_000);
    expect(column.every((value) => value === 0)).toBe(true);
  }
  expect(roomOf(ahead.take(95_000))).toBe(95_000);
});

it.each([100_001, 90_000, 1])('makes columns of %d rows anew, and drops what was made', (length) => {
  const ahead = new ColumnsAhead();
  ahead.make(100_000, always);
  expect(roomOf(ahead.take(length))).toBe(length);
  expect(roomOf(ahead.take(100_000 - 1))).toBe(100_000 - 1);
});

it('writes nothing more to what was taken sooner than it was made', () => {
  const ahead = new ColumnsAhead();
  ahead.make(1_000_000, always);
  jest.advanceTimersToNextTimer();
  const columns = ahead.take(999_000);
  expect(roomOf(columns)).toBe(1_000_000);
  columns.self.fill(7);
  jest.advanceTimersByTime(1000);
  expect(columns.self.every((value) => value === 7)).toBe(true);
});

it('keeps no more than the two sides of a comparison need, not for answers without end, and not forever', () => {
  const ahead = new ColumnsAhead();
  ahead.make(1000, always);
  ahead.make(2000, always);
  ahead.make(3000, always);
  expect([1000, 2000, 3000].map((length) => roomOf(ahead.take(length - 1)))).toEqual([1000, 2000, 2999]);
  ahead.make(50_000_000, always);
  ahead.make(1000, always);
  expect(roomOf(ahead.take(999))).toBe(1000);
  ahead.make(1000, always);
  jest.advanceTimersByTime(60_000);
  expect(roomOf(ahead.take(999))).toBe(999);
});

it('lets go what an answer does not need, but not what another one may', () => {
  const ahead = new ColumnsAhead();
  ahead.make(1000, always);
  ahead.make(2000, always);
  ahead.make(3000, always);
  ahead.release();
  expect(roomOf(ahead.take(999))).toBe(1000);
  ahead.release();
  expect(roomOf(ahead.take(1999))).toBe(1999);
});
