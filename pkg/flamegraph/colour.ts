import type { CallTree, FunctionIndex, FunctionTable, NodeIndex } from '../calltree/tree';
import { originsOf, type Origin } from './origin';
import { BUCKETS, CHANGE_LIMITS, NO_CHANGE, type Bucket } from './palette';
import type { Measure } from './sides';
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

/** The shade of a change: how many times more, or less, a node has of the whole on the right than on the left. */
export function changeBucket(
  { total, totalRight, function: functionOf }: CallTree,
  node: NodeIndex,
  measure: Measure
): Bucket {
  const left = total[node] * measure.scale.left;
  const right = (totalRight?.[node] ?? 0) * measure.scale.right;
  if (left === right || Math.abs(right - left) < measure.least || measure.unsure?.[functionOf[node]] === 1) {
    return NO_CHANGE;
  }
  const times = Math.max(left, right) / Math.min(left, right);
  const step = CHANGE_LIMITS.filter((limit) => times >= limit).length;
  return NO_CHANGE + (right < left ? -step : step);
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
