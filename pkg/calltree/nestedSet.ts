import { emptyTree } from './emptyTree';
import { CallTreeError } from './errors';
import { plainFloats, plainUints } from './listColumns';
import { ROOT_NAME } from './root';
import { NONE, type CallTree, type FunctionIndex } from './tree';

/**
 * A flame graph as the columns of a data frame: rows depth-first, `level` 0 for the root, `value` a node's total.
 * A label is a row of `texts`, or the name itself.
 */
export interface NestedSet {
  readonly level: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  readonly self: ArrayLike<number>;
  readonly valueRight?: ArrayLike<number>;
  readonly selfRight?: ArrayLike<number>;
  readonly label: EnumLabels | ArrayLike<string>;
}

export interface EnumLabels {
  readonly indices: ArrayLike<number>;
  readonly texts: readonly string[];
}

/** Columns that pass for lists. */
export interface NestedSetColumns extends NestedSet {
  readonly level: Uint32Array;
  readonly value: Float64Array;
  readonly self: Float64Array;
  readonly valueRight?: Float64Array;
  readonly selfRight?: Float64Array;
  readonly label: { readonly indices: Uint32Array; readonly texts: readonly string[] };
}

/** Rounding of summed fractions, far below what is visible. */
const TOLERANCE = 1e-6;

/**
 * The tree of a nested set. The memory of `Uint32Array` levels and label indices and of `Float64Array` values becomes
 * that of the tree's columns; anything else is converted. Several rows at level 0 get a root `total` above them; no rows are an empty
 * profile. Right-hand columns count only when both are there. Where rounded rows add up to a little more than the row
 * above them, that one's total becomes their sum, and `onRounded` is told.
 *
 * @throws CallTreeError when the rows are no call tree.
 */
export function callTreeFromNestedSet(set: NestedSet, onRounded?: () => void): CallTree {
  const length = set.level.length;
  const compared = set.valueRight !== undefined && set.selfRight !== undefined;
  const labels = 'texts' in set.label ? set.label : interned(set.label);
  for (const column of [set.value, set.self, labels.indices, ...(compared ? [set.valueRight, set.selfRight] : [])]) {
    if (column?.length !== length) {
      throw new CallTreeError('lengths-differ');
    }
  }
  if (length === 0) {
    return emptyTree();
  }

  let depth = levels(set.level);
  let fn = functionRows(labels);
  let names = labels.texts;
  const values = {
    total: amounts(set.value),
    self: amounts(set.self),
    ...(compared && set.valueRight && { totalRight: amounts(set.valueRight) }),
    ...(compared && set.selfRight && { selfRight: amounts(set.selfRight) }),
  };
  let roots = 0;
  for (let row = 0; row < length; row++) {
    roots += depth[row] === 0 ? 1 : 0;
  }
  if (roots > 1) {
    names = [...names, ROOT_NAME];
    fn = below(fn, names.length - 1);
    values.total = below(values.total, rootSum(values.total, depth));
    values.self = below(values.self, 0);
    values.totalRight = values.totalRight && below(values.totalRight, rootSum(values.totalRight, depth));
    values.selfRight = values.selfRight && below(values.selfRight, 0);
    depth = below(
      depth.map((level) => level + 1),
      0
    );
  }

  const { parent, subtreeEnd } = structure(depth);
  const shape = { parent, subtreeEnd, synthetic: roots > 1 };
  const total = covering(shape, values.self, values.total);
  const totalRight = values.selfRight && values.totalRight && covering(shape, values.selfRight, values.totalRight);
  if (total !== values.total || totalRight !== values.totalRight) {
    onRounded?.();
  }
  return {
    length: depth.length,
    functions: { names },
    function: fn,
    parent,
    depth,
    subtreeEnd,
    ...values,
    total,
    ...(totalRight && { totalRight }),
  };
}

function interned(labels: ArrayLike<string>): EnumLabels {
  const rows = new Map<string, FunctionIndex>();
  const texts: string[] = [];
  const indices = new Uint32Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const text = labels[row];
    if (typeof text !== 'string') {
      throw new CallTreeError('bad-label', row);
    }
    let fn = rows.get(text);
    if (fn === undefined) {
      fn = texts.length;
      rows.set(text, fn);
      texts.push(text);
    }
    indices[row] = fn;
  }
  return { indices, texts };
}

function levels(column: ArrayLike<number>): Uint32Array {
  if (column[0] !== 0) {
    throw new CallTreeError('no-root', 0);
  }
  for (let row = 1; row < column.length; row++) {
    const level = column[row];
    if (!Number.isInteger(level) || level < 0 || level > column[row - 1] + 1) {
      throw new CallTreeError('level-jump', row);
    }
  }
  return isUint32(column) ? plainUints(column) : Uint32Array.from(column);
}

