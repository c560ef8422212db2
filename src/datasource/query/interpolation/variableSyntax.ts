/** A variable as it is written in a text. */
export interface VariableUse {
  /** As written. */
  whole: string;
  name: string;
  /** `tags` of `${x.tags}`. */
  path?: string;
  /** `regex` of `${x:regex}`. */
  format?: string;
}

/**
 * `$name`, `[[name:format]]` and `${name.path:format}`, as Grafana's templates are written. A path and a format are as
 * long here as any that is meant: where the end is missing, each of many beginnings would be read to the end of the text.
 */
const VARIABLE =
  /\$(\w+)|\[\[\s*(\w+)(?:\.([^:\]]{1,200}))?(?::(\w+))?\s*\]\]|\$\{(\w+)(?:\.([^:}]{1,200}))?(?::([^}]{1,200}))?\}/g;

export function hasVariable(text: string): boolean {
  return text.search(VARIABLE) >= 0;
}

/** The text as plain stretches and variables, in order; no stretch is empty. */
export function scan(text: string): Array<string | VariableUse> {
  const parts: Array<string | VariableUse> = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > end) {
      parts.push(text.slice(end, match.index));
    }
    const [whole, plain, inBrackets, bracketPath, bracketFormat, inBraces, path, format] = match;
    parts.push({
      whole,
      name: plain ?? inBrackets ?? inBraces,
      path: bracketPath ?? path,
      format: bracketFormat ?? format,
    });
    end = match.index + whole.length;
  }
  if (end < text.length) {
    parts.push(text.slice(end));
  }
  return parts;
}

/** Whether a text that looks like a variable may as well be meant as it stands: `Foo$Bar`, `$1`, but not `${bar}`. */
export function couldBeText({ whole, name }: VariableUse): boolean {
  return !/^[[$][[{]/.test(whole) || /^\d/.test(name);
}
