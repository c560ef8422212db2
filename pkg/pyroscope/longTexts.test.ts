import { regexFault } from './selector/regexSyntax';
import { parseCheckedSelector } from './selector/checkedSelector';
import { readServerMessage } from './client/serverMessage';

const LENGTH = 100_000;
/** Time that goes with the square of the length takes half a minute and more, on any machine; this is milliseconds. */
const CEILING_MS = 3000;

const repeated = (part: string) => part.repeat(Math.ceil(LENGTH / part.length));

function timed(work: () => void): number {
  const started = performance.now();
  try {
    work();
  } catch {
    // What is wrong with them is said elsewhere.
  }
  return performance.now() - started;
}

it.each([
  '1',
  '1:',
  '12:34',
  ': parse error: ',
  '1: parse error: ',
  'unknown position',
  'message size 1 ',
  'data source URL',
  'data source URL"\\',
  'query time range exceeds the limit',
  'query time range exceeds the limit actual: 1h limit: ',
  'max flamegraph nodes limit 1',
  'rpc error: code = Unknown desc = ',
  'unknown: ',
  'label selector "',
  '{"message":"',
])('reads a server message of many %j', (part) => {
  for (const text of [
    repeated(part),
    `${repeated(part)}x`,
    `{${repeated(part)}`,
    `1:1: parse error: ${repeated(part)}`,
  ]) {
    expect(timed(() => readServerMessage(text))).toBeLessThan(CEILING_MS);
  }
});

it.each([
  '[:',
  '[:a',
  '[',
  '[^',
  '(',
  '(?i)',
  '(?P<a',
  'a|',
  '{1',
  '{1,',
  '\\x{0',
  '\\Q',
  '\\Q\\E',
  '\\pL',
  'a-',
  ':]',
])('checks a pattern of many %j, within brackets too', (part) => {
  for (const pattern of [repeated(part), `[${repeated(part)}`, `[${repeated(part)}x]`, `${repeated(part)}:]`]) {
    expect(timed(() => regexFault(pattern))).toBeLessThan(CEILING_MS);
    expect(timed(() => parseCheckedSelector(`{a=~${JSON.stringify(pattern)}}`))).toBeLessThan(CEILING_MS);
  }
});
