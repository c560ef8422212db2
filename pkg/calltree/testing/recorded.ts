import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPprof } from '../../formats/pprof';
import type { CallTree } from '../tree';

/** Recorded CPU profiles in several languages, the largest first. */
export const RECORDED = [
  'big-tsc-cpu',
  'go-cpu-merged-v1',
  'java-cpu-server',
  'node-wall-merged-v1',
  'python-cpu-merged-v1',
];

const trees = new Map<string, CallTree>();

/** The tree of a recorded profile's first sample type, or of the one that is called for. */
export function recordedTree(name: string, sampleType?: string): CallTree {
  const key = `${name} ${sampleType}`;
  let tree = trees.get(key);
  if (!tree) {
    const file = join(__dirname, `../../profile-server/samples/recorded/${name}.pb.gz`);
    const profile = readPprof(new Uint8Array(readFileSync(file)));
    const row = sampleType === undefined ? 0 : profile.sampleTypes.findIndex(({ type }) => type === sampleType);
    tree = profile.callTree(row).tree;
    trees.set(key, tree);
  }
  return tree;
}
