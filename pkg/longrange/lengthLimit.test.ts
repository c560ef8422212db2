import { PyroscopeError } from '../pyroscope/errors';
import { LengthLimit, withinLookback } from './lengthLimit';

const DAY = 86_400_000;
const now = 1_000 * DAY;
const month = { start: now - 30 * DAY, end: now };
const tooLong = (actualMs?: number, limitMs?: number) => new PyroscopeError('range-too-long', { actualMs, limitMs });

describe('LengthLimit', () => {
  it('learns from a refusal and forgets after a while', () => {
    let time = now;
    const limit = new LengthLimit(() => time);
    expect(limit.get()).toBeUndefined();
    expect(limit.learn(tooLong(30 * DAY, DAY), month)).toEqual({ lengthMs: DAY });
    expect(limit.get()).toEqual({ lengthMs: DAY });
    time += 5 * 60_000;
    expect(limit.get()).toBeUndefined();
  });

  it('learns nothing from other errors', () => {
    const limit = new LengthLimit();
    expect(limit.learn(new PyroscopeError('timeout'), month)).toBeUndefined();
    expect(limit.learn(tooLong(), month)).toBeUndefined();
    expect(limit.learn(new Error('x'), month)).toBeUndefined();
  });

  it('sees how far back the server looks where it measured less than was asked', () => {
    const limit = new LengthLimit(() => now);
    const limits = limit.learn(tooLong(7 * DAY, DAY), month);
    expect(limits).toEqual({ lengthMs: DAY, lookbackMs: 7 * DAY });
    expect(withinLookback(month, limits!, now)).toEqual({ start: now - 7 * DAY - 60_000, end: now });
    expect(withinLookback({ start: now - DAY, end: now }, limits!, now).start).toBe(now - DAY);
    expect(withinLookback(month, { lengthMs: DAY }, now)).toBe(month);
  });
});
