import { inSlices, type Steps } from '../../../pkg/calltree/slices';
import { outliningDropped } from '../../../pkg/calltree/transforms/outlines';
import type { CallTree, FunctionTable } from '../../../pkg/calltree/tree';
import { originsOf } from '../../../pkg/flamegraph/origin';
import { FINEST_OUTLINE, MANY } from './applyTransforms';

const FUNCTIONS_PER_STEP = 64;

/** Makes what takes longest of a first transform shorter, while the user chooses one. */
export async function getReady(tree: CallTree, signal: AbortSignal): Promise<void> {
  if (tree.length < MANY) {
    return;
  }
  // Half of all transforms ask of every name where it comes from.
  await inSlices(knowingOrigins(tree.functions), signal);
  // Engines run code several times as fast once it has been at work for a while.
  await inSlices(outliningDropped(tree, new Uint8Array(tree.functions.names.length), FINEST_OUTLINE), signal);
}

function* knowingOrigins(functions: FunctionTable): Steps<void> {
  const origin = originsOf(functions);
  for (let fn = 0; fn < functions.names.length; fn++) {
    origin(fn);
    if (fn % FUNCTIONS_PER_STEP === 0) {
      yield;
    }
  }
}