function amounts(column: ArrayLike<number>): Float64Array {
  for (let row = 0; row < column.length; row++) {
    // Also false for NaN, a missing value and anything that is not a number.
    if (!(typeof column[row] === 'number' && column[row] >= 0 && column[row] < Infinity)) {
      throw new CallTreeError('bad-value', row);
    }
  }
  return isFloat64(column) ? plainFloats(column) : Float64Array.from(column);
}

function functionRows({ indices, texts }: EnumLabels): Uint32Array {
  for (let row = 0; row < indices.length; row++) {
    if (typeof texts[indices[row]] !== 'string') {
      throw new CallTreeError('bad-label', row);
    }
  }
  return isUint32(indices) ? plainUints(indices) : Uint32Array.from(indices);
}

/** By its tag and not by `instanceof`: an array of another frame or sandbox is as good. */
function isUint32(column: ArrayLike<number>): column is Uint32Array {
  return Object.prototype.toString.call(column) === '[object Uint32Array]';
}

function isFloat64(column: ArrayLike<number>): column is Float64Array {
  return Object.prototype.toString.call(column) === '[object Float64Array]';
}

/** The same column with a row put before it. */
function below<T extends Uint32Array | Float64Array>(column: T, first: number): T {
  const longer = new (column.constructor as new (length: number) => T)(column.length + 1);
  longer[0] = first;
  longer.set(column, 1);
  return longer;
}

function rootSum(total: Float64Array, depth: Uint32Array): number {
  return total.reduce((sum, value, row) => sum + (depth[row] === 0 ? value : 0), 0);
}

function structure(depth: Uint32Array): { parent: Int32Array; subtreeEnd: Uint32Array } {
  const length = depth.length;
  const parent = new Int32Array(length);
  const subtreeEnd = new Uint32Array(length);
  parent[0] = NONE;
  // `open` is the last node reached; its ancestors wait for the row that ends them.
  let open = 0;
  for (let row = 1; row < length; row++) {
    while (depth[open] >= depth[row]) {
      subtreeEnd[open] = row;
      open = parent[open];
    }
    parent[row] = open;
    open = row;
  }
  for (; open !== NONE; open = parent[open]) {
    subtreeEnd[open] = length;
  }
  return { parent, subtreeEnd };
}

interface Shape {
  readonly parent: Int32Array;
  readonly subtreeEnd: Uint32Array;
  /** Whether the first row is none of the frame. */
  readonly synthetic: boolean;
}

/**
 * Totals that cover what is below them. A picture in which children stick out of their parent is wrong, whoever sent
 * it, unless rounding explains it: then parents grow to the sum of their parts.
 */
function covering(shape: Shape, self: Float64Array, total: Float64Array): Float64Array {
  const { parent, synthetic } = shape;
  const covered = self.slice();
  for (let row = 1; row < parent.length; row++) {
    covered[parent[row]] += total[row];
  }
  let rounded = false;
  for (let row = 0; row < parent.length; row++) {
    if (covered[row] > total[row] * (1 + TOLERANCE)) {
      if (!isRounding(shape, self, total, row, covered[row] - total[row])) {
        throw new CallTreeError('outside-parent', synthetic ? Math.max(0, row - 1) : row);
      }
      rounded = true;
    }
  }
  if (!rounded) {
    return total;
  }
  const grown = total.slice();
  const sums = self.slice();
  for (let row = parent.length - 1; row >= 0; row--) {
    grown[row] = Math.max(grown[row], sums[row]);
    if (row > 0) {
      sums[parent[row]] += grown[row];
    }
  }
  return grown;
}

/** More than this share of a parent is not the rounding of its parts, however coarse. */
const MOST_ROUNDING = 0.1;
const MOST_DECIMALS = 6;

/** Whether values rounded to the decimals they have can add up to so much too much: at most one unit for each child. */
function isRounding(
  { subtreeEnd }: Shape,
  self: Float64Array,
  total: Float64Array,
  row: number,
  excess: number
): boolean {
  let children = 0;
  let decimals = Math.max(decimalsOf(total[row]), decimalsOf(self[row]));
  for (let child = row + 1; child < subtreeEnd[row]; child = subtreeEnd[child]) {
    children++;
    decimals = Math.max(decimals, decimalsOf(total[child]));
  }
  return (
    decimals <= MOST_DECIMALS &&
    excess <= children * 10 ** -decimals * (1 + TOLERANCE) &&
    excess <= total[row] * MOST_ROUNDING
  );
}

/** How many decimals a value is written with; `Infinity` where it was not rounded. */
function decimalsOf(value: number): number {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const scaled = value * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) <= TOLERANCE) {
      return decimals;
    }
  }
  return Infinity;
}
