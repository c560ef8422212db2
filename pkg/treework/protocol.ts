import { PyroscopeError, type PyroscopeErrorCode, type PyroscopeErrorParams } from '../pyroscope/errors';
import type { FlameGraphAnswer } from '../pyroscope/api';
import type { PackedTree } from './packedTree';

/** What the page asks of the worker. The bytes of answers are handed over; `sum` is a number the page chooses. */
export type Question =
  /** An answer of about so many nodes is to come: its columns may be made meanwhile. 0: one has come that needs none. */
  | { readonly ask: 'expect'; readonly nodes: number }
  /** Where `outlined`, what can be shown first comes before the tree. */
  | { readonly ask: 'read'; readonly answer: FlameGraphAnswer; readonly outlined?: boolean }
  | { readonly ask: 'add'; readonly sum: number; readonly answer: FlameGraphAnswer }
  | { readonly ask: 'sum'; readonly sum: number; readonly maxNodes: number }
  | { readonly ask: 'drop'; readonly sum: number }
  | { readonly ask: 'compare'; readonly baseline: PackedTree; readonly compared: PackedTree }
  /** A comparison is to come: what puts it together may be compiled meanwhile. */
  | { readonly ask: 'practise' };

export type NumberedQuestion = Question & { readonly id: number };

/**
 * `ready` comes once, before any question is sent; then one reply a question, under its number, 0 where none is awaited.
 * An outline may come before it.
 */
export type Reply =
  | { readonly ready: true }
  | { readonly id: number; readonly outline: PackedTree }
  | { readonly id: number; readonly tree?: PackedTree }
  | { readonly id: number; readonly error: PackedError };

/** An error class does not survive the way from one thread to another. */
export interface PackedError {
  readonly message: string;
  readonly code?: PyroscopeErrorCode;
  readonly params?: PyroscopeErrorParams;
}

export function packError(error: unknown): PackedError {
  return error instanceof PyroscopeError
    ? { message: error.message, code: error.code, params: error.params }
    : { message: String(error) };
}

export function unpackError({ message, code, params }: PackedError): Error {
  return code === undefined ? new Error(message) : new PyroscopeError(code, params);
}
