import { pyroscopeLimits } from '../limits';
import { IngestRate } from './rateLimit';

it('lets a burst through, then the rate, each tenant by itself', () => {
  const rate = new IngestRate({ ...pyroscopeLimits, ingestBytesPerSecond: 100, ingestBurstBytes: 150 });
  rate.take('a', 150, 0);
  expect(() => rate.take('a', 1, 0)).toThrow(/push rate limit/);
  rate.take('b', 150, 0);
  rate.take('a', 50, 500);
  expect(() => rate.take('a', 100, 1000)).toThrow(/push rate limit/);
  rate.take('a', 100, 1500);
  expect(() => rate.take('a', 151, 60_000)).toThrow(/push rate limit/);
});

it('does not count while it is off', () => {
  const rate = new IngestRate({ ...pyroscopeLimits, ingestBytesPerSecond: 0 });
  expect(() => rate.take('a', 1e12, 0)).not.toThrow();
});

it('refuses no longer than it would have when the clock is set back', () => {
  const rate = new IngestRate({ ...pyroscopeLimits, ingestBytesPerSecond: 100, ingestBurstBytes: 150 });
  const hour = 3_600_000;
  rate.take('a', 100, hour);
  rate.take('a', 50, 0);
  expect(() => rate.take('a', 1, 0)).toThrow(/push rate limit/);
  rate.take('a', 100, 1000);
});
