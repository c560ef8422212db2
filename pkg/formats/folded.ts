import { CallTreeBuilder } from '../calltree/build';
import { isSyntheticRoot } from '../calltree/root';
import type { CallTree } from '../calltree/tree';
import { FormatError } from './errors';

const EXCERPT = 80;

/**
 * Folded text: a stack a line, `outer;inner;innermost count`, frames split at `;`, the count after the last blank.
 * Lines of the same stack add up, blank lines are passed over.
 *
 * @throws FormatError `bad-line` with the number of the first line that has no frames or no count of 0 or more.
 */
export function readFolded(text: string): CallTree {
  const builder = new CallTreeBuilder();
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    line++;
    addLine(builder, text.slice(start, end).trim(), line);
    start = end + 1;
  }
  return builder.finish();
}

function addLine(builder: CallTreeBuilder, content: string, line: number): void {
  if (content === '') {
    return;
  }
  const [, frames, count] = /^([^]*\S)\s+(\d+(?:\.\d+)?)$/.exec(content) ?? [];
  const value = Number(count);
  if (frames === undefined || !Number.isFinite(value)) {
    throw new FormatError('bad-line', { line, text: content.slice(0, EXCERPT) });
  }
  let node = 0;
  if (value > 0) {
    for (const frame of frames.split(';')) {
      node = builder.child(node, builder.functions.intern(frame));
    }
    builder.addSelf(node, value);
  }
}

/**
 * A line for each node that has self, in the tree's order; for a comparison, of the left-hand side. The root named
 * `total` is no frame. A `;` or line break inside a name would split it, and is written as `:` or a blank.
 */
export function writeFolded(tree: CallTree): string {
  const names = tree.functions.names.map((name) => name.replace(/;/g, ':').replace(/[\r\n]+/g, ' '));
  const firstDepth = isSyntheticRoot(tree) ? 1 : 0;
  // The frames above each depth, so that a deep stack is put together only where a line is written.
  const path: string[] = [];
  const lines: string[] = [];
  for (let node = 0; node < tree.length; node++) {
    const depth = tree.depth[node];
    path.length = depth;
    path[depth] = names[tree.function[node]];
    if (tree.self[node] > 0 && depth >= firstDepth) {
      lines.push(`${path.slice(firstDepth).join(';')} ${tree.self[node]}\n`);
    }
  }
  return lines.join('');
}
