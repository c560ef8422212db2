import { deepestRow } from '../calltree/deepestRow';
import type { CallTree } from '../calltree/tree';
import type { PackedTexts, PackedTree } from './packedTree';

/** The columns of the tree are gone once the memory in `memory` is handed over. */
export function packTree(tree: CallTree): { packed: PackedTree; memory: ArrayBuffer[] } {
  const { functions, ...columns } = tree;
  const { names, files, lines, modules } = functions;
  const packed: PackedTree = {
    columns,
    deepest: deepestRow(tree),
    names: packTexts(names),
    ...(files && { files: packTexts(files) }),
    ...(lines && { lines }),
    ...(modules && { modules: packTexts(modules) }),
  };
  const ends = [packed.names, packed.files, packed.modules].map((texts) => texts?.ends);
  const memory = new Set<ArrayBuffer>();
  for (const column of [...Object.values(columns), ...ends, lines, columns.origins?.numbers]) {
    if (ArrayBuffer.isView(column)) {
      memory.add(column.buffer as ArrayBuffer);
    }
  }
  return { packed, memory: [...memory] };
}

function packTexts(texts: readonly string[]): PackedTexts {
  const ends = new Uint32Array(texts.length);
  let end = 0;
  for (let at = 0; at < texts.length; at++) {
    end += texts[at].length;
    ends[at] = end;
  }
  return { all: texts.join(''), ends };
}
