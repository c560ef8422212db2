import { useCallback, useMemo } from 'react';
import { stepName, type CallPath } from '../../../pkg/calltree/callPath';
import { calleesOf } from '../../../pkg/calltree/around/callees';
import { callersOf } from '../../../pkg/calltree/around/callers';
import type { Regrouped } from '../../../pkg/calltree/around/regroup';
import { inSlices } from '../../../pkg/calltree/slices';
import {
  NONE,
  type CallTree,
  type FunctionIndex,
  type FunctionTable,
  type NodeIndex,
} from '../../../pkg/calltree/tree';
import { useTreeOperation } from '../useTreeOperation';

/** Half a pixel of a graph that is 8,000 pixels wide: nothing that is drawn is left out. */
const FINEST = 1 / 16_384;

export interface Around extends Regrouped {
  /** What it is made of. While the next one is made, this stays. */
  of: CallTree;
  function: FunctionIndex;
}

/** Who calls a function or what it calls, in detail where `path` leads; undefined for no function (`NONE`). */
export function useAround(
  of: CallTree,
  fn: FunctionIndex,
  root: NodeIndex,
  side: 'callers' | 'callees',
  path: CallPath
): Around | undefined {
  const within = useMemo(() => functionsOf(of.functions, path), [of, path]);
  const ask = useCallback(
    async (signal: AbortSignal): Promise<Around> => {
      const work = side === 'callers' ? callersOf : calleesOf;
      return {
        of,
        function: fn,
        ...(await inSlices(work(of, fn, root, { within, finest: FINEST }), signal)),
      };
    },
    [of, fn, root, side, within]
  );
  return useTreeOperation(fn === NONE ? undefined : ask, 'at once');
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
