import { findCallPath, stepName, type CallPath } from '../../../pkg/calltree/callPath';
import { inSlices, type Steps } from '../../../pkg/calltree/slices';
import { droppingFrames, keepingFrames } from '../../../pkg/calltree/transforms/frames';
import { groupingFrames } from '../../../pkg/calltree/transforms/groups';
import { inverting } from '../../../pkg/calltree/transforms/inverting';
import {
  outliningDropped,
  outliningGrouped,
  outliningKept,
  outliningStarted,
} from '../../../pkg/calltree/transforms/outlines';
import { collapsingRecursion } from '../../../pkg/calltree/transforms/recursion';
import { hidingStacks, showingStacks, showingSubtree, startingStacks } from '../../../pkg/calltree/transforms/stacks';
import { NONE, type CallTree, type FunctionIndex } from '../../../pkg/calltree/tree';
import { isIdle } from '../../../pkg/flamegraph/languages/idle';
import { originsOf, rememberOrigins } from '../../../pkg/flamegraph/origin';
import { ownTask, painted } from '../nextPaint';
import { outlineSuits } from '../view/outlineSuits';
import { compileSearch } from '../view/search';
import type { ViewState } from '../view/viewState';
import { groupsBy, packageAsGroup } from './frameGroups';
import type { FilterKind, Transform } from './transform';

/** What became of a transform that did not do what it is for. */
export type Outcome = { problem: 'pattern'; text: string } | { problem: 'matches-nothing' };

export interface Applied {
  tree: CallTree;
  /** What was transformed. */
  of: CallTree;
  /** In the order of the transforms; undefined where all is well, and for what is off. */
  outcomes: ReadonlyArray<Outcome | undefined>;
  /** Of an outline, which has a graph's visible nodes and no sums: whether it may be shown in a view. */
  suits?: (state: ViewState) => boolean;
}

type ShowOutline = (outline: CallTree) => Promise<void>;

/** Functions between two rests: each may be a long text, held against a slow pattern. */
const FUNCTIONS_PER_STEP = 32;
/** Half a pixel of a graph that is 8,000 pixels wide: nothing that is drawn is left out. */
const FINEST = 1 / 16_384;
/** A transform of so many nodes takes longer than their outline. */
export const MANY = 50_000;
/** A pixel of a graph that is 2,000 pixels wide. */
export const FINEST_OUTLINE = 1 / 2048;
/** So many trees made of one tree are kept, for going back and forth. */
const KEPT = 3;

type Made = { key: string; tree: CallTree; outcome: Outcome | undefined };
const made = new WeakMap<CallTree, Made[]>();

/**
 * What transforms make of a profile, one after the other, in slices. `within` is where the user looks. `show` is handed
 * what can be shown first: the outline, where the tree takes a while and the view `outlinedFor` can show it.
 */
export async function applyTransforms(
  tree: CallTree,
  transforms: readonly Transform[],
  within: CallPath,
  signal?: AbortSignal,
  show?: (first: Applied) => void,
  outlinedFor?: ViewState | false
): Promise<Applied> {
  const outcomes: Array<Outcome | undefined> = [];
  const last = transforms.findLastIndex(({ off }) => !off);
  let shaped = tree;
  let outlined = false;
  const mayOutline = outlinedFor && outlineSuits(outlinedFor);
  for (const [at, { off, ...transform }] of transforms.entries()) {
    if (off) {
      outcomes.push(undefined);
      continue;
    }
    const key = JSON.stringify(transform.kind === 'invert' ? [transform, within] : transform);
    const known = made.get(shaped) ?? [];
    let next = known.find((one) => one.key === key);
    if (!next) {
      const draft = mayOutline && at === last && shaped.length > MANY ? show : undefined;
      const showOutline =
        draft &&
        (async (outline: CallTree) => {
          outlined = true;
          draft({ tree: { ...outline, isOutline: true }, of: tree, outcomes: [...outcomes], suits: outlineSuits });
          // The picture of it comes before the rest of the work.
          await ownTask();
          await painted();
        });
      next = { key, ...(await apply(shaped, transform, within, signal, showOutline)) };
    }
    made.set(shaped, [next, ...known.filter((one) => one !== next)].slice(0, KEPT));
    outcomes.push(next.outcome);
    shaped = next.tree;
  }
  const applied = { tree: shaped, of: tree, outcomes };
  if (!outlined) {
    show?.(applied);
  }
  return applied;
}

