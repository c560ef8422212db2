import type { CallTree, PackedOrigins } from '../calltree/tree';
import { originsOf, OWNERSHIPS, rememberStacks } from '../flamegraph/origin';

/** Where a tree's functions come from, found out here rather than on the page that draws it. */
export function packedOrigins(tree: CallTree): PackedOrigins {
  rememberStacks(tree);
  const originOf = originsOf(tree.functions);
  const numbers = new Map<string, number>();
  const ownerships: number[] = [];
  const packages: string[] = [];
  const origin = Uint32Array.from(tree.functions.names, (_, fn) => {
    const { package: of, ownership } = originOf(fn);
    const owner = OWNERSHIPS.indexOf(ownership);
    const key = `${owner}${of}`;
    const known = numbers.get(key);
    if (known !== undefined) {
      return known;
    }
    numbers.set(key, packages.length);
    ownerships.push(owner);
    return packages.push(of) - 1;
  });
  return { origin, ownership: Uint8Array.from(ownerships), packages };
}
