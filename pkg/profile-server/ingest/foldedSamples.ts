import { FormatError } from '../../formats/errors';
import { foldedStacks } from '../../formats/folded';
import { invalid } from '../errors/connectError';
import { checkFrames } from './convertPprof';
import type { Limits } from '../limits';
import type { SampleColumns } from '../storage/sampleColumns';
import type { Symbols } from '../storage/symbols';

/** What a stack counts beside its frames, against what a profile may hold. */
const STACK_COST = 8;
const MAX_VALUE = 2 ** 63;

/** What each stack of a folded text is worth, by the stack's text. */
export type FoldedSums = ReadonlyMap<string, number>;

/**
 * Adds up the stacks of a text, each count worth `scale`.
 * @throws ConnectError invalid_argument for more than a profile may hold
 * @throws FoldedError for a line that ends in something else than a whole count
 */
export function foldedSums(text: string, counted: boolean, scale: number, limits: Limits): FoldedSums {
  const sums = new Map<string, number>();
  let frames = 0;
  try {
    for (const { stack, count } of foldedStacks(text, counted)) {
      if (count <= 0 || scale === 0) {
        continue;
      }
      const known = sums.get(stack);
      if (known === undefined) {
        frames += STACK_COST + framesOf(stack).length;
        checkFrames(frames);
      }
      const sum = (known ?? 0) + count * scale;
      if (sum >= MAX_VALUE) {
        throw invalid(`the count of a stack is more than 64 bits hold: ${JSON.stringify(stack.slice(0, 80))}`);
      }
      sums.set(stack, sum);
      if (limits.maxProfileSamples > 0 && sums.size > limits.maxProfileSamples) {
        throw invalid(`profile stacktraces exceed the limit: more than ${limits.maxProfileSamples} samples`);
      }
    }
  } catch (error) {
    throw error instanceof FormatError ? new FoldedError(error) : error;
  }
  return sums;
}

/** A line that is no folded stack. */
export class FoldedError extends Error {
  constructor({ params: { line, text } }: FormatError) {
    super(`line ${line} is no folded stack, with a whole count after its last space: ${JSON.stringify(text)}`);
  }
}

/** Interns the stacks, to the depth that is allowed. */
export function foldedSamples(sums: FoldedSums, symbols: Symbols, limits: Limits): SampleColumns {
  const stackOf = (text: string) => {
    let stack = 0;
    for (const name of framesOf(text).slice(0, limits.maxStackDepth || undefined)) {
      stack = symbols.stack(stack, symbols.frame(symbols.function(name, '', 0), 0, ''));
    }
    return stack;
  };
  return {
    length: sums.size,
    stack: Uint32Array.from(sums.keys(), stackOf),
    value: Float64Array.from(sums.values()),
  };
}

/** A `;` at the end begins no frame. */
function framesOf(stack: string): string[] {
  const frames = stack.split(';');
  if (frames[frames.length - 1] === '') {
    frames.pop();
  }
  return frames;
}
