import { grown } from '../growingColumn';
import { overRows, type Steps } from '../slices';
import { NONE, wholeOf, type CallTree, type FunctionIndex, type NodeIndex } from '../tree';
import type { Start } from './question';
import { Side } from './side';

/** Room for nodes, besides one for each function. */
const SOME_NODES = 16_384;

/** The nodes of a tree that grows, each later than the one above it. */
export class Nodes {
  length = 0;
  readonly left: Side;
  readonly right: Side | undefined;
  readonly #tree: CallTree;
  readonly #start: Start;
  /** Of each place in the order of names its function. */
  readonly #functionAt: Uint32Array;
  #function: Uint32Array;
  #parent: Int32Array;

  constructor(tree: CallTree, start: Start, functionAt: Uint32Array) {
    const functions = functionAt.length;
    // Memory that is not written to costs nothing, while columns that grow are copied.
    const room = functions + SOME_NODES;
    this.#tree = tree;
    this.#start = start;
    this.#functionAt = functionAt;
    this.#function = new Uint32Array(room);
    this.#parent = new Int32Array(room);
    this.left = new Side(tree.self, start.value, functions, room);
    this.right = tree.selfRight && start.valueRight && new Side(tree.selfRight, start.valueRight, functions, room);
  }

  /** What a node weighs, both sides together. */
  weight(node: NodeIndex): number {
    return this.left.total[node] + (this.right ? this.right.total[node] : 0);
  }

  functionOf(node: NodeIndex): FunctionIndex {
    return this.#function[node];
  }

  /** Counts what a row of the tree spends in itself for a node's self. */
  addSelf(node: NodeIndex, row: NodeIndex): void {
    const { self, selfRight } = this.#tree;
    this.left.self[node] += self[row];
    if (this.right && selfRight) {
      this.right.self[node] += selfRight[row];
    }
  }

  /** Makes the root's total that of its self and of all other nodes, which are right below it so far. */
  addUpRoot(): void {
    this.left.addUpRoot(this.length);
    this.right?.addUpRoot(this.length);
  }

  /** Adds a node below `above` for each of the first `length` of `places`, of what has been added up there. */
  add(places: Int32Array, length: number, above: NodeIndex): void {
    const first = this.length;
    const end = first + length;
    this.#makeRoom(end);
    this.left.push(first, places, length);
    this.right?.push(first, places, length);
    const [functionOf, functionAt] = [this.#function, this.#functionAt];
    for (let at = 0; at < length; at++) {
      functionOf[first + at] = functionAt[places[at]];
    }
    this.#parent.fill(above, first, end);
    this.length = end;
  }

  /** Adds all callers of a row, each below the one before, and the first of them below `node`. */
  addCallers(row: NodeIndex, source: NodeIndex, node: NodeIndex, firstCaller: NodeIndex): void {
    const { parent, function: functionOf, depth } = this.#tree;
    const { value, valueRight } = this.#start;
    const { left, right } = this;
    this.#makeRoom(this.length + depth[row]);
    let above = node;
    let next = this.length;
    for (let caller = parent[row]; caller >= firstCaller; caller = parent[caller]) {
      this.#function[next] = functionOf[caller];
      this.#parent[next] = above;
      const isEnd = parent[caller] < firstCaller;
      left.put(next, isEnd, value[source]);
      if (right && valueRight) {
        right.put(next, isEnd, valueRight[source]);
      }
      above = next++;
    }
    this.length = next;
  }

  /** The tree in depth-first order. */
  *finishing(): Steps<CallTree> {
    const { length, left, right } = this;
    const [parentOf, functionOf] = [this.#parent, this.#function];
    const size = new Uint32Array(length).fill(1);
    // A parent is always older than its children.
    for (let node = length - 1; node > 0; node--) {
      size[parentOf[node]] += size[node];
    }
    yield;
    const column = () => new Float64Array(length);
    const tree = {
      length,
      functions: this.#tree.functions,
      function: new Uint32Array(length),
      parent: new Int32Array(length),
      depth: new Uint32Array(length),
      subtreeEnd: new Uint32Array(length),
      self: column(),
      total: column(),
      ...(right && { selfRight: column(), totalRight: column() }),
      whole: wholeOf(this.#tree),
    };
    const row = new Uint32Array(length);
    const nextRow = new Uint32Array(length);
    yield* overRows(0, length, (from, to) => {
      for (let node = from; node < to; node++) {
        const parent = parentOf[node];
        const at = node === 0 ? 0 : nextRow[parent];
        row[node] = at;
        nextRow[node] = at + 1;
        nextRow[parent] += node === 0 ? 0 : size[node];
        tree.function[at] = functionOf[node];
        tree.parent[at] = node === 0 ? NONE : row[parent];
        tree.depth[at] = node === 0 ? 0 : tree.depth[row[parent]] + 1;
        tree.subtreeEnd[at] = at + size[node];
        tree.self[at] = left.self[node];
        tree.total[at] = left.total[node];
        if (right && tree.selfRight && tree.totalRight) {
          tree.selfRight[at] = right.self[node];
          tree.totalRight[at] = right.total[node];
        }
      }
    });
    return tree;
  }

  /** Room for so many nodes in all. */
  #makeRoom(nodes: number): void {
    this.left.makeRoom(nodes);
    this.right?.makeRoom(nodes);
    if (nodes > this.#function.length) {
      this.#function = grown(this.#function, nodes);
      this.#parent = grown(this.#parent, nodes);
    }
  }
}
