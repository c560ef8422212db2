import { invalid } from '../errors/connectError';
import type { Limits } from '../limits';
import type { SampleColumns } from '../storage/sampleColumns';
import type { Symbols } from '../storage/symbols';

const EXCERPT = 80;

/**
 * The samples of a text of stacks: a line a stack, functions root first and separated by `;`, then a space and a count
 * (`counted`), or every line a single sample. As in Pyroscope, lines without a space are left out.
 * @throws ConnectError invalid_argument for a line that ends in something else than a whole count.
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
  text.split('\n').forEach((line, index) => {
    const trimmed = line.trim();
    const space = trimmed.lastIndexOf(' ');
    const functions = counted ? trimmed.slice(0, Math.max(space, 0)) : trimmed;
    if (functions === '') {
      return;
    }
    const count = counted ? wholeNumber(trimmed.slice(space + 1)) : 1;
    if (count === undefined) {
      throw invalid(
        `line ${index + 1} is no folded stack, with a whole count after its last space: ${JSON.stringify(trimmed.slice(0, EXCERPT))}`
      );
    }
    if (count <= 0) {
      return;
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
  });
  return { length: stacks.length, stack: Uint32Array.from(stacks), value: Float64Array.from(values) };
}

function wholeNumber(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}
