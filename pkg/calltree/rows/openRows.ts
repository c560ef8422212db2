import { GrowingColumn } from '../growingColumn';
import { otherLeaf } from '../operations/hidden';
import { NONE, nodeName, type CallTree, type NodeIndex } from '../tree';
import { heaviestChildren } from './heaviestChildren';

/** So many children are listed at first, and at least so many more at a time. */
export const PAGE = 50;
/** Opening a long way lists about this many rows besides the way itself. */
const BESIDE_THE_WAY = 2000;
/** The heaviest path is followed for so many calls at a time. */
const LONGEST_WAY = 10_000;
/** What is open at first goes down while a callee has this share of the whole. */
const MOST_OF_IT = 0.9;
const FIRST_WAY = 20;
/** Paths to matches are open for about this many rows. */
const FOUND_ROWS = 100;
/** So many open nodes are looked up again in another tree. */
const CARRIED = 2000;

/** What of a tree is listed: the paths to these nodes and what they call. */
export interface RowFilter {
  /** In depth-first order. */
  readonly nodes: Uint32Array;
  /** 1 for each function that matches. */
  readonly functions: Uint8Array;
}

/** What is listed below an open node. */
interface Listed {
  /** By weight, then those that are wanted though they come later. */
  readonly ranked: readonly NodeIndex[];
  readonly wanted: readonly NodeIndex[];
  /** Of the children that pass the filter, and of those that are wanted all the same. */
  readonly count: number;
  /** Whether the node matches or is called, however indirectly, by one that does: then all below it passes. */
  readonly found: boolean;
  /** Whether the user has asked for more than what is listed at first. */
  readonly more: boolean;
}

type Opened = ReadonlyMap<NodeIndex, Listed>;

/**
 * The rows of a call tree of which some nodes are open: `root`, and below each open node its heaviest children. Nothing
 * in it changes; opening and closing answer another one. The work is in proportion to the rows listed, and where a node
 * is opened to its children, whatever the size of the tree.
 */
export class OpenRows {
  /** A node, or of the row that stands for further children `~parent`. */
  private readonly rows: Float64Array;

  private constructor(
    readonly tree: CallTree,
    readonly root: NodeIndex,
    readonly filter: RowFilter | undefined,
    private readonly opened: Opened,
    /** Children of less than this share of the root are not listed at first. */
    readonly leastShare: number
  ) {
    this.rows = listRows(root, opened);
  }

  /** What is open at first. */
  static of(tree: CallTree, root: NodeIndex, leastShare = 0): OpenRows {
    const opened = new Map<NodeIndex, Listed>();
    new Opening(tree, root, undefined, opened, leastShare).openFirst();
    return new OpenRows(tree, root, undefined, opened, leastShare);
  }

  /** The paths to what is found, the widest of it first, as far as it is not too much to see. */
  static found(tree: CallTree, root: NodeIndex, filter: RowFilter): OpenRows {
    const opened = new Map<NodeIndex, Listed>();
    const opening = new Opening(tree, root, filter, opened, 0);
    let widest: NodeIndex = NONE;
    for (const node of filter.nodes) {
      widest = widest === NONE || weightOf(tree, node) > weightOf(tree, widest) ? node : widest;
    }
    if (widest !== NONE) {
      opening.openWayTo(widest);
    }
    const waiting: NodeIndex[] = [root];
    for (let at = 0, rows = 1; at < waiting.length && rows < FOUND_ROWS; at++) {
      const node = waiting[at];
      if (filter.functions[tree.function[node]] !== 1) {
        opening.open(node);
        const { ranked = [] } = opened.get(node) ?? {};
        rows += ranked.length;
        waiting.push(...ranked);
      }
    }
    return new OpenRows(tree, root, filter, opened, 0);
  }

  get length(): number {
    return this.rows.length;
  }

  /** The node of a row; of the row for further children the node that has them. */
  nodeAt(row: number): NodeIndex {
    return this.rows[row] < 0 ? ~this.rows[row] : this.rows[row];
  }

  /** Whether a row stands for children that are not listed. */
  isMore(row: number): boolean {
    return this.rows[row] < 0;
  }

  /** The row of a node, or of the further children of one; `NONE` where it is not listed. */
  rowOf(node: NodeIndex, more = false): number {
    return this.rows.indexOf(more ? ~node : node);
  }

  /** From 1, the root's. */
  levelOf(node: NodeIndex): number {
    return 1 + this.tree.depth[node] - this.tree.depth[this.root];
  }

  /** The place of a node among the children of its caller that are listed or could be, from 1, and how many these are. */
  placeOf(node: NodeIndex): { at: number; of: number } {
    const siblings = node === this.root ? undefined : this.opened.get(this.tree.parent[node]);
    return siblings ? { at: 1 + listed(siblings).indexOf(node), of: siblings.count } : { at: 1, of: 1 };
  }

  /** The listed children of an open node, in order. */
  childrenOf(node: NodeIndex): readonly NodeIndex[] {
    const children = this.opened.get(node);
    return children ? listed(children) : [];
  }

