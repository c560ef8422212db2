import { CallTreeBuilder } from '../../calltree/build';
import type { CallTree } from '../../calltree/tree';
import { decodeSamples, profileIdText, type SampleColumns } from '../storage/sampleColumns';
import type { ProfileStore, StoredSeries } from '../storage/store';
import type { PathIndex, Symbols } from '../storage/symbols';

/** Which samples of the profiles count; what is undefined does not limit. */
export interface SampleSelection {
  /** Ids in 32-bit words, high word first. A sample counts when it has one of them. */
  spans?: ReadonlyArray<readonly number[]>;
  traces?: ReadonlyArray<readonly number[]>;
  /** 32 hex digits each, in lower case. */
  profileIds?: ReadonlySet<string>;
  /** Function names, root first, that a stack starts with. */
  callSite?: readonly string[];
}

/** The sum of the profiles of these series as one tree. Samples without a stack have no place in it. */
export function mergeStacks(
  store: ProfileStore,
  series: Iterable<StoredSeries>,
  startMs: number,
  endMs: number,
  selection: SampleSelection
): CallTree {
  const { symbols } = store;
  const self = new Float64Array(symbols.pathCount);
  for (const one of series) {
    for (const { record } of store.recordsBetween(one, startMs, endMs)) {
      if (selection.profileIds && !selection.profileIds.has(profileIdText(record))) {
        continue;
      }
      addSamples(self, symbols.stackPaths, decodeSamples(record), selection);
    }
  }
  self[0] = 0;
  if (selection.callSite && selection.callSite.length > 0) {
    keepUnder(symbols.findPath(selection.callSite), self, symbols.pathParents);
  }
  return treeOfPaths(symbols, self);
}

function addSamples(self: Float64Array, pathOf: Uint32Array, samples: SampleColumns, selection: SampleSelection): void {
  const { length, stack, value, span, trace } = samples;
  const { spans, traces } = selection;
  if (!spans && !traces) {
    for (let i = 0; i < length; i++) {
      self[pathOf[stack[i]]] += value[i];
    }
    return;
  }
  if ((spans && !span) || (traces && !trace)) {
    return;
  }
  for (let i = 0; i < length; i++) {
    if ((!spans || hasId(span!, i, 2, spans)) && (!traces || hasId(trace!, i, 4, traces))) {
      self[pathOf[stack[i]]] += value[i];
    }
  }
}

function hasId(column: Uint32Array, row: number, words: number, ids: ReadonlyArray<readonly number[]>): boolean {
  for (const id of ids) {
    let word = 0;
    while (word < words && column[row * words + word] === id[word]) {
      word++;
    }
    if (word === words) {
      return true;
    }
  }
  return false;
}

/** Empties every path that does not go through `top`. */
function keepUnder(top: PathIndex | undefined, self: Float64Array, parents: Uint32Array): void {
  const under = new Uint8Array(self.length);
  for (let path = 0; path < self.length; path++) {
    under[path] = path === top || (path > 0 && under[parents[path]]) ? 1 : 0;
    if (!under[path]) {
      self[path] = 0;
    }
  }
}

/** The paths that hold something, and those that lead to them. */
function treeOfPaths(symbols: Symbols, self: Float64Array): CallTree {
  const parents = symbols.pathParents;
  const names = symbols.pathNames;
  const used = new Uint8Array(self.length);
  for (let path = self.length - 1; path > 0; path--) {
    if (used[path] || self[path] > 0) {
      used[path] = 1;
      used[parents[path]] = 1;
    }
  }
  const builder = new CallTreeBuilder();
  const nodes = new Uint32Array(self.length);
  for (let path = 1; path < self.length; path++) {
    if (used[path]) {
      const node = builder.child(nodes[parents[path]], builder.functions.intern(symbols.text(names[path])));
      nodes[path] = node;
      builder.addSelf(node, self[path]);
    }
  }
  return builder.finish();
}
