import type { DataFrame } from '@grafana/data';

/** What a function takes at one line of its file, in the values of the frame. */
export interface LineAmount {
  file: string;
  /** 0 where the profile does not say. */
  line: number;
  self: number;
  total: number;
}

/** Where a function is written. */
export interface SourcePlace {
  file: string;
  /** Where the function begins; 0 where the profile does not say. */
  line: number;
  module: string;
}

/** Where one call of a function is written, and what its lines take. */
export interface CallSource {
  /** Of the stacks that begin with the call path; 0 where there is none. */
  total: number;
  /** Heaviest first. */
  lines: readonly LineAmount[];
  /** Of this function and those around it, by name; those without a file are not in it. */
  places: ReadonlyMap<string, SourcePlace>;
  /** The labels that were asked for and have one value in all that was selected. */
  labels: Record<string, string>;
  /** The lines are of all samples of the range: those of spans cannot be selected with lines. */
  allSamples?: boolean;
}

/**
 * What a panel may ask the data source about a function of a profile that it shows. Rejects with an `Error` whose
 * message is a sentence for the user, or with the signal's reason.
 */
export interface AskDetails {
  /** What one sample stands for, told by the self times of the profile; undefined where samples are not all the same. */
  samplePeriod(self: Float64Array, signal: AbortSignal): Promise<number | undefined>;
  /** Of the function that these functions lead to, root first. */
  callSource(path: readonly string[], labels: readonly string[], signal: AbortSignal): Promise<CallSource>;
}

const ASK_DETAILS = Symbol.for('hotpath ask details 1');

/** As with `rememberAskAgain`, on the values' array. */
export function rememberAskDetails(frame: DataFrame, details: AskDetails): void {
  Object.defineProperty(valuesOf(frame), ASK_DETAILS, { value: details, configurable: true });
}

export function askDetailsOf(frame: DataFrame): AskDetails | undefined {
  return (valuesOf(frame) as { [ASK_DETAILS]?: AskDetails } | undefined)?.[ASK_DETAILS];
}

function valuesOf({ fields }: DataFrame): object | undefined {
  return fields.find(({ name }) => name === 'value')?.values;
}
