import { quote } from '../../../../pkg/pyroscope/selector/goString';
import { type Matcher, type MatchOperator } from '../../../../pkg/pyroscope/selector/selector';
import { patternFor } from './alternatives';
import { OPERATORS } from './operators';

/**
 * What is being written where the cursor stands. `from` and `to` bound the text that a suggestion replaces; `prefix` is
 * what of it stands before the cursor; `others` are the finished matchers around it.
 */
export type CursorContext =
  | { kind: 'name'; from: number; to: number; prefix: string; others: Matcher[] }
  | { kind: 'operator'; from: number; to: number; prefix: string; name: string }
  | { kind: 'value'; from: number; to: number; prefix: string; name: string; op: MatchOperator; others: Matcher[] }
  | { kind: 'none' };

/** A matcher as far as it is written; positions are offsets into the text, `end` exclusive. */
interface Draft {
  start: number;
  end: number;
  name: Span;
  op?: Span;
  value?: Span & { closed: boolean };
}

interface Span {
  start: number;
  end: number;
  text: string;
}

/** Reads a selector that may be half written, or wrong anywhere. */
export function cursorContextAt(text: string, cursor: number): CursorContext {
  if (text.trim() === '') {
    return { kind: 'name', from: 0, to: text.length, prefix: '', others: [] };
  }
  const drafts = scan(text);
  const at = drafts.find((draft) => cursor >= draft.start && cursor <= draft.end);
  const others = drafts.filter((draft) => draft !== at).flatMap(finished);
  if (!at) {
    const open = text.indexOf('{');
    const close = text.lastIndexOf('}');
    const inside = open >= 0 && cursor > open && (close < open || cursor <= close);
    return inside && expectsName(text, cursor, drafts)
      ? { kind: 'name', from: cursor, to: cursor, prefix: '', others }
      : { kind: 'none' };
  }
  const { name, op, value } = at;
  if (cursor < name.end || (cursor === name.end && !isQuote(text[name.end - 1]))) {
    const prefix = text.slice(name.start, cursor).replace(/^["'`]/, '');
    return { kind: 'name', from: name.start, to: name.end, prefix, others };
  }
  const unfinished = op && !isOperator(op.text) && cursor <= op.end;
  if (!value || cursor < value.start || unfinished) {
    if (op && cursor >= op.end && isOperator(op.text)) {
      return { kind: 'value', from: op.end, to: op.end, prefix: '', name: name.text, op: op.text, others };
    }
    const from = op?.start ?? cursor;
    return { kind: 'operator', from, to: op?.end ?? cursor, prefix: text.slice(from, cursor).trim(), name: name.text };
  }
  if (value.closed && cursor >= value.end) {
    return { kind: 'none' };
  }
  const operator = op && isOperator(op.text) ? op.text : '=';
  const written = unescaped(text.slice(value.start + 1, cursor));
  return { kind: 'value', from: value.start, to: value.end, prefix: written, name: name.text, op: operator, others };
}

export interface Edit {
  text: string;
  cursor: number;
}

/** The text after a suggestion is taken; the cursor is where the next thing is written. */
export function applySuggestion(text: string, situation: CursorContext, chosen: string): Edit {
  if (situation.kind === 'none') {
    return { text, cursor: text.length };
  }
  const before = text.slice(0, situation.from);
  const after = text.slice(situation.to);
  switch (situation.kind) {
    case 'name': {
      const opened = before.includes('{') ? before : `{${before}`;
      const hasOperator = /^\s*[=!]/.test(after);
      const matcher = hasOperator ? printName(chosen) : `${printName(chosen)}=""`;
      const edited = opened + matcher;
      return { text: closed(edited + after), cursor: hasOperator ? edited.length : edited.length - 1 };
    }
    case 'operator': {
      const hasValue = /^\s*["'`]/.test(after);
      const edited = before + chosen;
      return hasValue
        ? { text: closed(edited + after), cursor: edited.length + after.search(/["'`]/) + 1 }
        : { text: closed(`${edited}""${after}`), cursor: edited.length + 1 };
    }
    case 'value': {
      const edited = before + quote(valueWith(situation.prefix, situation.op, chosen));
      return { text: closed(edited + after), cursor: edited.length };
    }
  }
}

/** The part of a value that a suggestion completes: all of it, or in a regular expression its last alternative. */
export function completedPart(prefix: string, op: MatchOperator): string {
  return op === '=' || op === '!=' ? prefix : prefix.slice(lastAlternative(prefix));
}

function valueWith(prefix: string, op: MatchOperator, chosen: string): string {
  return op === '=' || op === '!=' ? chosen : prefix.slice(0, lastAlternative(prefix)) + patternFor(chosen);
}

function lastAlternative(pattern: string): number {
  return pattern.lastIndexOf('|') + 1;
}

function expectsName(text: string, cursor: number, drafts: Draft[]): boolean {
  const last = drafts.filter((draft) => draft.end <= cursor).pop();
  return last === undefined || text.slice(last.end, cursor).includes(',');
}

function scan(text: string): Draft[] {
  const drafts: Draft[] = [];
  let i = text.indexOf('{') + 1;
  while (i < text.length) {
    if (/[\s,{}]/.test(text[i])) {
      i++;
      continue;
    }
    const name = scanName(text, i);
    const draft: Draft = { start: i, end: name.end, name };
    const afterName = skipSpace(text, name.end);
    const op = /^[=!~]+/.exec(text.slice(afterName))?.[0];
    if (op) {
      draft.op = { start: afterName, end: afterName + op.length, text: op };
      draft.end = draft.op.end;
      const afterOp = skipSpace(text, draft.end);
      if (isQuote(text[afterOp])) {
        draft.value = scanString(text, afterOp);
        draft.end = draft.value.end;
      }
    }
    drafts.push(draft);
    i = Math.max(draft.end, i + 1);
  }
  return drafts;
}

function scanName(text: string, start: number): Span {
  if (isQuote(text[start])) {
    const { end, text: name } = scanString(text, start);
    return { start, end, text: name };
  }
  const length = /^[^\s=!~,{}"'`]*/.exec(text.slice(start))?.[0].length ?? 0;
  return { start, end: start + length, text: text.slice(start, start + length) };
}

function scanString(text: string, start: number): Span & { closed: boolean } {
  let i = start + 1;
  while (i < text.length && text[i] !== text[start]) {
    i += text[i] === '\\' && text[start] !== '`' ? 2 : 1;
  }
  const closed = i < text.length;
  // A value whose quote is still open ends before the brace that closes the selector.
  const end = closed ? i + 1 : text.replace(/\s*}\s*$/, '').length;
  return { start, end: Math.max(end, start + 1), closed, text: unescaped(text.slice(start + 1, closed ? i : end)) };
}

function finished({ name, op, value }: Draft): Matcher[] {
  return op && isOperator(op.text) && value?.closed ? [{ name: name.text, op: op.text, value: value.text }] : [];
}

function isQuote(char: string | undefined): boolean {
  return char === '"' || char === "'" || char === '`';
}

function isOperator(text: string): text is MatchOperator {
  return (OPERATORS as readonly string[]).includes(text);
}

function skipSpace(text: string, start: number): number {
  return start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0);
}

function printName(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : quote(name);
}

function unescaped(text: string): string {
  return text.replace(/\\(n|.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}

function closed(text: string): string {
  return text.includes('}') && !/}[^}]*["=]/.test(text.slice(text.lastIndexOf('}'))) ? text : `${text}}`;
}
