import { CallTreeBuilder } from '../../calltree/build';
import type { CallTree } from '../../calltree/tree';
import { decodeSamples, profileIdText } from '../storage/sampleColumns';
import type { ProfileStore } from '../storage/store';
import type { StackIndex, Symbols } from '../storage/symbols';
import type { ProfileSelection } from './profileSelection';

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
export function mergeStacks(store: ProfileStore, from: ProfileSelection, selection: SampleSelection): CallTree {
  const { symbols } = store;
  const self = new Float64Array(symbols.pathCount);
  const pathOf = symbols.stackPaths;
  eachSample(store, from, selection, (stack, value) => {
    self[pathOf[stack]] += value;
  });
  self[0] = 0;
  const under = pathsUnder(symbols, selection.callSite);
  if (under) {
    for (let path = 0; path < self.length; path++) {
      self[path] *= under[path];
    }
  }
  return treeOfPaths(symbols, self);
}

/** The sums of the same samples by stack, a row a stack. */
export function sumStacks(store: ProfileStore, from: ProfileSelection, selection: SampleSelection): Float64Array {
  const { symbols } = store;
  const sums = new Float64Array(symbols.stackPaths.length);
  eachSample(store, from, selection, (stack, value) => {
    sums[stack] += value;
  });
  sums[0] = 0;
  const under = pathsUnder(symbols, selection.callSite);
  if (under) {
    const pathOf = symbols.stackPaths;
    for (let stack = 0; stack < sums.length; stack++) {
      sums[stack] *= under[pathOf[stack]];
    }
  }
  return sums;
}

function eachSample(
  store: ProfileStore,
  { series, startMs, endMs }: ProfileSelection,
  { profileIds, spans, traces }: SampleSelection,
  add: (stack: StackIndex, value: number) => void
): void {
  for (const one of series) {
    for (const { record } of store.recordsBetween(one, startMs, endMs)) {
      if (profileIds && !profileIds.has(profileIdText(record))) {
        continue;
      }
      const { length, stack, value, span, trace } = decodeSamples(record);
      if ((spans && !span) || (traces && !trace)) {
        continue;
      }
      for (let i = 0; i < length; i++) {
        if ((!spans || hasId(span!, i, 2, spans)) && (!traces || hasId(trace!, i, 4, traces))) {
          add(stack[i], value[i]);
        }
      }
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

/** A row per path: 1 where it goes through the call site. Undefined when there is none to go through. */
function pathsUnder(symbols: Symbols, callSite: readonly string[] | undefined): Uint8Array | undefined {
  if (!callSite || callSite.length === 0) {
    return undefined;
  }
  const top = symbols.findPath(callSite);
  const parents = symbols.pathParents;
  const under = new Uint8Array(symbols.pathCount);
  for (let path = 0; path < under.length; path++) {
    under[path] = path === top || (path > 0 && under[parents[path]]) ? 1 : 0;
  }
  return under;
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
