import { deepestRow, knowDeepestRow } from '../calltree/deepestRow';
import type { CallTree, FunctionTable } from '../calltree/tree';

/**
 * A tree as it goes from one thread to another: its columns, whose memory is handed over, and its texts as one, since
 * thousands of short ones take long to hand on.
 */
export interface PackedTree {
  readonly columns: Omit<CallTree, 'functions'>;
  /** See `deepestRow`. */
  readonly deepest: number;
  readonly names: PackedTexts;
  readonly files?: PackedTexts;
  readonly lines?: Int32Array;
  readonly modules?: PackedTexts;
}

interface PackedTexts {
  readonly all: string;
  /** Where each text ends in `all`. */
  readonly ends: Uint32Array;
}

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
  for (const column of [...Object.values(columns), ...ends, lines]) {
    if (ArrayBuffer.isView(column)) {
      memory.add(column.buffer as ArrayBuffer);
    }
  }
  return { packed, memory: [...memory] };
}

export function unpackTree({ columns, deepest, names, files, lines, modules }: PackedTree): CallTree {
  const functions: FunctionTable = {
    names: unpackTexts(names),
    ...(files && { files: unpackTexts(files) }),
    ...(lines && { lines }),
    ...(modules && { modules: unpackTexts(modules) }),
  };
  const tree = { ...columns, functions };
  knowDeepestRow(tree, deepest);
  return tree;
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

/** The texts share the memory of the one that came. */
function unpackTexts({ all, ends }: PackedTexts): string[] {
  const texts = new Array<string>(ends.length);
  let start = 0;
  for (let at = 0; at < ends.length; at++) {
    texts[at] = all.slice(start, ends[at]);
    start = ends[at];
  }
  return texts;
}
