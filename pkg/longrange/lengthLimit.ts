import type { TimeRange } from '../pyroscope/api';
import { PyroscopeError } from '../pyroscope/errors';

const REMEMBERED_MS = 5 * 60_000;
/** A difference below this is between our clock and the server's. */
const CLOCKS_MS = 60_000;

export interface ServerLimits {
  /** The longest range of one query. */
  lengthMs: number;
  /** How far back from now the server looks, where it gave that away. */
  lookbackMs?: number;
}

/**
 * How long a range a server takes in one query, as its refusals tell. Forgotten after five minutes: a server's limits
 * can be changed while it runs.
 */
export class LengthLimit {
  #known?: { limits: ServerLimits; until: number };

  constructor(private readonly now: () => number = Date.now) {}

  get(): ServerLimits | undefined {
    return this.#known && this.now() < this.#known.until ? this.#known.limits : undefined;
  }

  /**
   * The limits that an error tells; undefined when it is about something else, or says no number. `ofPiece`: the error
   * is about a piece of what was asked, and tells nothing of how far back the server looks.
   */
  learn(error: unknown, asked: TimeRange, ofPiece = false): ServerLimits | undefined {
    if (!(error instanceof PyroscopeError) || error.code !== 'range-too-long' || !error.params.limitMs) {
      return undefined;
    }
    const { limitMs, actualMs } = error.params;
    // A server leaves out what is too old before it measures a range.
    const cut = !ofPiece && actualMs !== undefined && asked.end - asked.start - actualMs > CLOCKS_MS;
    const lookbackMs = cut ? this.now() - (asked.end - actualMs) : ofPiece ? this.#known?.limits.lookbackMs : undefined;
    const limits = { lengthMs: limitMs, ...(lookbackMs === undefined ? {} : { lookbackMs }) };
    this.#known = { limits, until: this.now() + REMEMBERED_MS };
    return limits;
  }
}

/**
 * The part of a range that the server looks at. A minute more than that is kept: clocks differ, and the server leaves
 * out exactly what it does not look at.
 */
export function withinLookback(range: TimeRange, { lookbackMs }: ServerLimits, now: number): TimeRange {
  if (lookbackMs === undefined) {
    return range;
  }
  return { start: Math.min(range.end, Math.max(range.start, now - lookbackMs - CLOCKS_MS)), end: range.end };
}
