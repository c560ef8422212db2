import { GrowingColumn } from '../growingColumn';
import { rankingNames } from '../nameRanks';
import { overRows, ROWS_PER_STEP, type Steps } from '../slices';
import { NONE, wholeOf, type CallTree, type FunctionIndex, type FunctionTable, type NodeIndex } from '../tree';

/** Numbers of a slot, the last one unused: a slot is then never in two lines of the processor's cache. */
const SLOT = 4;

/**
 * A tree that is made of the rows of another one, some of them left out, some moved to another caller, some renamed.
 * Rows are handed in depth-first order; where rows of one function come to stand below one node, they become one.
 *
 * Most of a tree keeps its shape under most transforms, and there no two rows can become one: a node whose children all
 * come from the row it was made of takes them as they come. Only the children of other nodes are looked up by function.
 */
export class Rewriting {
  /** The node that each row became part of, `NONE` for a row that was left out. */
  readonly nodeOf: Int32Array;
  readonly function: Uint32Array;
  readonly depth: Uint32Array;
  readonly parent: Int32Array;

  #length = 1;
  readonly #tree: CallTree;
  readonly #functions: FunctionTable;
  /** The row that each node was made of. */
  readonly #source: Uint32Array;
  /** Made when first needed: where nothing came together, nodes are in depth-first order as they were made. */
  #links: Links | undefined;
  /** 1 for a node whose children are found by their function. */
  readonly #looksUp: Uint8Array;
  readonly #children = new ChildTable();
  readonly #self: Float64Array;
  readonly #selfRight: Float64Array | undefined;

  /** `functions` is the tree's own table, or one that the new tree points into. Row 0 becomes the root. */
  constructor(tree: CallTree, functions = tree.functions, root: FunctionIndex = tree.function[0]) {
    // No more nodes than rows; what is not written to takes no memory.
    const { length } = tree;
    this.#tree = tree;
    this.#functions = functions;
    this.nodeOf = new Int32Array(length);
    this.function = new Uint32Array(length);
    this.depth = new Uint32Array(length);
    this.parent = new Int32Array(length);
    this.#source = new Uint32Array(length);
    this.#looksUp = new Uint8Array(length);
    this.#self = new Float64Array(length);
    this.#selfRight = tree.selfRight && new Float64Array(length);
    this.function[0] = root;
    this.parent[0] = NONE;
  }

  /**
   * Puts `row`, as function `fn`, below the node that its caller became part of, or below another one. `renamed` is true
   * where `fn` may stand for other functions, too.
   */
  place(row: NodeIndex, fn: FunctionIndex, below: NodeIndex, renamed = false): NodeIndex {
    if (this.#looksUp[below] === 0) {
      if (!renamed && this.#source[below] === this.#tree.parent[row]) {
        return this.#append(row, fn, below);
      }
      this.#lookUpChildren(below);
    }
    const known = this.#children.find(below, fn);
    if (known !== NONE) {
      this.nodeOf[row] = known;
      return known;
    }
    const node = this.#append(row, fn, below);
    this.#children.add(below, fn, node);
    return node;
  }

  /** Makes `row` part of a node that is there: its self becomes that of the node, and so do its callees'. */
  join(row: NodeIndex, node: NodeIndex): void {
    this.nodeOf[row] = node;
  }

  /** Leaves `row` out. What it calls has to be left out or placed, too. */
  leaveOut(row: NodeIndex): void {
    this.nodeOf[row] = NONE;
  }

  /** Counts what a row spends in itself for the node that it is part of. */
  keepSelf(row: NodeIndex): void {
    const node = this.nodeOf[row];
    this.#self[node] += this.#tree.self[row];
    if (this.#selfRight) {
      this.#selfRight[node] += this.#tree.selfRight?.[row] ?? 0;
    }
  }

  /**
   * The tree. Siblings are in the order of their rows, and where rows of several nodes came together, by name. A node
   * that has lost all that was in it is left out.
   */
  *finishing(): Steps<CallTree> {
    const length = this.#length;
    const total = this.#self.slice(0, length);
    const totalRight = this.#selfRight?.slice(0, length);
    yield;
    for (const sums of totalRight ? [total, totalRight] : [total]) {
      // A caller is always older than its callees.
      for (let end = length; end > 1; end -= ROWS_PER_STEP) {
        for (let node = end - 1; node >= Math.max(1, end - ROWS_PER_STEP); node--) {
          sums[this.parent[node]] += sums[node];
        }
        yield;
      }
    }
    if (this.#links) {
      yield* this.#sortingChildren(this.#links);
    }
    return yield* this.#inDepthFirstOrder(total, totalRight);
  }

