import { wholeOf, type CallTree, type FunctionIndex, type FunctionTable, type NodeIndex } from '../calltree/tree';
import { originsOf, type Origin } from './origin';
import { BUCKETS, CHANGE_STEPS, type Bucket } from './palette';
import { isAddress, stableName } from './languages/stableName';

/** What gives a bar its colour: where its code comes from, or its own name. */
export type ColourBy = 'package' | 'function';

/** The bucket of a function: a row of the palette. */
export type Buckets = (fn: FunctionIndex) => Bucket;

const cache = new WeakMap<FunctionTable, Partial<Record<ColourBy, Buckets>>>();
const UNKNOWN = 255;

/** The same bucket for the same name in every profile. Worked out once a function, when it is first drawn. */
export function functionBuckets(functions: FunctionTable, by: ColourBy): Buckets {
  const known = cache.get(functions) ?? {};
  cache.set(functions, known);
  return (known[by] ??= createBuckets(functions, by));
}

function createBuckets(functions: FunctionTable, by: ColourBy): Buckets {
  const { names } = functions;
  const origin = originsOf(functions);
  const buckets = new Uint8Array(names.length).fill(UNKNOWN);
  return (fn) => {
    if (buckets[fn] === UNKNOWN) {
      buckets[fn] = bucketOf(names[fn], by, origin(fn));
    }
    return buckets[fn];
  };
}

function bucketOf(name: string, by: ColourBy, origin: Origin): Bucket {
  const key = hash(by === 'function' || origin.package === '' ? colourName(name) : origin.package);
  switch (origin.ownership) {
    case 'own':
      return BUCKETS.own + (key % BUCKETS.ownCount);
    case 'library':
      return BUCKETS.library + (key % BUCKETS.libraryCount);
    case 'runtime':
      return BUCKETS.runtime + (key % BUCKETS.runtimeCount);
  }
}

/**
 * How a node's share changed from the left side to the right one, from -1 (only left) to 1 (only right). Shares are
 * of each side's own whole, so that sides of different length compare.
 */
export function change(tree: CallTree, node: NodeIndex): number {
  const whole = wholeOf(tree);
  const left = whole.total > 0 ? tree.total[node] / whole.total : 0;
  const right = tree.totalRight && whole.totalRight > 0 ? tree.totalRight[node] / whole.totalRight : 0;
  return left + right > 0 ? (right - left) / (left + right) : 0;
}

export function changeBucket(tree: CallTree, node: NodeIndex): Bucket {
  const value = change(tree, node);
  // A quarter more or less is worth a glance, twice as much is much; beyond that all is alike.
  const step = Math.min(CHANGE_STEPS, Math.round(Math.abs(value) * 2 * CHANGE_STEPS));
  return BUCKETS.change + CHANGE_STEPS + (value < 0 ? -step : step);
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