  isOpen(node: NodeIndex): boolean {
    return this.opened.has(node);
  }

  /** How many children of an open node are not listed. */
  unlisted(node: NodeIndex): number {
    const children = this.opened.get(node);
    return children ? children.count - children.ranked.length - children.wanted.length : 0;
  }

  /** Whether opening a node lists anything. */
  canOpen(node: NodeIndex): boolean {
    return this.opening().canOpen(node);
  }

  /** With nodes open; those that call nothing stay as they are. */
  open(nodes: Iterable<NodeIndex>): OpenRows {
    return this.with((opening) => {
      for (const node of nodes) {
        opening.open(node);
      }
    });
  }

  /** With a node open whose children are not in the tree yet: in a tree that has them, they are listed. */
  openAhead(node: NodeIndex): OpenRows {
    const opened = new Map(this.opened);
    return this.having(opened.set(node, { ranked: [], wanted: [], count: 0, found: true, more: false }));
  }

  /** With a node closed; what was open below it is open again when it is. */
  close(node: NodeIndex): OpenRows {
    const opened = new Map(this.opened);
    opened.delete(node);
    return this.having(opened);
  }

  /** With everything closed but the root. */
  closeAll(): OpenRows {
    const opened = new Map<NodeIndex, Listed>();
    this.opening(opened).open(this.root);
    return this.having(opened);
  }

  /** With more children of an open node listed, twice as many as before. */
  listMore(node: NodeIndex): OpenRows {
    return this.with((opening) => opening.listMore(node));
  }

  /** With all open on the heaviest path from a node down, and where it ends. */
  openHeaviest(from: NodeIndex): { rows: OpenRows; end: NodeIndex } {
    let end = from;
    const rows = this.with((opening) => {
      end = opening.openHeaviest(from);
    });
    return { rows, end };
  }

  /** With all callers of a node open and the node listed, whatever the filter says. As it is where that is so. */
  reveal(node: NodeIndex): OpenRows {
    if (node <= this.root || node >= this.tree.subtreeEnd[this.root] || this.rowOf(node) !== NONE) {
      return this;
    }
    return this.with((opening) => opening.openWayTo(node));
  }

  /** The same from another node on; what is open elsewhere is so again on the way back. */
  from(root: NodeIndex): OpenRows {
    const opened = new Map(this.opened);
    new Opening(this.tree, root, this.filter, opened, this.leastShare).openFirst();
    return new OpenRows(this.tree, root, this.filter, opened, this.leastShare);
  }

  /** The same of another tree, as after a refresh: open is what has the same names on the way to it. */
  carriedTo(tree: CallTree, root: NodeIndex, filter?: RowFilter): OpenRows {
    const nodes = [...this.opened.keys()].sort((a, b) => a - b).slice(0, CARRIED);
    const places = new Map<NodeIndex, NodeIndex>([
      [0, 0],
      [this.root, root],
    ]);
    findSamePlaces(places, this.tree, tree, nodes);
    const opened = new Map<NodeIndex, Listed>();
    const opening = new Opening(tree, root, filter, opened, this.leastShare);
    for (const [before, now] of places) {
      const listedBefore = this.opened.get(before);
      if (listedBefore) {
        opening.open(now, Math.max(PAGE, listedBefore.ranked.length), listedBefore.more);
      }
    }
    opening.open(root);
    return new OpenRows(tree, root, filter, opened, this.leastShare);
  }

  private with(change: (opening: Opening) => void): OpenRows {
    const opened = new Map(this.opened);
    change(this.opening(opened));
    return this.having(opened);
  }

  private having(opened: Opened): OpenRows {
    return new OpenRows(this.tree, this.root, this.filter, opened, this.leastShare);
  }

  private opening(opened = this.opened as Map<NodeIndex, Listed>): Opening {
    return new Opening(this.tree, this.root, this.filter, opened, this.leastShare);
  }
}

/** What is open while more is being opened. */
class Opening {
  private readonly least: number;

  constructor(
    private readonly tree: CallTree,
    private readonly root: NodeIndex,
    private readonly filter: RowFilter | undefined,
    private readonly opened: Map<NodeIndex, Listed>,
    leastShare: number
  ) {
    this.least = leastShare * weightOf(tree, root);
  }

  canOpen(node: NodeIndex): boolean {
    const end = this.tree.subtreeEnd[node];
    return end > node + 1 && (this.isFound(node) || matchIn(this.filter!.nodes, node + 1, end));
  }

  open(node: NodeIndex, limit = PAGE, more = false): void {
    if (this.opened.has(node) || !this.canOpen(node)) {
      return;
    }
    const found = this.isFound(node);
    const { nodes, count } = heaviestChildren(this.tree, node, limit, this.passing(found));
    const ranked = [...nodes].filter((child) => more || weightOf(this.tree, child) >= this.least);
    this.opened.set(node, { ranked, wanted: [], count, found, more });
  }

