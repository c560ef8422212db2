import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { scan, type VariableUse } from './variableSyntax';

export type Replace = TemplateSrv['replace'];

export interface Values {
  replace: Replace;
  scopedVars?: ScopedVars;
}

/** What a variable stands for where it is used. */
export type VariableValue =
  /** `ownPattern`: a single text that the user typed, a regular expression where one is expected. */
  | { kind: 'values'; values: string[]; ownPattern: boolean }
  /** "All" with a value of its own, which is a regular expression by custom. */
  | { kind: 'all'; pattern: string }
  /** Printed in a format that the query asks for. */
  | { kind: 'text'; text: string }
  | { kind: 'empty' }
  | { kind: 'unknown' };

/** Formats that ask for a regular expression, or for what Grafana does by default: values are written by where they stand. */
const BY_PLACE = new Set([undefined, 'regex', 'pipe', 'glob']);
/** Types of variables whose value is typed by hand. */
const WRITTEN = new Set([undefined, 'textbox', 'constant']);

export function valueOf(use: VariableUse, { replace, scopedVars }: Values): VariableValue {
  const bare = `\${${use.name}${use.path === undefined ? '' : `.${use.path}`}}`;
  let given: { value: unknown; variable: { type?: string; multi?: boolean; includeAll?: boolean } } | undefined;
  const replaced = replace(bare, scopedVars, (value: unknown, variable: unknown) => {
    given = { value, variable: (variable ?? {}) as object };
    return 'given';
  });
  if (given === undefined) {
    // Grafana puts the own value of "All" in place without asking for a format.
    return replaced === bare ? { kind: 'unknown' } : replaced === '' ? { kind: 'empty' } : allOrText(use, replaced);
  }
  const { value, variable } = given;
  const values = (Array.isArray(value) ? value : [value])
    .filter((one) => one !== undefined && one !== null)
    .map(String);
  const written = WRITTEN.has(variable.type) || (variable.type === 'custom' && !variable.multi && !variable.includeAll);
  const emptyText = variable.type === 'textbox';
  if (values.length === 0 || (values.every((one) => one === '') && !emptyText)) {
    return { kind: 'empty' };
  }
  if (!BY_PLACE.has(use.format)) {
    return { kind: 'text', text: replace(use.whole, scopedVars) };
  }
  return { kind: 'values', values, ownPattern: written && !Array.isArray(value) };
}

function allOrText(use: VariableUse, text: string): VariableValue {
  return BY_PLACE.has(use.format) ? { kind: 'all', pattern: text } : { kind: 'text', text };
}

/** Texts that one entry of a query may stand for. No list of ids or frames that a person means is as long. */
export const MOST_TEXTS = 1000;

/**
 * Every text that a text with variables stands for: several values of one variable make several texts, of several
 * variables every combination. Of more than `MOST_TEXTS` it is what was written, and a problem of the variable that
 * makes them too many.
 */
export function textsOf(
  text: string,
  values: Values,
  onProblem: (use: VariableUse, reason: 'empty' | 'unknown' | 'too-many') => void
): string[] {
  let texts = [''];
  for (const part of scan(text)) {
    const added = typeof part === 'string' ? [part] : textsOfVariable(part, valueOf(part, values), onProblem);
    if (typeof part !== 'string' && texts.length * added.length > MOST_TEXTS) {
      onProblem(part, 'too-many');
      return [text];
    }
    texts = texts.flatMap((before) => added.map((after) => before + after));
  }
  return texts;
}

function textsOfVariable(
  use: VariableUse,
  value: VariableValue,
  onProblem: (use: VariableUse, reason: 'empty' | 'unknown') => void
): string[] {
  switch (value.kind) {
    case 'values':
      return value.values;
    case 'all':
      return [value.pattern];
    case 'text':
      return [value.text];
    case 'empty':
    case 'unknown':
      onProblem(use, value.kind);
      return [use.whole];
  }
}
