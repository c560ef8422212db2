/**
 * Why columns are not a call tree. `row` is the first row at fault, where a row is at fault.
 * - `lengths-differ`: the columns do not have the same number of rows.
 * - `no-root`: the first row is not at level 0, or the first level does not have exactly one row.
 * - `level-jump`: a row is more than one level below the row before it, or its level is no whole number from 0.
 * - `bad-value`: a value is negative, not finite or not a number.
 * - `bad-label`: a label points outside its texts, or is not a text.
 * - `outside-parent`: children reach past what their parent covers, further than rounding explains.
 */
export type CallTreeErrorCode =
  'lengths-differ' | 'no-root' | 'level-jump' | 'bad-value' | 'bad-label' | 'outside-parent';

export class CallTreeError extends Error {
  readonly code: CallTreeErrorCode;
  readonly row?: number;

  constructor(code: CallTreeErrorCode, row?: number) {
    super(row === undefined ? code : `${code} (row ${row})`);
    this.name = 'CallTreeError';
    this.code = code;
    this.row = row;
  }
}
