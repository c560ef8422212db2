import { grown } from './growingColumn';
import { rankingNames } from './order/nameRanks';
import { ROOT_NAME } from './root';
import { rowColumns } from './rowColumns';
import { atOnce, overRows, type Steps } from './slices';
import { NONE, type CallTree, type FunctionIndex, type FunctionTable, type NodeIndex } from './tree';

/** Gives every distinct function one row of a {@link FunctionTable}. */
export class FunctionTableBuilder {
  readonly #rows = new Map<string, FunctionIndex>();
  readonly #names: string[] = [];
  readonly #files: string[] = [];
  readonly #lines: number[] = [];
  readonly #modules: string[] = [];
  #anyFile = false;
  #anyLine = false;
  #anyModule = false;

  get length(): number {
    return this.#names.length;
  }

  /** The row of a function; two functions are the same when all four agree. `line` is 1-based, or `NONE`. */
  intern(name: string, file = '', line = NONE, module = ''): FunctionIndex {
    const nameAlone = file === '' && line === NONE && module === '' && !name.startsWith('\0');
    // With the lengths, so that no name can be mistaken for another name and its file.
    const key = nameAlone ? name : `\0${file.length},${module.length},${line}\0${file}${module}${name}`;
    const known = this.#rows.get(key);
    if (known !== undefined) {
      return known;
    }
    const row = this.#names.length;
    this.#rows.set(key, row);
    this.#names.push(name);
    this.#files.push(file);
    this.#lines.push(line);
    this.#modules.push(module);
    this.#anyFile ||= file !== '';
    this.#anyLine ||= line !== NONE;
    this.#anyModule ||= module !== '';
    return row;
  }

