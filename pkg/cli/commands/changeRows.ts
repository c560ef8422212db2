import { openTree } from '../../calltree/operations/openTree';
import type { CallTree } from '../../calltree/tree';

/** A function's figures on both sides, in the unit of the profile; recursion counted once. */
export interface ChangeRow {
  name: string;
  self: number;
  selfRight: number;
  total: number;
  totalRight: number;
}

/** Each function's figures on both sides, by how much its own changed. */
export async function changeRows(tree: CallTree): Promise<ChangeRow[]> {
  const table = await openTree(tree).topTable();
  const rows = Array.from({ length: table.length }, (_, row) => ({
    name: tree.functions.names[table.function[row]],
    self: table.self[row],
    selfRight: table.selfRight![row],
    total: table.total[row],
    totalRight: table.totalRight![row],
  }));
  const moved = (row: ChangeRow) => Math.abs(row.selfRight - row.self);
  const under = (row: ChangeRow) => Math.abs(row.totalRight - row.total);
  return rows.sort(
    (one, other) => moved(other) - moved(one) || under(other) - under(one) || (one.name < other.name ? -1 : 1)
  );
}
