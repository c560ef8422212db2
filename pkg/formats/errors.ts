import type { OtherFormat } from './otherFormat';

/**
 * Why bytes or text are not a profile.
 * - `bad-gzip`: begins as gzip and cannot be unpacked.
 * - `too-large`: unpacks to more than `limit` bytes.
 * - `bad-protobuf`: cannot be read as a pprof message.
 * - `other-format`: neither can these bytes, and they begin as `format`.
 * - `no-sample-types`: a pprof without sample types, so its values mean nothing.
 * - `too-many`: holds `count` of `what` or more, and at most `limit` are read.
 * - `bad-sample`: sample `index` has `count` values for `limit` sample types.
 * - `bad-id`: `what` number `index` points to id `id`, which is 0 or in no table; or a table has it twice.
 * - `bad-string`: a string number points outside the string table.
 * - `bad-line`: line `line` of a folded text is not `frames count`.
 */
export type FormatErrorCode =
  | 'bad-gzip'
  | 'too-large'
  | 'bad-protobuf'
  | 'other-format'
  | 'no-sample-types'
  | 'too-many'
  | 'bad-sample'
  | 'bad-id'
  | 'bad-string'
  | 'bad-line';

/** An id that row `index` of a table has: 0, or one that an earlier row has. */
export interface BadId {
  what: 'location' | 'function' | 'mapping';
  index: number;
  id: number;
}

export interface FormatErrorParams {
  index?: number;
  what?: BadId['what'] | 'sample types' | 'parts' | 'numbers';
  id?: number;
  format?: OtherFormat;
  count?: number;
  /** For `too-large` in bytes. */
  limit?: number;
  /** 1-based. */
  line?: number;
  /** The text at fault, cut at 80 characters. */
  text?: string;
}

export class FormatError extends Error {
  readonly code: FormatErrorCode;
  readonly params: FormatErrorParams;

  constructor(code: FormatErrorCode, params: FormatErrorParams = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = 'FormatError';
    this.code = code;
    this.params = params;
  }
}
