import { CallTreeBuilder } from '../calltree/build';
import type { Steps } from '../calltree/slices';
import type { CallTree } from '../calltree/tree';
import { FormatError } from './errors';
import { firstFrame, overStacks, valuesOf, type Extract } from './extract';

const EXCERPT = 80;
const STACK = /^([^]*\S)\s+(\d+(?:\.\d+)?)$/;

/**
 * Folded text: a stack a line, `outer;inner;innermost count`, frames split at `;`, the count after the last blank.
 * Lines of the same stack add up, blank lines are passed over, and so are comments at the head of the text (`# …`:
 * profilers such as austin say there what they recorded).
 *
 * @throws FormatError `bad-line` with the number of the first line that has no frames or no count of 0 or more.
 */
export function readFolded(text: string): CallTree {
  const builder = new CallTreeBuilder();
  let isHead = true;
  for (const [content, line] of textLines(text)) {
    isHead &&= isComment(content);
    if (!isHead) {
      addLine(builder, content, line);
    }
  }
  return builder.finish();
}

/** A stack may begin with `#` too, as Ruby's `#<Class:0x1>` does; with a blank after it, it is a comment. */
function isComment(content: string): boolean {
  return /^#(?:\s|$)/.test(content) || (content.startsWith('#') && !STACK.test(content));
}

function addLine(builder: CallTreeBuilder, content: string, line: number): void {
  const [, frames, count] = STACK.exec(content) ?? [];
  const value = Number(count);
  if (frames === undefined || !Number.isFinite(value)) {
    throw badLine(line, content);
  }
  let node = 0;
  if (value > 0) {
    for (const frame of frames.split(';')) {
      node = builder.child(node, builder.functions.intern(frame));
    }
    builder.addSelf(node, value);
  }
}

export interface FoldedStack {
  /** Root first, split by `;`. */
  stack: string;
  /** A whole number; below zero as well. */
  count: number;
}

/**
 * Folded text as Pyroscope takes it: a whole count after the last space (`counted`), or a sample a line. Lines without
 * a space before the count are passed over, and nothing is a comment.
 *
 * @throws FormatError `bad-line` with the number of the first line that ends in something else than a whole count.
 */
export function* foldedStacks(text: string, counted: boolean): Generator<FoldedStack> {
  for (const [content, line] of textLines(text)) {
    const space = content.lastIndexOf(' ');
    const stack = counted ? content.slice(0, Math.max(space, 0)) : content;
    if (stack !== '') {
      const end = counted ? content.slice(space + 1) : '1';
      if (!/^[+-]?\d+$/.test(end) || !Number.isSafeInteger(Number(end))) {
        throw badLine(line, content);
      }
      yield { stack, count: Number(end) };
    }
  }
}

/** Lines without what surrounds them, and their numbers from 1; blank ones are left out. */
function* textLines(text: string): Generator<[content: string, line: number]> {
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const content = text.slice(start, end).trim();
    line++;
    if (content !== '') {
      yield [content, line];
    }
    start = end + 1;
  }
}

function badLine(line: number, content: string): FormatError {
  return new FormatError('bad-line', { line, text: content.slice(0, EXCERPT) });
}

/**
 * A line for each node that has self, in the tree's order, in parts; of a comparison with two counts, as
 * `difffolded.pl` writes them. Counts that are divided are rounded to
 * whole numbers. The root named `total` is no frame. A `;` or line break inside
 * a name would split it, and is written as `:` or a blank.
 */
export function* writeFolded(extract: Extract): Steps<string[]> {
  const { functions, depth, function: functionOf } = extract.tree;
  const names = functions.names.map((name) => name.replace(/;/g, ':').replace(/[\r\n]+/g, ' '));
  const first = firstFrame(extract);
  // The frames above each depth, so that a deep stack is put together only where a line is written.
  const path: string[] = [];
  const lines: string[] = [];
  yield* overStacks(extract, (node, write) => {
    const at = depth[node] - depth[first];
    path.length = at;
    path[at] = names[functionOf[node]];
    const values = write ? valuesOf(extract, node, extract.divisor !== undefined) : [];
    if (values.some((value) => value > 0)) {
      lines.push(`${path.join(';')} ${values.join(' ')}\n`);
    }
  });
  if (lines.length > 0 && isComment(lines[0])) {
    // A stack of nothing ends the head of the text.
    lines.unshift('total 0\n');
  }
  return lines;
}