async function apply(
  tree: CallTree,
  transform: Transform,
  within: CallPath,
  signal: AbortSignal | undefined,
  showOutline: ShowOutline | undefined
): Promise<Omit<Made, 'key'>> {
  const { functions } = tree;
  const run = async (work: Steps<CallTree>, outlining?: Steps<CallTree | undefined>) => {
    const outline = outlining && showOutline && (await inSlices(outlining, signal));
    if (outline) {
      await showOutline?.(outline);
    }
    return { tree: await inSlices(work, signal), outcome: undefined };
  };
  const marking = (test: (fn: FunctionIndex) => boolean) => inSlices(marks(functions.names.length, test), signal);
  const isOwn = (fn: FunctionIndex) => originsOf(functions)(fn).ownership === 'own';

  switch (transform.kind) {
    case 'subtree': {
      const node = findCallPath(tree, transform.path);
      return node === NONE ? nothingOf(tree) : run(showingSubtree(tree, node));
    }
    case 'recursion': {
      const { name } = transform;
      const fn = name === undefined ? undefined : functions.names.indexOf(name);
      return fn === NONE ? { tree, outcome: { problem: 'matches-nothing' } } : run(collapsingRecursion(tree, fn));
    }
    case 'application': {
      const own = await marking(isOwn);
      return run(keepingFrames(tree, own), outliningKept(tree, own, FINEST_OUTLINE));
    }
    case 'runtime': {
      const origin = originsOf(functions);
      const idle = await marking((fn) => isIdle(functions.names[fn], origin(fn)));
      const ofRuntime = await marking((fn) => origin(fn).ownership === 'runtime');
      return run(droppingFrames(tree, ofRuntime, idle), outliningDropped(tree, ofRuntime, FINEST_OUTLINE, idle));
    }
    case 'invert': {
      const way = within.map((step) => functions.names.indexOf(stepName(step)));
      return run(
        inverting(tree, { within: way, finest: FINEST }),
        inverting(tree, { within: way, finest: FINEST_OUTLINE })
      );
    }
    case 'collapse':
    case 'group': {
      const grouped = await inSlices(
        transform.kind === 'group' ? groupsBy(functions, transform.by) : packageAsGroup(functions, transform.package),
        signal
      );
      if (!grouped) {
        return { tree, outcome: { problem: 'matches-nothing' } };
      }
      rememberOrigins(grouped.groups.functions, grouped.origins);
      return run(groupingFrames(tree, grouped.groups), outliningGrouped(tree, grouped.groups, FINEST_OUTLINE));
    }
    default: {
      const { text, match } = transform;
      const { test, error } =
        match === 'name'
          ? { test: (name: string) => name === text, error: undefined }
          : await compileSearch({ text, regex: match === 'regex' });
      if (!test) {
        return { tree, outcome: { problem: 'pattern', text: error } };
      }
      const marked = await marking((fn) => test(functions.names[fn]));
      const { filter, outline } = FILTERS[transform.kind];
      const result = await run(filter(tree, marked), outline?.(tree, marked, FINEST_OUTLINE));
      return marked.includes(1) ? result : { ...result, outcome: { problem: 'matches-nothing' } };
    }
  }
}

interface Filter {
  filter(tree: CallTree, marks: Uint8Array): Steps<CallTree>;
  outline?(tree: CallTree, marks: Uint8Array, finest: number): Steps<CallTree | undefined>;
}

const FILTERS: Record<FilterKind, Filter> = {
  through: { filter: showingStacks },
  hide: { filter: hidingStacks },
  from: { filter: startingStacks, outline: outliningStarted },
  drop: { filter: droppingFrames, outline: outliningDropped },
  keep: { filter: keepingFrames, outline: outliningKept },
};

function* marks(functions: number, test: (fn: FunctionIndex) => boolean): Steps<Uint8Array> {
  const marked = new Uint8Array(functions);
  for (let fn = 0; fn < functions; fn++) {
    marked[fn] = test(fn) ? 1 : 0;
    if (fn % FUNCTIONS_PER_STEP === 0) {
      yield;
    }
  }
  return marked;
}

async function nothingOf(tree: CallTree): Promise<Omit<Made, 'key'>> {
  const nothing = await inSlices(showingStacks(tree, new Uint8Array(tree.functions.names.length)));
  return { tree: nothing, outcome: { problem: 'matches-nothing' } };
}