  finish(): FunctionTable {
    return {
      names: this.#names.slice(),
      ...(this.#anyFile && { files: this.#files.slice() }),
      ...(this.#anyLine && { lines: Int32Array.from(this.#lines) }),
      ...(this.#anyModule && { modules: this.#modules.slice() }),
    };
  }
}

/**
 * Builds a call tree from stacks. Nodes live in growing columns and are found by a hash of (parent, function), so that
 * a stack costs a look-up per frame and memory is a few tens of bytes per node.
 */
export class CallTreeBuilder {
  readonly functions: FunctionTableBuilder;
  #length = 1;
  #parent = new Int32Array(256);
  #function = new Uint32Array(256);
  #self = new Float64Array(256);
  #selfRight: Float64Array | undefined;
  /** Open addressing; 0 is a free slot, for the root is nobody's child. */
  #slots = new Int32Array(1024);

  /** `functions` may be shared by several builders. */
  constructor(functions = new FunctionTableBuilder(), rootName = ROOT_NAME) {
    this.functions = functions;
    this.#parent[0] = NONE;
    this.#function[0] = functions.intern(rootName);
  }

  /** The number of nodes so far, the root included. */
  get length(): number {
    return this.#length;
  }

  /** The child of `parent` that is `fn`, made if there is none. The numbers are the builder's own, 0 is the root. */
  child(parent: NodeIndex, fn: FunctionIndex): NodeIndex {
    const mask = this.#slots.length - 1;
    let slot = hash(parent, fn) & mask;
    for (;;) {
      const node = this.#slots[slot];
      if (node === 0) {
        return this.#append(parent, fn, slot);
      }
      if (this.#parent[node] === parent && this.#function[node] === fn) {
        return node;
      }
      slot = (slot + 1) & mask;
    }
  }

  addSelf(node: NodeIndex, value: number, valueRight = 0): void {
    this.#self[node] += value;
    if (valueRight !== 0) {
      this.#selfRight ??= new Float64Array(this.#self.length);
      this.#selfRight[node] += valueRight;
    }
  }

  /**
   * Adds `value` (zero or more) to the self of a stack's last function, and so to the total of all of them.
   * Only the first `length` entries of `stack` count. An empty stack adds to the root's self.
   */
  add(
    stack: ArrayLike<FunctionIndex>,
    value: number,
    order: 'root-first' | 'leaf-first' = 'root-first',
    length = stack.length
  ): void {
    let node: NodeIndex = 0;
    if (order === 'root-first') {
      for (let i = 0; i < length; i++) {
        node = this.child(node, stack[i]);
      }
    } else {
      for (let i = length - 1; i >= 0; i--) {
        node = this.child(node, stack[i]);
      }
    }
    this.addSelf(node, value);
  }

  /**
   * The tree in depth-first order, siblings by name in the order of their UTF-8 bytes, as Pyroscope has them.
   * `compared` gives it right-hand columns even when all of them are 0. The builder can go on being used.
   */
  finish(compared = false): CallTree {
    return atOnce(this.finishing(compared));
  }

  /** {@link finish}, with rests. Nothing may be added before it is done. */
  *finishing(compared = false): Steps<CallTree> {
    const length = this.#length;
    const functions = this.functions.finish();
    const parent = this.#parent;
    const size = new Uint32Array(length).fill(1);
    const total = this.#self.slice(0, length);
    const totalRight = this.#selfRight?.slice(0, length) ?? (compared ? new Float64Array(length) : undefined);
    // A parent is always older than its children.
    for (let node = length - 1; node > 0; node--) {
      size[parent[node]] += size[node];
      total[parent[node]] += total[node];
    }
    if (totalRight) {
      for (let node = length - 1; node > 0; node--) {
        totalRight[parent[node]] += totalRight[node];
      }
    }
    yield;
    const { firstChild, children } = yield* this.#sortingChildren(functions.names);

    const tree = {
      length,
      functions,
      ...rowColumns(length),
      ...(totalRight && { selfRight: new Float64Array(length), totalRight: new Float64Array(length) }),
    };
    const row = new Uint32Array(length);
    tree.parent[0] = NONE;
    yield* overRows(0, length, (from, to) => {
      for (let node = from; node < to; node++) {
        const at = row[node];
        const depth = tree.depth[at] + 1;
        let next = at + 1;
        for (let i = firstChild[node]; i < firstChild[node + 1]; i++) {
          const child = children[i];
          row[child] = next;
          tree.parent[next] = at;
          tree.depth[next] = depth;
          next += size[child];
        }
        tree.function[at] = this.#function[node];
        tree.subtreeEnd[at] = at + size[node];
        tree.self[at] = this.#self[node];
        tree.total[at] = total[node];
        if (totalRight && tree.selfRight && tree.totalRight) {
          tree.selfRight[at] = this.#selfRight?.[node] ?? 0;
          tree.totalRight[at] = totalRight[node];
        }
      }
    });
    return tree;
  }

  /** All nodes but the root grouped by parent, each group by name: two counting sorts. */
  *#sortingChildren(names: readonly string[]): Steps<{ firstChild: Uint32Array; children: Uint32Array }> {
    const length = this.#length;
    const rankOf = yield* rankingNames(names);
    yield;
    const byRank = new Uint32Array(length - 1);
    const rankStart = new Uint32Array(names.length + 1);
    for (let node = 1; node < length; node++) {
      rankStart[rankOf[this.#function[node]] + 1]++;
    }
    for (let rank = 0; rank < names.length; rank++) {
      rankStart[rank + 1] += rankStart[rank];
    }
    for (let node = 1; node < length; node++) {
      byRank[rankStart[rankOf[this.#function[node]]]++] = node;
    }
    yield;

    const firstChild = new Uint32Array(length + 1);
    for (let node = 1; node < length; node++) {
      firstChild[this.#parent[node] + 1]++;
    }
    for (let node = 0; node < length; node++) {
      firstChild[node + 1] += firstChild[node];
    }
    yield;
    const next = firstChild.slice();
    const children = new Uint32Array(length - 1);
    for (const node of byRank) {
      children[next[this.#parent[node]]++] = node;
    }
    return { firstChild, children };
  }

  #append(parent: NodeIndex, fn: FunctionIndex, slot: number): NodeIndex {
    if (this.#length === this.#parent.length) {
      this.#parent = grown(this.#parent);
      this.#function = grown(this.#function);
      this.#self = grown(this.#self);
      this.#selfRight = this.#selfRight && grown(this.#selfRight);
    }
    const node = this.#length++;
    this.#parent[node] = parent;
    this.#function[node] = fn;
    this.#slots[slot] = node;
    if (this.#length * 2 > this.#slots.length) {
      this.#rehash();
    }
    return node;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let node = 1; node < this.#length; node++) {
      let slot = hash(this.#parent[node], this.#function[node]) & mask;
      while (this.#slots[slot] !== 0) {
        slot = (slot + 1) & mask;
      }
      this.#slots[slot] = node;
    }
  }
}

function hash(parent: NodeIndex, fn: FunctionIndex): number {
  let h = Math.imul(parent, 0x9e3779b1) ^ Math.imul(fn + 1, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
