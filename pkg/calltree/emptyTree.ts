import { ROOT_NAME } from './root';
import { NONE, type CallTree } from './tree';

/** A profile without samples: the root alone, with a total of 0. */
export function emptyTree(rootName = ROOT_NAME): CallTree {
  return {
    length: 1,
    functions: { names: [rootName] },
    function: new Uint32Array(1),
    parent: Int32Array.of(NONE),
    depth: new Uint32Array(1),
    subtreeEnd: Uint32Array.of(1),
    self: new Float64Array(1),
    total: new Float64Array(1),
  };
}
