import type { CallTree, FunctionIndex, NodeIndex } from '../../calltree/tree';

/** For each node its row and the node whose bar stands for it, from the root down, by following each chain to its end. */
export function naiveFolds(
  tree: CallTree,
  mayFold: (fn: FunctionIndex) => boolean,
  open: readonly NodeIndex[],
  above?: Uint8Array
): Array<{ row: number; barNode: NodeIndex }> {
  const callees = Array.from({ length: tree.length }, (): NodeIndex[] => []);
  tree.parent.forEach((caller, node) => callees[caller]?.push(node));
  const placed: Array<{ row: number; barNode: NodeIndex }> = [];
  const goesOn = (first: NodeIndex, callee: NodeIndex) =>
    sidesOf(tree, first).every(({ total: whole }, side) => {
      const { self, total } = sidesOf(tree, callee)[side];
      return total >= 0.95 * whole && self <= (1 - 0.95) * whole;
    }) && sidesOf(tree, first).some(({ total }) => total > 0);

  const place = (node: NodeIndex, row: number) => {
    const chain = [node];
    if (node !== 0 && mayFold(tree.function[node])) {
      for (let last: NodeIndex | undefined = node; last !== undefined;) {
        last = callees[last].find((one) => goesOn(node, one) && mayFold(tree.function[one]));
        if (last !== undefined) {
          chain.push(last);
        }
      }
    }
    const inFull = chain.some((one) => open.includes(one));
    chain.forEach((one, at) => {
      placed[one] = inFull ? { row: row + at, barNode: one } : { row, barNode: node };
      for (const callee of callees[one]) {
        if (!chain.includes(callee)) {
          place(callee, placed[one].row + 1);
        }
      }
    });
  };
  const shown = Array.from(callees.keys()).filter((node) => node === 0 || above?.[node] === 1);
  if (above && !open.some((node) => node !== 0 && shown.includes(node))) {
    for (const node of shown) {
      placed[node] = { row: 0, barNode: 0 };
      callees[node].filter((callee) => !shown.includes(callee)).forEach((callee) => place(callee, 1));
    }
  } else if (above) {
    for (const node of shown) {
      placed[node] = { row: tree.depth[node], barNode: node };
      callees[node].filter((callee) => !shown.includes(callee)).forEach((callee) => place(callee, tree.depth[callee]));
    }
  } else {
    place(0, 0);
  }
  return placed;
}

function sidesOf({ self, total, selfRight, totalRight }: CallTree, node: NodeIndex) {
  const left = { self: self[node], total: total[node] };
  return selfRight && totalRight ? [left, { self: selfRight[node], total: totalRight[node] }] : [left];
}
