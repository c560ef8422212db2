/**
 * What was measured on both sides, in slices of time that are equally long and do not overlap: a row a slice, a column a
 * function, baseline first. Values are parts of the slice's whole, 0 to 1, or amounts; whichever they are, a function is
 * compared with itself.
 */
export interface Slices {
  readonly functions: number;
  readonly baseline: readonly Float64Array[];
  readonly compared: readonly Float64Array[];
}
