import { useEffect, useMemo, useState } from 'react';
import { callPathOf, findCallPath, stepName } from '../../../pkg/calltree/callPath';
import { openTree } from '../../../pkg/calltree/operations/openTree';
import { NONE, type CallTree, type NodeIndex } from '../../../pkg/calltree/tree';
import type { AskDetails } from '../../frames/askDetails';
import { knownSources, type KnownSource } from './knownSources';
import { placeOf } from './place';

export type SourceState =
  | { kind: 'nobody to ask' }
  | { kind: 'asking' }
  | { kind: 'failed'; reason: string }
  | { kind: 'answered'; source: KnownSource };

/** How long a user rests on a function before the server is asked about it. */
const REST = 250;

/**
 * Where a call of a function is written: asked once for each call path, when its details are first shown. `tree` is as it
 * is shown, `whole` the profile as it came, which alone the data source knows.
 */
export function useCallSource(
  ask: AskDetails | undefined,
  tree: CallTree,
  node: NodeIndex,
  whole: CallTree,
  labels: readonly string[]
): { state: SourceState; again(): void } {
  const [tries, setTries] = useState(0);
  const [last, setLast] = useState<{ of: object; state: SourceState }>();
  // What the question is: another function, another answer, another try.
  const of = useMemo(() => ({ ask, tree, node, whole, labels, tries }), [ask, tree, node, whole, labels, tries]);

  useEffect(() => {
    if (!ask) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    const show = (state: SourceState) => !signal.aborted && setLast({ of, state });
    const run = async () => {
      const asked = await callInProfile(tree, node, whole, signal);
      if (asked === undefined) {
        return show({ kind: 'nobody to ask' });
      }
      const known = knownSources(ask);
      const key = JSON.stringify(asked.path);
      const before = known.calls.get(key);
      if (before) {
        return show({ kind: 'answered', source: before });
      }
      await rest(signal);
      const answer = await ask.callSource(asked.path, labels, signal);
      const source = { ...answer, ...asked };
      known.calls.set(key, source);
      answer.places.forEach((place, name) => known.places.set(name, known.places.get(name) ?? place));
      const name = asked.path[asked.path.length - 1];
      const place = placeOf(source, name);
      // Of many languages it is not known where a function begins, but where it spends most.
      if (place && !known.places.get(name)?.line) {
        known.places.set(name, place);
      }
      known.labels = answer.labels;
      return show({ kind: 'answered', source });
    };
    run().catch((error: unknown) =>
      show({ kind: 'failed', reason: error instanceof Error ? error.message : `${error}` })
    );
    return () => controller.abort();
  }, [ask, tree, node, whole, labels, of]);

  const state: SourceState = !ask ? { kind: 'nobody to ask' } : last?.of === of ? last.state : { kind: 'asking' };
  return { state, again: () => setTries(tries + 1) };
}

/**
 * The call path to ask for. Transforms may have left none of the profile's: then that of the function's widest bar.
 * Undefined for what is no function of the profile, as a package that stands for all of its own.
 */
async function callInProfile(
  tree: CallTree,
  node: NodeIndex,
  whole: CallTree,
  signal: AbortSignal
): Promise<{ path: string[]; expected: number; isOther: boolean } | undefined> {
  let at = tree === whole ? node : findCallPath(whole, callPathOf(tree, node));
  const isOther = at === NONE;
  if (isOther) {
    const fn = whole.functions.names.indexOf(tree.functions.names[tree.function[node]]);
    at = fn === NONE ? NONE : await openTree(whole).widest(fn, 0, signal);
  }
  if (at === NONE || at === 0) {
    return undefined;
  }
  // A server knows functions by their names, and has no siblings of one name.
  return { path: callPathOf(whole, at).map(stepName), expected: (whole.totalRight ?? whole.total)[at], isOther };
}

function rest(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, REST);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
