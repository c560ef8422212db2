import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CallTree } from '../pkg/calltree/tree';
import { readPprof } from '../pkg/formats/pprof';
import { writeFlameGraphResponse } from '../pkg/pyroscope/flamegraph/flamegraph';
import { levelsFromCallTree } from '../pkg/pyroscope/flamegraph/levels';
import { generateTree } from './generate';

/** What is measured, smallest first: three made-up profiles, and between them a recorded one. */
export const PROFILES: Readonly<Record<string, () => CallTree>> = {
  '10k': () => generateTree(10_000),
  '100k': () => generateTree(100_000),
  tsc: recordedTree,
  '1M': () => generateTree(1_000_000),
};

/** CPU time of the TypeScript compiler at work, about 190,000 nodes. */
export function recordedTree(): CallTree {
  const file = join(__dirname, '../pkg/profile-server/samples/recorded/big-tsc-cpu.pb.gz');
  const profile = readPprof(new Uint8Array(readFileSync(file)));
  const cpu = profile.sampleTypes.findIndex(({ unit }) => unit === 'nanoseconds');
  return profile.callTree(Math.max(0, cpu)).tree;
}

/** The tree as the body of an answer of SelectMergeStacktraces (application/proto). */
export function responseOf(tree: CallTree): Uint8Array<ArrayBuffer> {
  return new Uint8Array(writeFlameGraphResponse(levelsFromCallTree(tree)));
}
