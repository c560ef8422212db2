import { cursorContextAt, type Edit } from './completion';
import { OPERATORS } from './operators';

/** An operator and two quotes that a suggestion wrote: who types them all the same types over them. */
export interface WrittenAhead {
  /** Where the operator stands. */
  at: number;
  /** What of it was typed since, over the first character on. */
  typed: string;
}

/**
 * What a key does that is there already: the operator and the opening quote that a suggestion wrote ahead, the quote
 * that closes a value, the brace that closes the selector. Undefined where the key writes what it is.
 */
export function typeOver(
  text: string,
  cursor: number,
  key: string,
  ahead: WrittenAhead | undefined
): (Edit & { ahead?: WrittenAhead }) | undefined {
  const written = ahead && writtenAt(text, cursor, ahead);
  if (ahead && written) {
    const typed = ahead.typed + key;
    const operator = OPERATORS.find((op) => op === typed) ?? (typed === '!' ? '!=' : undefined);
    if (operator) {
      const rest = text.slice(ahead.at + written.length);
      return {
        text: `${text.slice(0, ahead.at)}${operator}""${rest}`,
        cursor: ahead.at + operator.length + 1,
        ahead: { at: ahead.at, typed },
      };
    }
    if (key === '"') {
      return { text, cursor };
    }
    if (key === ' ') {
      return { text, cursor, ahead };
    }
  }
  return closes(text, cursor, key) ? { text, cursor: cursor + 1 } : undefined;
}

/** What a suggestion wrote ahead, if the cursor is now between two quotes after an operator. */
export function aheadOf({ text, cursor }: Edit): WrittenAhead | undefined {
  const operator = /(?:=~|!~|!=|=)"$/.exec(text.slice(0, cursor))?.[0];
  return operator && text[cursor] === '"' ? { at: cursor - operator.length, typed: '' } : undefined;
}

/** The operator with its quotes, as long as nothing stands between them and the cursor does. */
function writtenAt(text: string, cursor: number, { at }: WrittenAhead): string | undefined {
  const written = /^(?:=~|!~|!=|=)""/.exec(text.slice(at))?.[0];
  return written && cursor === at + written.length - 1 ? written : undefined;
}

function closes(text: string, cursor: number, key: string): boolean {
  if (text[cursor] !== key) {
    return false;
  }
  const situation = cursorContextAt(text, cursor);
  const inValue = situation.kind === 'value' && cursor > situation.from && cursor < situation.to;
  if (key === '}') {
    return !inValue;
  }
  return (
    inValue &&
    key === text[situation.from] &&
    cursor === situation.to - 1 &&
    !/(?<!\\)(?:\\\\)*\\$/.test(text.slice(0, cursor))
  );
}
