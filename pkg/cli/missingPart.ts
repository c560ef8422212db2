import type { TimeRange } from '../pyroscope/api';
import type { PyroscopeError } from '../pyroscope/errors';

/** Pieces of a long range that could not be had; there is at least one. */
export class MissingPart extends Error {
  constructor(
    readonly failed: ReadonlyArray<{ range: TimeRange; error: PyroscopeError }>,
    readonly of: number
  ) {
    super(`${failed.length} of ${of} parts of the range are missing`, { cause: failed[0].error });
  }
}
