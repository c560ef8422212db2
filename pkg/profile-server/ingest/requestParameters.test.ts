import { unixMilliseconds } from './requestParameters';

it.each([
  ['1795399635', 1_795_399_635_000],
  ['1795399635123', 1_795_399_635_123],
  ['1795399635123456', 1_795_399_635_123],
  ['1795399635123456789', 1_795_399_635_123],
  ['0', 0],
  ['now', undefined],
  ['', undefined],
  ['-5', undefined],
])('%j', (text, ms) => {
  expect(unixMilliseconds(text)).toBe(ms);
});
