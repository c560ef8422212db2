import { regexFault } from './regexSyntax';
import { parseSelector, type Matcher } from './selector';

/** Reads a label selector as {@link parseSelector} does, and refuses regular expressions that Go would not compile. */
export function parseCheckedSelector(text: string): { matchers: Matcher[] } {
  return parseSelector(text, regexFault);
}