  #append(row: NodeIndex, fn: FunctionIndex, below: NodeIndex): NodeIndex {
    const node = this.#length++;
    this.nodeOf[row] = node;
    this.function[node] = fn;
    this.depth[node] = this.depth[below] + 1;
    this.parent[node] = below;
    this.#source[node] = row;
    if (this.#links) {
      this.#links.add(node, below);
    }
    return node;
  }

  #lookUpChildren(node: NodeIndex): void {
    if (!this.#links) {
      this.#links = new Links(this.parent.length);
      for (let made = 1; made < this.#length; made++) {
        this.#links.add(made, this.parent[made]);
      }
    }
    this.#looksUp[node] = 1;
    const { firstChild, nextSibling } = this.#links;
    for (let child = firstChild[node]; child !== 0; child = nextSibling[child]) {
      this.#children.add(node, this.function[child], child);
    }
  }

  *#sortingChildren({ firstChild, lastChild, nextSibling }: Links): Steps<void> {
    const ranks = yield* rankingNames(this.#functions.names);
    // Each as a number that sorts by name.
    const siblings = new GrowingColumn(new Float64Array(256));
    let sinceRest = 0;
    for (let node = 0; node < this.#length; node++) {
      if (this.#looksUp[node] === 1 && firstChild[node] !== lastChild[node]) {
        siblings.truncate(0);
        let inOrder = true;
        for (let child = firstChild[node]; child !== 0; child = nextSibling[child]) {
          siblings.push(ranks[this.function[child]] * this.#length + child);
          const last = siblings.length - 1;
          inOrder &&= last === 0 || siblings.at(last - 1) < siblings.at(last);
        }
        if (!inOrder) {
          let next = 0;
          for (const key of siblings.values.sort().reverse()) {
            const child = key % this.#length;
            nextSibling[child] = next;
            next = child;
          }
          firstChild[node] = next;
        }
        sinceRest += siblings.length;
      }
      if (++sinceRest >= ROWS_PER_STEP) {
        sinceRest = 0;
        yield;
      }
    }
  }

  *#inDepthFirstOrder(totals: Float64Array, totalsRight: Float64Array | undefined): Steps<CallTree> {
    const before = this.#tree;
    const isEmptied = (node: NodeIndex) =>
      totals[node] === 0 &&
      (totalsRight?.[node] ?? 0) === 0 &&
      before.total[this.#source[node]] + (before.totalRight?.[this.#source[node]] ?? 0) > 0;

    // A caller comes before its callees, whichever of those come first.
    const size = new Uint32Array(this.#length);
    for (let node = this.#length - 1; node > 0; node--) {
      size[node] = isEmptied(node) ? 0 : size[node] + 1;
      size[this.parent[node]] += size[node];
      if (node % ROWS_PER_STEP === 0) {
        yield;
      }
    }
    const length = ++size[0];
    if (!this.#links && length === this.#length) {
      return yield* this.#asMade(size, totals, totalsRight);
    }
    const column = () => new Float64Array(length);
    const tree = {
      length,
      functions: this.#functions,
      function: new Uint32Array(length),
      parent: new Int32Array(length),
      depth: new Uint32Array(length),
      subtreeEnd: new Uint32Array(length),
      self: column(),
      total: column(),
      ...(totalsRight && { selfRight: column(), totalRight: column() }),
      whole: wholeOf(before),
    };
    yield;
    const rowOf = new Uint32Array(this.#length);
    let node: NodeIndex = 0;
    yield* overRows(0, length, (from, to) => {
      for (let row = from; row < to; row++) {
        rowOf[node] = row;
        tree.function[row] = this.function[node];
        tree.parent[row] = node === 0 ? NONE : rowOf[this.parent[node]];
        tree.depth[row] = this.depth[node];
        tree.subtreeEnd[row] = row + size[node];
        tree.self[row] = this.#self[node];
        tree.total[row] = totals[node];
        if (tree.selfRight && tree.totalRight && totalsRight && this.#selfRight) {
          tree.selfRight[row] = this.#selfRight[node];
          tree.totalRight[row] = totalsRight[node];
        }
        node = this.#links ? this.#links.nodeAfter(node, size, this.parent) : this.#nodeMadeAfter(node, size);
      }
    });
    return tree;
  }

  *#asMade(size: Uint32Array, total: Float64Array, totalRight: Float64Array | undefined): Steps<CallTree> {
    const length = this.#length;
    // What was the size becomes the end.
    yield* overRows(0, length, (from, to) => {
      for (let node = from; node < to; node++) {
        size[node] += node;
      }
    });
    const columns = {
      function: this.function.slice(0, length),
      parent: this.parent.slice(0, length),
      depth: this.depth.slice(0, length),
    };
    yield;
    return {
      length,
      functions: this.#functions,
      ...columns,
      subtreeEnd: size,
      self: this.#self.slice(0, length),
      total,
      ...(totalRight && { selfRight: this.#selfRight?.slice(0, length), totalRight }),
      whole: wholeOf(this.#tree),
    };
  }

  /** The node that comes next where nodes were made in depth-first order; those of size 0 have lost all. */
  #nodeMadeAfter(node: NodeIndex, size: Uint32Array): NodeIndex {
    let next = node + 1;
    for (; next < this.#length; next++) {
      if (size[this.parent[next]] === 0) {
        size[next] = 0;
      }
      if (size[next] > 0) {
        break;
      }
    }
    return next;
  }
}

/** The children of each node, in an order; 0 stands for none, for the root is nobody's child. */
class Links {
  readonly firstChild: Int32Array;
  readonly lastChild: Int32Array;
  readonly nextSibling: Int32Array;

  constructor(nodes: number) {
    this.firstChild = new Int32Array(nodes);
    this.lastChild = new Int32Array(nodes);
    this.nextSibling = new Int32Array(nodes);
  }

  add(node: NodeIndex, below: NodeIndex): void {
    if (this.firstChild[below] === 0) {
      this.firstChild[below] = node;
    } else {
      this.nextSibling[this.lastChild[below]] = node;
    }
    this.lastChild[below] = node;
  }

  /** The next node in depth-first order, those of size 0 left out. */
  nodeAfter(node: NodeIndex, size: Uint32Array, parent: Int32Array): NodeIndex {
    let next = this.firstChild[node];
    for (let at = node; ;) {
      while (next !== 0 && size[next] === 0) {
        next = this.nextSibling[next];
      }
      if (next !== 0 || at === 0) {
        return next;
      }
      next = this.nextSibling[at];
      at = parent[at];
    }
  }
}

/** Nodes by their caller and function. */
class ChildTable {
  length = 0;
  /** Open addressing, caller, function and node side by side; node 0 is a free slot, for the root is nobody's child. */
  #slots = new Int32Array(1024 * SLOT);
  #mask = 1023;

  find(caller: NodeIndex, fn: FunctionIndex): NodeIndex | typeof NONE {
    const slots = this.#slots;
    const mask = this.#mask;
    for (let at = hash(caller, fn) & mask; slots[at * SLOT + 2] !== 0; at = (at + 1) & mask) {
      if (slots[at * SLOT] === caller && slots[at * SLOT + 1] === fn) {
        return slots[at * SLOT + 2];
      }
    }
    return NONE;
  }

  /** Where there are several of a function, the first one that was added is found. */
  add(caller: NodeIndex, fn: FunctionIndex, node: NodeIndex): void {
    if (++this.length * 2 > this.#mask) {
      this.#grow();
    }
    this.#put(caller, fn, node);
  }

  #put(caller: NodeIndex, fn: FunctionIndex, node: NodeIndex): void {
    const slots = this.#slots;
    const mask = this.#mask;
    let at = hash(caller, fn) & mask;
    while (slots[at * SLOT + 2] !== 0) {
      at = (at + 1) & mask;
    }
    slots[at * SLOT] = caller;
    slots[at * SLOT + 1] = fn;
    slots[at * SLOT + 2] = node;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let at = 0; at < before.length; at += SLOT) {
      if (before[at + 2] !== 0) {
        this.#put(before[at], before[at + 1], before[at + 2]);
      }
    }
  }
}

function hash(caller: NodeIndex, fn: FunctionIndex): number {
  let h = Math.imul(caller, 0x9e3779b1) ^ Math.imul(fn + 1, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
