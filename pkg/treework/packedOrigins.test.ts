import { RECORDED, recordedTree } from '../calltree/testing/recorded';
import type { CallTree } from '../calltree/tree';
import { originsOf, rememberStacks } from '../flamegraph/origin';
import { packedOrigins } from './packedOrigins';
import { unpackTree } from './packedTree';
import { packTree } from './packTree';

function originsIn(tree: CallTree) {
  rememberStacks(tree);
  return tree.functions.names.map((_, fn) => originsOf(tree.functions)(fn));
}

it.each(RECORDED)('tells of the functions of %s in another thread what is found out of them there', (name) => {
  const tree = recordedTree(name);
  const found = originsIn(tree);
  const copy = { ...tree, functions: { ...tree.functions } };
  const { packed, memory } = packTree({ ...copy, origins: packedOrigins(copy) });
  const sent = unpackTree(structuredClone(packed, { transfer: memory }));
  expect(originsIn(sent)).toEqual(found);
  expect(new Set(found.map(({ ownership }) => ownership)).size).toBeGreaterThan(1);
  // They are read, and not found out anew.
  const { length } = tree.functions.names;
  const other = { ...sent, functions: { names: new Array<string>(length).fill('main.main') } };
  expect(originsIn(other)).toEqual(found);
});
