import { nodeName, type CallTree, type NodeIndex } from '../../calltree/tree';
import { amountText, shareText } from '../amounts';
import { fitted, printable, type Terminal } from '../terminal';

/** Subtrees with less of the whole are summed up in a line. */
const LEAST_SHARE = 0.01;
/** Indented no further: a call path may be thousands of frames deep. */
const MOST_INDENT = 40;

/** The call tree, heaviest callees first, without recursion into what is below one per cent. */
export function printTree(tree: CallTree, unit: string, limit: number, terminal: Terminal): void {
  const { width = Infinity } = terminal;
  const whole = tree.total[0];
  let lines = 0;
  const open: NodeIndex[] = [0];
  while (open.length > 0 && lines < limit) {
    const node = open.pop()!;
    const figures = `${amountText(tree.total[node], unit).padStart(9)}  ${shareText(tree.total[node], whole).padStart(6)}  `;
    const depth = tree.depth[node];
    const indent = '  '.repeat(Math.min(depth, MOST_INDENT));
    const deep = depth > MOST_INDENT ? `(${depth} deep) ` : '';
    const room = Math.max(20, width - figures.length - indent.length - deep.length);
    terminal.out(`${figures}${indent}${deep}${fitted(printable(nodeName(tree, node)), room)}`);
    lines++;
    const children: NodeIndex[] = [];
    for (let child = node + 1; child < tree.subtreeEnd[node]; child = tree.subtreeEnd[child]) {
      if (tree.total[child] >= whole * LEAST_SHARE && tree.total[child] > 0) {
        children.push(child);
      }
    }
    children.sort((one, other) => tree.total[one] - tree.total[other]);
    open.push(...children);
  }
  if (open.length > 0) {
    terminal.say('The tree goes on; --limit shows more of it.');
  }
}