  listMore(node: NodeIndex): void {
    const before = this.opened.get(node);
    if (!before) {
      return;
    }
    const { ranked, wanted, found } = before;
    const last = ranked.at(-1) ?? NONE;
    const more = heaviestChildren(this.tree, node, Math.max(PAGE, ranked.length), this.passing(found), last).nodes;
    const added = new Set(more);
    this.opened.set(node, {
      ...before,
      ranked: [...ranked, ...more],
      wanted: wanted.filter((one) => !added.has(one)),
      more: true,
    });
  }

  /** The root, and what it calls down to where the first choice is. */
  openFirst(): void {
    const { tree, root, opened } = this;
    let node = root;
    for (let steps = 0; steps < FIRST_WAY; steps++) {
      this.open(node);
      const [next] = opened.get(node)?.ranked ?? [];
      if (next === undefined || weightOf(tree, next) < MOST_OF_IT * weightOf(tree, root)) {
        return;
      }
      node = next;
    }
  }

  openHeaviest(from: NodeIndex): NodeIndex {
    const isOther = otherLeaf(this.tree);
    let node = from;
    for (let steps = 0; steps < LONGEST_WAY; steps++) {
      // Beside a long way little else is listed.
      this.open(node, steps < BESIDE_THE_WAY / PAGE ? PAGE : 2);
      const next = this.opened.get(node)?.ranked.find((child) => !isOther(child));
      if (next === undefined || weightOf(this.tree, next) === 0) {
        break;
      }
      node = next;
    }
    return node;
  }

  openWayTo(node: NodeIndex): void {
    const way: NodeIndex[] = [];
    for (let at = node; at > this.root; at = this.tree.parent[at]) {
      way.push(at);
    }
    const limit = Math.max(1, Math.min(PAGE, Math.floor(BESIDE_THE_WAY / way.length)));
    for (const child of way.reverse()) {
      this.include(this.tree.parent[child], child, limit);
    }
  }

  /** Opens a node and lists a child of it, also one that does not pass. */
  private include(node: NodeIndex, child: NodeIndex, limit: number): void {
    this.open(node, limit);
    const found = this.isFound(node);
    const children = this.opened.get(node) ?? { ranked: [], wanted: [], count: 0, found, more: false };
    if (!children.ranked.includes(child) && !children.wanted.includes(child)) {
      const passes = this.passing(found)?.(child) ?? true;
      this.opened.set(node, {
        ...children,
        wanted: [...children.wanted, child],
        count: children.count + (passes ? 0 : 1),
      });
    }
  }

  private isFound(node: NodeIndex): boolean {
    const { filter, root, tree, opened } = this;
    return (
      !filter ||
      filter.functions[tree.function[node]] === 1 ||
      (node !== root && (opened.get(tree.parent[node])?.found ?? false))
    );
  }

  private passing(found: boolean): ((child: NodeIndex) => boolean) | undefined {
    const { filter, tree } = this;
    return found || !filter ? undefined : (child) => matchIn(filter.nodes, child, tree.subtreeEnd[child]);
  }
}

function listed({ ranked, wanted }: Listed): readonly NodeIndex[] {
  return wanted.length === 0 ? ranked : [...ranked, ...wanted];
}

function listRows(root: NodeIndex, opened: Opened): Float64Array {
  const rows = new GrowingColumn(new Float64Array(256));
  // What is still to be listed, the next on top.
  const waiting: number[] = [root];
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    rows.push(row);
    const children = row < 0 ? undefined : opened.get(row);
    if (children) {
      const nodes = listed(children);
      if (children.count > nodes.length) {
        waiting.push(~row);
      }
      for (let at = nodes.length - 1; at >= 0; at--) {
        waiting.push(nodes[at]);
      }
    }
  }
  return rows.values.slice();
}

function weightOf({ total, totalRight }: CallTree, node: NodeIndex): number {
  return total[node] + (totalRight?.[node] ?? 0);
}

/** Whether any of `nodes`, which are in order, is `from` or later and before `to`. */
function matchIn(nodes: Uint32Array, from: NodeIndex, to: NodeIndex): boolean {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle] < from) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < nodes.length && nodes[low] < to;
}

/**
 * Adds to `places` where nodes of one tree, callers before what they call, are in another, by the names on the way from
 * the places that are known.
 */
function findSamePlaces(
  places: Map<NodeIndex, NodeIndex>,
  before: CallTree,
  now: CallTree,
  nodes: readonly NodeIndex[]
): void {
  const byCaller = new Map<NodeIndex, Map<string, NodeIndex>>();
  for (const node of nodes) {
    const caller = before.parent[node];
    const siblings = byCaller.get(caller) ?? new Map<string, NodeIndex>();
    byCaller.set(caller, siblings.set(nodeName(before, node), node));
  }
  for (const caller of nodes) {
    const place = places.get(caller);
    const wanted = byCaller.get(caller);
    if (place === undefined || !wanted) {
      continue;
    }
    for (let child = place + 1; child < now.subtreeEnd[place] && wanted.size > 0; child = now.subtreeEnd[child]) {
      const name = nodeName(now, child);
      const node = wanted.get(name);
      if (node !== undefined) {
        places.set(node, child);
        wanted.delete(name);
      }
    }
  }
}
