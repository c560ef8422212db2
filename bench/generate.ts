import { CallTreeBuilder } from '../pkg/calltree/build';
import type { LevelColumns } from '../pkg/pyroscope/flamegraph/levelColumns';
import type { CallTree } from '../pkg/calltree/tree';
import { levelsFromCallTree } from '../pkg/pyroscope/flamegraph/levels';
import { writeFlameGraphResponse } from '../pkg/pyroscope/flamegraph/flamegraph';

/** One distinct function name per this many nodes, as in large real profiles. */
const NODES_PER_FUNCTION = 20;
const MAX_DEPTH = 110;
/** A sample of CPU time at 100 Hz, in nanoseconds. */
const SAMPLE = 10_000_000;

/**
 * A made-up profile of exactly `nodes` nodes, the root included, that looks like a real one: calls follow a call graph
 * in which a few functions call very many others, most stacks share their beginning, depth reaches about 100, and a
 * few call paths take most of the time. The same `seed` gives the same tree.
 */
export function generateTree(nodes: number, seed = 1): CallTree {
  const random = generator(seed);
  const builder = new CallTreeBuilder();
  const functionCount = Math.max(2, Math.floor(nodes / NODES_PER_FUNCTION));
  const functions = Uint32Array.from({ length: functionCount }, (_, i) => builder.functions.intern(functionName(i)));
  const fanOut = Uint16Array.from({ length: functionCount }, () => Math.min(2000, 1 + 1 / (random() + 1e-9) ** 0.9));
  // Of each of the builder's nodes, which function it is and how deep it lies.
  const functionOf = new Uint32Array(nodes);
  const depthOf = new Uint8Array(nodes);

  while (builder.length < nodes) {
    // Old nodes are met again and again, as the loops and dispatchers of a program are.
    let node = Math.floor(random() ** (random() < 0.3 ? 12 : 1) * builder.length);
    const steps = 1 + Math.floor(random() ** 3 * 30);
    for (let step = 0; step < steps && depthOf[node] < MAX_DEPTH && builder.length < nodes; step++) {
      const caller = functionOf[node];
      const call = Math.floor(random() * random() * fanOut[caller]);
      const callee = mix(caller, call) % functionCount;
      const child = builder.child(node, functions[callee]);
      functionOf[child] = callee;
      depthOf[child] = depthOf[node] + 1;
      node = child;
    }
    const samples = Math.ceil(0.5 / (random() + 1e-4) ** 1.1);
    builder.addSelf(node, samples * SAMPLE);
  }
  return builder.finish();
}

export function generateLevels(nodes: number, seed?: number): LevelColumns {
  return levelsFromCallTree(generateTree(nodes, seed));
}

/** The generated profile as the body of an answer of SelectMergeStacktraces (application/proto). */
export function generateResponse(nodes: number, seed?: number): Uint8Array {
  return writeFlameGraphResponse(generateLevels(nodes, seed));
}

const domains = [
  'github.com/acme',
  'go.opentelemetry.io/otel',
  'google.golang.org/grpc',
  'net',
  'encoding',
  'internal',
];
const packages = ['catalog', 'pricing', 'checkout', 'inventory', 'transport', 'encoder', 'scheduler', 'storage'];
const types = ['Engine', 'RequestHandler', 'Decoder', 'ConnectionPool', 'Index', 'BatchWriter', 'Resolver', 'Cache'];
const methods = ['Process', 'readHeader', 'Lookup', 'marshalNext', 'ServeHTTP', 'compactBlocks', 'applyRules', 'flush'];

/** About 45 characters, different for each number. */
function functionName(index: number): string {
  const word = (list: readonly string[], salt: number) => list[mix(index, salt) % list.length];
  return `${word(domains, 1)}/${word(packages, 2)}.(*${word(types, 3)}).${word(methods, 4)}${index.toString(36)}`;
}

function mix(a: number, b: number): number {
  let h = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Numbers from 0 to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => mix(state++, seed) / 2 ** 32;
}
