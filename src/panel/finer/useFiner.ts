import { startTransition, useEffect, useMemo, useRef, useState } from 'react';
import type { DataFrame } from '@grafana/data';
import type { CallPath } from '../../../pkg/calltree/callPath';
import type { CallTree } from '../../../pkg/calltree/tree';
import { askAgainOf } from '../../frames/askAgain';
import { loadCode } from '../../loading/loadCode';

/** How what was left out is being asked for, or what came of it. */
export type FinerState =
  | { kind: 'asking most'; progress?: string }
  | { kind: 'asking below' }
  /** All that the server allows is shown: so many nodes were asked for. */
  | { kind: 'most'; maxNodes?: number }
  | { kind: 'path ignored' }
  | { kind: 'failed'; reason: string };

export interface Finer {
  /** The profile, with what has been opened of it. */
  tree: CallTree;
  state?: FinerState;
  /** Undefined where nobody can be asked. */
  askForMost?(): void;
  cancel(): void;
}

/** How long a user rests on a focus before the server is asked what is below it. */
const REST = 300;

interface Known {
  /** The tree as it was answered, which all this is about. */
  base: CallTree;
  tree: CallTree;
  state?: FinerState;
}

/**
 * Opens what a server folded into `other`: below a focus by itself, once the user rests there, and everywhere when the
 * user asks for it. It is for what is shown now: an answer to a refresh begins anew.
 */
export function useFiner(frame: DataFrame | undefined, base: CallTree | undefined, focus: CallPath): Finer | undefined {
  const again = useMemo(() => frame && askAgainOf(frame), [frame]);
  const [last, setKnown] = useState<Known>();
  const known = base && (last?.base === base ? last : { base, tree: base });
  const asked = useRef(new Set<string>());
  const ignored = useRef(false);
  const most = useRef<AbortController | undefined>(undefined);

  useEffect(() => {
    asked.current.clear();
    return () => most.current?.abort();
  }, [base]);

  const set = (change: Partial<Known>) =>
    startTransition(() =>
      setKnown((before) => (base ? { ...(before?.base === base ? before : { base, tree: base }), ...change } : before))
    );
  const latest = useRef(known);
  useEffect(() => {
    latest.current = known;
  });
  const path = JSON.stringify(focus);

  useEffect(() => {
    // What was said of another focus.
    if (latest.current?.state?.kind === 'asking below' || latest.current?.state?.kind === 'failed') {
      set({ state: undefined });
    }
    if (!again || !base || focus.length === 0 || ignored.current || asked.current.has(path)) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const open = async () => {
      const { openOther } = await loadCode(() => import(/* webpackChunkName: "panel-words" */ './openOther'));
      const shown = latest.current;
      if (signal.aborted || !shown || shown.state?.kind === 'asking most') {
        return;
      }
      const say = () => set({ state: { kind: 'asking below' } });
      const opened = await openOther(shown.tree, focus, again, signal, say);
      asked.current.add(path);
      if (latest.current?.tree !== shown.tree) {
        return;
      }
      ignored.current = opened !== undefined && 'pathIgnored' in opened;
      if (!signal.aborted) {
        set({
          ...(opened && 'tree' in opened && opened),
          state: ignored.current ? { kind: 'path ignored' } : undefined,
        });
      }
    };
    const timer = setTimeout(
      () =>
        open().catch((error: unknown) => {
          if (!signal.aborted) {
            asked.current.add(path);
            set({ state: { kind: 'failed', reason: (error as Error).message } });
          }
        }),
      REST
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
    // What is opened below one focus does not ask for it again, and `path` is all of the focus.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [again, base, path]);

  const askForMost = async () => {
    most.current?.abort();
    const controller = (most.current = new AbortController());
    const { signal } = controller;
    set({ state: { kind: 'asking most' } });
    try {
      const finer = await again!.most(signal, (progress) => set({ state: { kind: 'asking most', progress } }));
      if (!signal.aborted) {
        set({ tree: finer.tree, state: { kind: 'most', maxNodes: finer.maxNodes } });
      }
    } catch (error) {
      if (!signal.aborted) {
        set({ state: { kind: 'failed', reason: (error as Error).message } });
      }
    }
  };

  return (
    known && {
      tree: known.tree,
      state: known.state,
      ...(again && { askForMost: () => void askForMost() }),
      cancel: () => {
        most.current?.abort();
        set({ state: undefined });
      },
    }
  );
}
