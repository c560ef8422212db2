import type { TimeRange } from './api';

/**
 * Everything that can go wrong between a question and its answer, as a code. The words for it live where they are
 * shown; `params` holds what the words need.
 */
export type PyroscopeErrorCode =
  /** Nothing answered: refused, unknown host, cut connection (Grafana's proxy says 502). */
  | 'unreachable'
  /** The data source has no URL. */
  | 'no-url'
  | 'unauthenticated'
  | 'forbidden'
  /** 404: a server without this call, perhaps not Pyroscope at all. */
  | 'not-found'
  /** 405 or 415: something between rewrites the call. */
  | 'not-accepted'
  | 'too-large'
  | 'rate-limited'
  /** The server said 400; `params.message` is its reason. */
  | 'invalid-request'
  | 'range-too-long'
  /** A range that would take more queries than is sensible, for which nothing was asked. */
  | 'too-many-pieces'
  | 'bad-selector'
  | 'bad-profile-type'
  | 'too-many-nodes'
  /** The server serves several tenants and was told of none, or of none that can be (401). */
  | 'missing-tenant'
  /** 501: this storage mode or version cannot do it. */
  | 'unimplemented'
  | 'timeout'
  | 'unavailable'
  | 'server-error'
  /** The answer is HTML, JSON of another service, or anything that is not Pyroscope's. `params.what` says what it is. */
  | 'not-pyroscope'
  /** The answer ends in the middle. */
  | 'cut-answer'
  | 'empty-answer'
  | 'cancelled'
  | 'unknown';

/** What came instead of an answer. The last two are bytes of the right type that hold nothing readable, or contradict themselves. */
export type AnswerShape = 'html' | 'json' | 'text' | 'redirect' | 'malformed-message' | 'inconsistent-flame-graph';

export interface PyroscopeErrorParams {
  /** HTTP status, where there was one. */
  status?: number;
  /** The RPC or path that was called. */
  call?: string;
  /** What the server said, in its own words; for `bad-selector` and `bad-profile-type` its reason alone. */
  message?: string;
  /** For `range-too-long`: how long the query was and what is allowed, in milliseconds where the server said it. */
  actualMs?: number;
  limitMs?: number;
  /** For `too-many-pieces`: the range, in how many queries of `limitMs` it divides, and its longest end that is asked. */
  pieces?: { range: TimeRange; count: number; trimmed: TimeRange };
  /** For `too-many-nodes`. */
  actual?: number;
  limit?: number;
  /** For `bad-selector`: 0-based position of the fault, where known. */
  position?: number;
  what?: AnswerShape;
}

export class PyroscopeError extends Error {
  readonly code: PyroscopeErrorCode;
  readonly params: PyroscopeErrorParams;

  constructor(code: PyroscopeErrorCode, params: PyroscopeErrorParams = {}, options?: ErrorOptions) {
    super(params.message ?? code, options);
    this.name = 'PyroscopeError';
    this.code = code;
    this.params = params;
  }
}
