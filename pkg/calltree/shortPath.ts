import { nodeName, type CallTree, type NodeIndex } from './tree';
import { stepName, stepNth, type CallPath, type CallStep } from './callPath';

/** A call path in few characters, for where its names have no room: it is found again in a tree that has it. */
export interface ShortPath {
  /** `MARK` characters for each step. */
  readonly short: string;
  /** The last name in full, so that it can be named in a tree that does not have the path. */
  readonly last: string;
}

/** 24 bits: of a node's hundred children, two have the same mark once in 3,000 times. */
const MARK = 4;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** `path` must have a step. */
export function shortenPath(path: CallPath): ShortPath {
  return {
    short: path.map((step) => markOf(stepName(step), stepNth(step))).join(''),
    last: stepName(path[path.length - 1]),
  };
}

/**
 * The path in full, where `tree` has it. Where it has not: as far as it goes, and then the last name, which leads to no
 * node.
 */
export function expandPath(tree: CallTree, { short, last }: ShortPath): CallPath {
  const path: CallStep[] = [];
  let node: NodeIndex = 0;
  for (let at = 0; at < short.length; at += MARK) {
    const found = childWithMark(tree, node, short.slice(at, at + MARK));
    const isEnd = at + MARK >= short.length;
    if (!found || (isEnd && stepName(found.step) !== last)) {
      return [...path, last];
    }
    path.push(found.step);
    node = found.child;
  }
  return path;
}

function childWithMark(
  tree: CallTree,
  parent: NodeIndex,
  mark: string
): { child: NodeIndex; step: CallStep } | undefined {
  // Nearly always there is one sibling of a name, and no need to count them.
  for (const child of childrenOf(tree, parent)) {
    const name = nodeName(tree, child);
    if (markOf(name, 1) === mark) {
      return { child, step: name };
    }
  }
  const seen = new Map<string, number>();
  for (const child of childrenOf(tree, parent)) {
    const name = nodeName(tree, child);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    if (nth > 1 && markOf(name, nth) === mark) {
      return { child, step: [name, nth] };
    }
  }
  return undefined;
}

function* childrenOf(tree: CallTree, parent: NodeIndex): Generator<NodeIndex> {
  const end = tree.subtreeEnd[parent];
  for (let child = parent + 1; child < end; child = tree.subtreeEnd[child]) {
    yield child;
  }
}

/** FNV-1a over the name's UTF-16 units and the sibling's number. */
function markOf(name: string, nth: number): string {
  let hash = 0x811c9dc5 ^ nth;
  for (let at = 0; at < name.length; at++) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  }
  hash ^= hash >>> 15;
  let mark = '';
  for (let digit = 0; digit < MARK; digit++) {
    mark += ALPHABET[(hash >>> (6 * digit)) & 63];
  }
  return mark;
}
