import { CallTreeBuilder, FunctionTableBuilder } from '../build';
import { emptyTree } from '../emptyTree';
import { NONE, nodeName, type CallTree, type FunctionIndex } from '../tree';
import { atOnce, overRows, type Steps } from '../slices';

/**
 * The sum of trees, as they come: nodes with the same call path, by function name, are one. A function keeps the file,
 * line and module of the first tree that knows it. The sum has right-hand columns if any of the trees has; the root's
 * name is the first tree's.
 */
export class TreeSum {
  readonly #functions = new FunctionTableBuilder();
  readonly #rowOf = new Map<string, FunctionIndex>();
  #builder: CallTreeBuilder | undefined;
  #compared = false;

  *adding(tree: CallTree): Steps<void> {
    if (!this.#builder) {
      const root = nodeName(tree, 0);
      this.#builder = new CallTreeBuilder(this.#functions, root);
      this.#rowOf.set(root, 0);
    }
    const builder = this.#builder;
    this.#compared ||= tree.totalRight !== undefined;
    const fn = this.#functionRows(tree);
    const merged = new Uint32Array(tree.length);
    yield* overRows(0, tree.length, (from, to) => {
      for (let node = from; node < to; node++) {
        if (node > 0) {
          merged[node] = builder.child(merged[tree.parent[node]], fn[tree.function[node]]);
        }
        builder.addSelf(merged[node], tree.self[node], tree.selfRight?.[node]);
      }
    });
  }

  /** The sum so far, in columns of its own. More can be added afterwards. */
  *finishing(): Steps<CallTree> {
    return this.#builder ? yield* this.#builder.finishing(this.#compared) : emptyTree();
  }

  #functionRows({ functions: { names, files, lines, modules } }: CallTree): Uint32Array {
    return Uint32Array.from(names, (name, fn) => {
      let row = this.#rowOf.get(name);
      if (row === undefined) {
        row = this.#functions.intern(name, files?.[fn] ?? '', lines?.[fn] ?? NONE, modules?.[fn] ?? '');
        this.#rowOf.set(name, row);
      }
      return row;
    });
  }
}

/** The {@link TreeSum} of trees that are all there. */
export function mergeTrees(trees: readonly CallTree[]): CallTree {
  const sum = new TreeSum();
  for (const tree of trees) {
    atOnce(sum.adding(tree));
  }
  return atOnce(sum.finishing());
}
