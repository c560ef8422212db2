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

/** Every text that a text with variables stands for: several values of one variable make several texts. */
export function textsOf(
  text: string,
  values: Values,
  onProblem: (use: VariableUse, reason: 'empty' | 'unknown') => void
): string[] {
  let texts = [''];
  const parts = scan(text);
  for (const part of parts) {
    const added = typeof part === 'string' ? [part] : textsOfVariable(part, valueOf(part, values), onProblem);
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
