import { RE2JS } from 're2js';
import { PyroscopeError } from '../../pyroscope/errors';
import { parseCheckedSelector } from '../../pyroscope/selector/checkedSelector';
import type { Matcher } from '../../pyroscope/selector/selector';
import { invalid } from '../errors/connectError';
import { labelValue, type SeriesLabels } from '../storage/seriesLabels';

export type LabelTest = (labels: SeriesLabels) => boolean;

/**
 * The test a selector is. A label that a series does not have counts as empty.
 * @param describe puts the parser's words into the call's own.
 * @throws ConnectError invalid_argument
 */
export function compileSelector(selector: string, describe: (fault: string) => string): LabelTest {
  let matchers: readonly Matcher[];
  try {
    ({ matchers } = parseCheckedSelector(selector));
  } catch (error) {
    if (!(error instanceof PyroscopeError)) {
      throw error;
    }
    const { position, message } = error.params;
    const where = position === undefined || selector.trim() === '' ? 'unknown position' : `1:${position + 1}`;
    throw invalid(describe(`${where}: parse error: ${message ?? error.message}`));
  }
  const tests = matchers.map((matcher) => compileMatcher(matcher, describe));
  return (labels) => tests.every((test) => test(labels));
}

/** For the calls that take several selectors: all of them must hold. */
export function compileSelectors(selectors: readonly string[], describe: (fault: string) => string): LabelTest {
  const tests = selectors.map((selector) =>
    compileSelector(selector, (fault) =>
      describe(`failed to parse label selector ${JSON.stringify(selector)}: ${fault}`)
    )
  );
  return (labels) => tests.every((test) => test(labels));
}

function compileMatcher({ name, op, value }: Matcher, describe: (fault: string) => string): LabelTest {
  const of = (labels: SeriesLabels) => labelValue(labels, name) ?? '';
  switch (op) {
    case '=':
      return (labels) => of(labels) === value;
    case '!=':
      return (labels) => of(labels) !== value;
    case '=~':
    case '!~': {
      const regex = anchored(value, describe);
      return (labels) => regex.matches(of(labels)) === (op === '=~');
    }
  }
}

/** The pattern must match the whole value. Regular expressions are Go's, in syntax and in linear time. */
function anchored(pattern: string, describe: (fault: string) => string): RE2JS {
  try {
    return RE2JS.compile(withoutOpenPosix(pattern), RE2JS.DOTALL);
  } catch (error) {
    throw invalid(describe(`parse error: ${(error as Error).message}`));
  }
}

/**
 * The same pattern with `[\:` for each `[:` that no `:]` follows, which mean the same: re2js 2.10 looks for the end of
 * each to the pattern's own, and takes minutes for some ten thousand of them.
 */
function withoutOpenPosix(pattern: string): string {
  const lastEnd = pattern.lastIndexOf(':]');
  return pattern.replace(/\\Q[^]*?(?:\\E|$)|\\[^]|\[:/g, (part, at: number) =>
    part === '[:' && at + 2 > lastEnd ? '[\\:' : part
  );
}
