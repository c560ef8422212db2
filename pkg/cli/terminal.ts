import { styleText } from 'node:util';

/** Where a command writes. Colour and width are those of a terminal; a pipe has neither. */
export interface Terminal {
  out(text: string): void;
  /** What is no part of the answer: hints, and what went wrong. */
  say(text: string): void;
  /** Columns; undefined where lines may be as long as they are. */
  readonly width?: number;
  paint(style: 'red' | 'green' | 'bold' | 'dim', text: string): string;
}

/** The process's own. Respects `NO_COLOR` (https://no-color.org). */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const colour = stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    out: (text) => void stdout.write(`${text}\n`),
    say: (text) => void stderr.write(`${text}\n`),
    ...(stdout.isTTY && stdout.columns ? { width: stdout.columns } : {}),
    paint: (style, text) => (colour ? styleText(style, text) : text),
  };
}

/** A text that fits a number of columns, with its end kept: the end of a function's name tells most. */
export function fitted(text: string, columns: number): string {
  return text.length <= columns ? text : `…${text.slice(text.length - Math.max(0, columns - 1))}`;
}

/** Characters that would move the cursor or colour the terminal, made visible. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
