import { isSyntheticRoot } from '../root';
import { NONE, nodeName, type CallTree, type NodeIndex } from '../tree';
import { isOtherLeaf } from './naive';
import { treeOf, type Stack } from './trees';

type Names = readonly string[];
/** What becomes of a stack: undefined where it is left out. `other` is true where it ends in what the server left out. */
type Rewrite = (names: Names, other: boolean) => Names | undefined;

/** The tree of all stacks of another one, each rewritten by itself: slow, and plain enough to be trusted. */
export function rewritten(tree: CallTree, rewrite: Rewrite): CallTree {
  const stacks: Stack[] = [];
  for (let node = 0; node < tree.length; node++) {
    const names = rewrite(namesTo(tree, node, 1), isOtherLeaf(tree, node));
    if (names) {
      stacks.push([names, tree.self[node], tree.selfRight?.[node]]);
    }
  }
  return treeOf(...stacks);
}

export function naiveInverted(tree: CallTree): CallTree {
  const first = isSyntheticRoot(tree) ? 1 : 0;
  const stacks = Array.from({ length: tree.length - first }, (_, at): Stack => {
    const node = first + at;
    const names = isOtherLeaf(tree, node) ? [nodeName(tree, node)] : namesTo(tree, node, first).reverse();
    return [names, tree.self[node], tree.selfRight?.[node]];
  });
  return treeOf(...stacks);
}

/** A stack in which a function that comes again goes on where it was first. */
export function withoutRecursion(names: Names, other: boolean, only?: string): Names {
  const stack: string[] = [];
  names.forEach((name, at) => {
    const isOther = other && at === names.length - 1;
    const outer = (only === undefined || only === name) && !isOther ? stack.indexOf(name) : NONE;
    if (outer === NONE) {
      stack.push(name);
    } else {
      stack.length = outer + 1;
    }
  });
  return stack;
}

function namesTo(tree: CallTree, node: NodeIndex, first: NodeIndex): string[] {
  const names: string[] = [];
  for (let at = node; at !== NONE && at >= first; at = tree.parent[at]) {
    names.unshift(nodeName(tree, at));
  }
  return names;
}
