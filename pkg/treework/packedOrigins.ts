import type { CallTree, Origin, PackedOrigins } from '../calltree/tree';
import { originsOf, rememberStacks } from '../flamegraph/origin';

/** Where a tree's functions come from, found out here rather than on the page that draws it. */
export function packedOrigins(tree: CallTree): PackedOrigins {
  rememberStacks(tree);
  const originOf = originsOf(tree.functions);
  const known = new Map<string, number>();
  const all: Origin[] = [];
  const numbers = Uint32Array.from(tree.functions.names, (_, fn) => {
    const origin = originOf(fn);
    const key = `${origin.ownership} ${origin.package}`;
    const number = known.get(key) ?? all.push(origin) - 1;
    known.set(key, number);
    return number;
  });
  return { all, numbers };
}
