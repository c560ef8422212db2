import type { Limits } from '../limits';
import type { SampleColumns } from '../storage/sampleColumns';
import type { Symbols } from '../storage/symbols';

/**
 * The samples of a text of stacks: a line a stack, functions root first and separated by `;`, then a space and a count
 * (`counted`), or every line a single sample. Lines without a count are left out.
 */
export function foldedSamples(
  text: string,
  counted: boolean,
  scale: number,
  symbols: Symbols,
  limits: Limits
): SampleColumns {
  const stacks: number[] = [];
  const values: number[] = [];
  const maxDepth = limits.maxStackDepth || Infinity;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    const space = trimmed.lastIndexOf(' ');
    const count = counted ? Number(trimmed.slice(space + 1)) : 1;
    const functions = counted ? trimmed.slice(0, Math.max(space, 0)) : trimmed;
    if (functions === '' || !Number.isSafeInteger(count) || count <= 0) {
      continue;
    }
    let stack = 0;
    let depth = 0;
    for (const name of functions.split(';')) {
      if (depth++ === maxDepth) {
        break;
      }
      stack = symbols.stack(stack, symbols.frame(symbols.function(name, '', 0), 0, ''));
    }
    stacks.push(stack);
    values.push(count * scale);
  }
  return { length: stacks.length, stack: Uint32Array.from(stacks), value: Float64Array.from(values) };
}
