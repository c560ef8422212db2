import { parseSelector, printSelector, type Matcher } from '../../../pkg/pyroscope/selector/selector';

/** The matchers of a selector, or undefined while it cannot be read. */
export function readMatchers(selector: string): Matcher[] | undefined {
  try {
    return parseSelector(selector.trim() === '' ? '{}' : selector).matchers;
  } catch {
    return undefined;
  }
}

/** The value that a selector asks a label to be equal to. */
export function equalTo(selector: string, label: string): string | undefined {
  return readMatchers(selector)?.find(({ name, op }) => name === label && op === '=')?.value;
}

/** The selector with `label="value"` in place of any matcher on that label, or without one. */
export function withEqual(selector: string, label: string, value: string | undefined): string {
  const matchers = readMatchers(selector) ?? [];
  const at = matchers.findIndex(({ name }) => name === label);
  const kept = matchers.filter(({ name }) => name !== label);
  if (value !== undefined) {
    kept.splice(at < 0 ? 0 : at, 0, { name: label, op: '=', value });
  }
  return printSelector(kept);
}
