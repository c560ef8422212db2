import { RE2JS } from 're2js';
import type { FunctionIndex } from '../calltree/tree';

/** What a profile says of frames that only its profiler cares for: regular expressions of whole function names. */
export interface DropFrames {
  readonly drop: string;
  /** Names that stay although `drop` matches them; `''` for none. */
  readonly keep: string;
}

/** A location's frames, innermost first. */
export interface LocationFrames {
  readonly frames: readonly FunctionIndex[];
  /** Of those, how many at the inner end go; with all of them, what the location calls goes as well. */
  readonly dropped: number;
}

/**
 * The test of which names are dropped, or undefined where none are. As in `go tool pprof`, a name counts up to its
 * argument list, and an expression that is none drops nothing.
 */
export function droppedNames({ drop, keep }: DropFrames): ((name: string) => boolean) | undefined {
  if (drop === '') {
    return undefined;
  }
  try {
    const dropped = RE2JS.compile(drop);
    const kept = keep === '' ? undefined : RE2JS.compile(keep);
    return (name) => {
      const plain = withoutArguments(name);
      return dropped.matches(plain) && !kept?.matches(plain);
    };
  } catch {
    return undefined;
  }
}

function withoutArguments(name: string): string {
  const plain = name.startsWith('.') ? name.slice(1) : name;
  for (const { 0: found, index } of plain.matchAll(/\(anonymous namespace\)|operator\(\)|\(/g)) {
    if (found === '(') {
      return plain.slice(0, index);
    }
  }
  return plain;
}

/** How many frames of a location go: the outermost one that is dropped and all that it calls. */
export function droppedFrames(frames: readonly FunctionIndex[], isDropped: (fn: FunctionIndex) => boolean): number {
  let count = frames.length;
  while (count > 0 && !isDropped(frames[count - 1])) {
    count--;
  }
  return count;
}

/**
 * Where a stack, innermost location first, starts once what is dropped is gone. Frames outside the first location that
 * stays whole do not end it, so that something is left.
 */
export function firstKept(stack: readonly LocationFrames[]): number {
  let foundWhole = false;
  for (let i = stack.length - 1; i >= 0; i--) {
    const { frames, dropped } = stack[i];
    if (dropped === 0) {
      foundWhole = true;
    } else if (foundWhole) {
      return dropped === frames.length ? i + 1 : i;
    }
  }
  return 0;
}
