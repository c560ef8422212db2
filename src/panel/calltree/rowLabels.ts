import type { OpenRows } from '../../../pkg/calltree/rows/openRows';
import { nodeName, type NodeIndex } from '../../../pkg/calltree/tree';
import { distinctLabels } from '../../../pkg/flamegraph/names/distinctLabels';
import { labelsOf } from '../../../pkg/flamegraph/names/labels';
import { functionText } from '../../wording/functionText';
import type { TreeColumns } from './treeColumns';

/** So many of a function's callees have names of which no two read the same. */
const BLOCK = 200;

/** What stands in a row: no two callees of a function read the same. Worked out when one of them comes on screen. */
export function rowLabels(
  rows: OpenRows,
  { nameRoom }: TreeColumns,
  shown: (name: string) => string
): (node: NodeIndex) => string {
  const { tree, root } = rows;
  const labels = labelsOf(tree.functions, shown);
  const known = new Map<NodeIndex, string>();
  return (node) => {
    if (!known.has(node)) {
      const siblings = node === root ? [node] : rows.childrenOf(tree.parent[node]);
      const from = Math.floor(Math.max(0, siblings.indexOf(node)) / BLOCK) * BLOCK;
      const block = siblings.slice(from, from + BLOCK);
      const names = block.map((one) => functionText(nodeName(tree, one)));
      const texts = distinctLabels(names, Math.max(1, nameRoom(rows.levelOf(node))), (at) =>
        labels(tree.function[block[at]])
      );
      block.forEach((one, at) => known.set(one, texts[at]));
    }
    return known.get(node) ?? '';
  };
}
