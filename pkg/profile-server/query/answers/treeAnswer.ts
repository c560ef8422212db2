import { create, toBinary, toJsonString } from '@bufbuild/protobuf';
import type { CallTree } from '../../../calltree/tree';
import { truncateTree } from '../../../pyroscope/flamegraph/truncate';
import { SelectMergeStacktracesResponseSchema } from '../../../pyroscope/gen/querier/v1/querier_pb';
import type { Answer } from './flameGraphAnswer';

/** Two stages of Pyroscope cut before a tree is an answer: the store, and the merge of what stores answer. */
export function cutAsStored(tree: CallTree, maxNodes: number): CallTree {
  return truncateTree(truncateTree(tree, maxNodes), maxNodes);
}

/** A tree as an answer in Pyroscope's own format. An answer without samples is without a tree. */
export function treeAnswer(tree: CallTree): Answer {
  const message = create(SelectMergeStacktracesResponseSchema, {
    tree: tree.total[0] > 0 ? writeTree(tree) : new Uint8Array(0),
  });
  return {
    toBinary: () => toBinary(SelectMergeStacktracesResponseSchema, message),
    toJson: () => toJsonString(SelectMergeStacktracesResponseSchema, message),
  };
}

/**
 * The nodes in pre-order, the last of siblings first, each its name's length, name, self and number of children,
 * numbers as varints; the first is a root without a name.
 */
function writeTree(tree: CallTree): Uint8Array {
  const { length, parent, subtreeEnd, self, functions } = tree;
  const children = new Uint32Array(length);
  const place = new Uint32Array(length);
  const order = new Uint32Array(length);
  for (let node = 1; node < length; node++) {
    children[parent[node]]++;
    // After its parent and the subtrees of later siblings.
    place[node] = place[parent[node]] + 1 + subtreeEnd[parent[node]] - subtreeEnd[node];
    order[place[node]] = node;
  }
  const names = functions.names.map((name) => Buffer.from(name));
  const parts: Uint8Array[] = [];
  for (const node of order) {
    const name = node === 0 ? Buffer.alloc(0) : names[tree.function[node]];
    parts.push(varints(name.length), name, varints(self[node], children[node]));
  }
  return new Uint8Array(Buffer.concat(parts));
}

function varints(...values: number[]): Uint8Array {
  const bytes: number[] = [];
  for (const value of values) {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
      bytes.push((rest % 0x80) | 0x80);
    }
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}
