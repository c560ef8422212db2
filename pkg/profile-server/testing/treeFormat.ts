import { CallTreeBuilder } from '../../calltree/build';
import type { CallTree } from '../../calltree/tree';

/**
 * Reads Pyroscope's TREE format: nodes in pre-order, each its name's length, name, self and number of children, numbers
 * as varints; the first is a root without a name.
 */
export function readTreeFormat(bytes: Uint8Array): CallTree {
  const builder = new CallTreeBuilder();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        return value;
      }
    }
  };
  const decoder = new TextDecoder();
  const parents = bytes.length < 2 ? [] : [-1];
  while (parents.length > 0) {
    const parent = parents.pop()!;
    const length = varint();
    const name = decoder.decode(bytes.subarray(at, at + length));
    at += length;
    const node = parent === -1 ? 0 : builder.child(parent, builder.functions.intern(name));
    builder.addSelf(node, varint());
    for (let children = varint(); children > 0; children--) {
      parents.push(node);
    }
  }
  return builder.finish();
}
