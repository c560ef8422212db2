import { wholeOf, type CallTree, type FunctionIndex, type FunctionTable, type NodeIndex } from '../calltree/tree';
import type { ColourBy } from './choices';
import { originsOf, type Origin } from './origin';
import { BUCKETS, CHANGE_LIMITS, HEAT_STEPS, NO_CHANGE, type Bucket } from './palette';
import { fileOf } from './languages/fileOf';
import { moduleOf } from './languages/moduleOf';
import { weight, type Measure } from './sides';
import { isAddress, stableName } from './languages/stableName';

type FunctionColour = Exclude<ColourBy, 'value'>;

/** The bucket of a function: a row of the palette. */
export type Buckets = (fn: FunctionIndex) => Bucket;

const cache = new WeakMap<FunctionTable, Partial<Record<FunctionColour, Buckets>>>();
const UNKNOWN = 255;

/**
 * The same bucket for the same name in every profile. Worked out once a function, when it is first drawn. By value each
 * node has its own, see `nodeBuckets`, and what is of a function alone is as by package.
 */
export function functionBuckets(functions: FunctionTable, by: ColourBy): Buckets {
  const known = cache.get(functions) ?? {};
  cache.set(functions, known);
  const of = by === 'value' ? 'package' : by;
  return (known[of] ??= createBuckets(functions, of));
}

function createBuckets(functions: FunctionTable, by: FunctionColour): Buckets {
  const { names, files } = functions;
  const origin = originsOf(functions);
  const buckets = new Uint8Array(names.length).fill(UNKNOWN);
  return (fn) => {
    if (buckets[fn] === UNKNOWN) {
      buckets[fn] = bucketOf(colourKey(names[fn], files?.[fn], by, origin(fn)), origin(fn));
    }
    return buckets[fn];
  };
}

/** What functions of one colour have in common. */
function colourKey(name: string, file: string | undefined, by: FunctionColour, origin: Origin): string {
  const group =
    by === 'function'
      ? ''
      : ((by === 'file' ? fileOf(name, file) : undefined) ?? (by === 'module' ? moduleOf(origin) : origin.package));
  return group || colourName(name);
}

function bucketOf(text: string, origin: Origin): Bucket {
  const key = hash(text);
  switch (origin.ownership) {
    case 'own':
      return BUCKETS.own + (key % BUCKETS.ownCount);
    case 'library':
      return BUCKETS.library + (key % BUCKETS.libraryCount);
    case 'runtime':
      return BUCKETS.runtime + (key % BUCKETS.runtimeCount);
  }
}

/** What colours by amount look at: of a tree a row is a node. */
export type Amounts = Pick<CallTree, 'function' | 'total' | 'totalRight' | 'whole'>;

/** The shade of a change: how many times more, or less, a node has of the whole on the right than on the left. */
export function changeBucket(
  { total, totalRight, function: functionOf }: Amounts,
  node: NodeIndex,
  measure: Measure
): Bucket {
  const left = total[node] * measure.scale.left;
  const right = (totalRight?.[node] ?? 0) * measure.scale.right;
  if (left === right || Math.abs(right - left) < measure.least(functionOf[node])) {
    return NO_CHANGE;
  }
  const times = Math.max(left, right) / Math.min(left, right);
  const step = CHANGE_LIMITS.filter((limit) => times >= limit).length;
  return NO_CHANGE + (right < left ? -step : step);
}

/**
 * The colours of nodes where it is not their function that gives them: in a comparison by what changed, where there is a
 * `measure` of it, and by value. Undefined elsewhere.
 */
export function nodeBuckets(
  tree: Amounts,
  by: ColourBy,
  measure: Measure | undefined
): ((node: NodeIndex) => Bucket) | undefined {
  if (measure) {
    return (node) => changeBucket(tree, node, measure);
  }
  const { total, totalRight } = wholeOf(tree);
  return by === 'value' ? (node) => heatBucket(weight(tree, node), total + totalRight) : undefined;
}

/** The bucket of a share of the whole: each shade is half of the next hotter one, for few functions have much. */
export function heatBucket(part: number, whole: number): Bucket {
  const share = whole > 0 ? Math.min(1, part / whole) : 0;
  return BUCKETS.heat + Math.max(0, HEAT_STEPS - 1 + Math.round(Math.log2(share)));
}

/** What gives a function its own colour; code without a symbol is somewhere else at each start. */
function colourName(name: string): string {
  return isAddress(name) ? '' : stableName(name);
}

/** FNV-1a, its bits mixed: names of one kind differ little, and colours are few. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
