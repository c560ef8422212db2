import { CallTreeBuilder } from '../calltree/build';
import { writeFlameGraphResponse } from '../pyroscope/flamegraph/flamegraphWriter';
import { levelsFromCallTree } from '../pyroscope/flamegraph/levels';
import type { TreeService } from './treeService';

/** So often that engines have compiled what reads answers: a tenth of a second of work in all. */
const TIMES = 60;

/**
 * Reads a small made-up answer again and again, a millisecond or two at a time, until `wanted` is false: while the
 * server works on the first real one, which is then read in three quarters of the time (a million nodes: 200 ms for
 * 255).
 */
export function warmUp(service: TreeService, wanted: () => boolean): void {
  const answer = { call: '', bytes: exampleAnswer(), compared: false };
  let times = 0;
  const next = () => {
    if (wanted() && times++ < TIMES) {
      service.answer({ ask: 'read', id: 0, answer });
      setTimeout(next);
    }
  };
  setTimeout(next);
}

/** An answer of some 5,000 nodes, with numbers as large as those of real ones. */
function exampleAnswer(): Uint8Array<ArrayBuffer> {
  const builder = new CallTreeBuilder();
  const names = Array.from({ length: 100 }, (_, at) => builder.functions.intern(`example.function${at}`));
  for (let stack = 0; stack < 700; stack++) {
    const frames = Array.from({ length: 10 }, (_, depth) => names[(stack * 7 ** depth) % names.length]);
    builder.add(frames, (1 + (stack % 90)) * 10_000_000);
  }
  return new Uint8Array(writeFlameGraphResponse(levelsFromCallTree(builder.finish())));
}
