import type { CallTree } from './tree';

/** The columns of a tree's rows, of one side. */
export type RowColumns = Pick<CallTree, 'function' | 'parent' | 'depth' | 'subtreeEnd' | 'self' | 'total'>;

export type ColumnsFor = (length: number) => RowColumns;

/** Those of a tree that is to be written: all 0. */
export function rowColumns(length: number): RowColumns {
  return {
    function: new Uint32Array(length),
    parent: new Int32Array(length),
    depth: new Uint32Array(length),
    subtreeEnd: new Uint32Array(length),
    self: new Float64Array(length),
    total: new Float64Array(length),
  };
}
