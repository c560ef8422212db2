import { openTree } from '../../calltree/operations/openTree';
import type { CallTree } from '../../calltree/tree';
import { withoutGoShapes } from '../ingest/functionName';

/** What `go tool pprof -top` says of a profile: of each function self and total, in the smallest unit. */
export interface ExactTop {
  total: number;
  functions: Record<string, [flat: number, cum: number]>;
}

/**
 * The functions whose self or total are not pprof's. Where several of pprof's names differ only in the shapes of their
 * type parameters they are one function here: its self is their sum, and its total is between the largest and the sum
 * of theirs.
 */
export async function topDifferences(tree: CallTree, exact: ExactTop): Promise<string[]> {
  const expected = new Map<string, Array<[number, number]>>();
  for (const [name, figures] of Object.entries(exact.functions)) {
    const plain = withoutGoShapes(name);
    expected.set(plain, [...(expected.get(plain) ?? []), figures]);
  }
  const table = await openTree(tree).topTable();
  const actual = new Map<string, { self: number; total: number }>();
  for (let row = 0; row < table.length; row++) {
    actual.set(tree.functions.names[table.function[row]], { self: table.self[row], total: table.total[row] });
  }
  const wrong: string[] = [];
  for (const name of new Set([...expected.keys(), ...actual.keys()])) {
    const { self, total } = actual.get(name) ?? { self: 0, total: 0 };
    const figures = expected.get(name) ?? [[0, 0]];
    const flat = figures.reduce((sum, [value]) => sum + value, 0);
    const least = Math.max(...figures.map(([, cum]) => cum));
    const most = figures.reduce((sum, [, cum]) => sum + cum, 0);
    if (self !== flat || total < least || total > most) {
      wrong.push(`${name}: self ${self}, total ${total}; pprof says ${JSON.stringify(figures)}`);
    }
  }
  return wrong;
}
