import { knowDeepestRow } from '../calltree/deepestRow';
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

export interface PackedTexts {
  readonly all: string;
  /** Where each text ends in `all`. */
  readonly ends: Uint32Array;
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
