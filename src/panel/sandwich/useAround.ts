import { useCallback, useMemo } from 'react';
import { stepName, type CallPath } from '../../../pkg/calltree/callPath';
import { calleesOf } from '../../../pkg/calltree/around/callees';
import { callersOf } from '../../../pkg/calltree/around/callers';
import type { Regrouped } from '../../../pkg/calltree/around/regroup';
import { SharedAnswers } from '../../../pkg/calltree/operations/shared';
import { inSlices } from '../../../pkg/calltree/slices';
import {
  NONE,
  type CallTree,
  type FunctionIndex,
  type FunctionTable,
  type NodeIndex,
} from '../../../pkg/calltree/tree';
import { useTreeOperation } from '../useTreeOperation';

/** Graphs up to twice as wide as this, in pixels, are worked out alike; wider ones by twice as much again. */
const NARROWEST = 512;

const made = { callers: new SharedAnswers<Around>(), callees: new SharedAnswers<Around>() };

export interface Around extends Regrouped {
  /** What it is made of. While the next one is made, this stays. */
  of: CallTree;
  function: FunctionIndex;
}

/**
 * Who calls a function or what it calls, in detail where `path` leads and as far as it can be seen in a graph of this
 * width; undefined for no function (`NONE`).
 */
export function useAround(
  of: CallTree,
  fn: FunctionIndex,
  root: NodeIndex,
  side: 'callers' | 'callees',
  path: CallPath,
  width: number
): Around | undefined {
  const within = useMemo(() => functionsOf(of.functions, path), [of, path]);
  const finest = finestIn(width);
  const ask = useCallback(
    (signal: AbortSignal) => askAround({ of, function: fn, root, side, within, finest }, signal),
    [of, fn, root, side, within, finest]
  );
  return useTreeOperation(fn === NONE ? undefined : ask, 'with rests');
}

interface Question {
  of: CallTree;
  function: FunctionIndex;
  root: NodeIndex;
  side: 'callers' | 'callees';
  within: readonly FunctionIndex[];
  finest: number;
}

/** Worked out once for all who ask. */
export function askAround(
  { of, function: fn, root, side, within, finest }: Question,
  signal: AbortSignal
): Promise<Around> {
  const work = side === 'callers' ? callersOf : calleesOf;
  const working = async (given: AbortSignal) => ({
    of,
    function: fn,
    ...(await inSlices(work(of, fn, root, { within, finest }), given)),
  });
  return made[side].ask(of, [fn, root, finest, ...within].join(), working, signal);
}

/** Half a pixel, or a quarter: nothing that is drawn is left out, and a little wider a graph needs no new one. */
export function finestIn(width: number): number {
  let room = NARROWEST;
  while (room < width) {
    room *= 2;
  }
  return 1 / (2 * room);
}

/** The functions on a way, by their names. */
export function functionsOf({ names }: FunctionTable, path: CallPath): FunctionIndex[] {
  if (path.length === 0) {
    return [];
  }
  const wanted = new Map<string, FunctionIndex>(path.map((step) => [stepName(step), NONE]));
  names.forEach((name, fn) => {
    if (wanted.get(name) === NONE) {
      wanted.set(name, fn);
    }
  });
  return path.map((step) => wanted.get(stepName(step)) ?? NONE);
}
