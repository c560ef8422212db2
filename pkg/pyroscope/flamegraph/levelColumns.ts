/**
 * A flame graph as Pyroscope sends it: nodes level by level, each placed by its gap from the end of the node before
 * it on the same level. One row a node, root first; level `l` is the rows `levelStart[l]` to `levelStart[l + 1] - 1`,
 * so `levelStart` has one entry more than there are levels.
 *
 * `name` points into `names`. Values are in the profile type's smallest unit, as float64 (see {@link CallTree}).
 * A comparison has the second side in the columns ending in `Right`.
 */
export interface LevelColumns {
  readonly names: readonly string[];
  readonly levelStart: Uint32Array;
  readonly gap: Float64Array;
  readonly total: Float64Array;
  readonly self: Float64Array;
  readonly name: Uint32Array;
  readonly gapRight?: Float64Array;
  readonly totalRight?: Float64Array;
  readonly selfRight?: Float64Array;
}
