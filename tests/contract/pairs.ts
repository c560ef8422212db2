import { fromBinary } from '@bufbuild/protobuf';
import type { CallTree } from '../../pkg/calltree/tree';
import { callTreeFromLevels } from '../../pkg/pyroscope/flamegraph/levels';
import { treeDifferences } from '../../pkg/profile-server/testing/compareTrees';
import { readTreeFormat } from '../../pkg/profile-server/testing/treeFormat';
import { readFlameGraphResponse } from '../../pkg/pyroscope/flamegraph/flamegraph';
import { SelectMergeStacktracesResponseSchema } from '../../pkg/pyroscope/gen/querier/v1/querier_pb';
import { methodAt, sameQuestion } from './calls';
import type { Recording } from './recording';

export type Pair = [flameGraph: Recording, tree: Recording];

/** The questions that were asked for a flame graph and for Pyroscope's own form of a tree. */
export function treePairs(recordings: Recording[]): Pair[] {
  const byName = new Map(recordings.map((recording) => [recording.name, recording]));
  return recordings.flatMap((tree): Pair[] => {
    const flameGraph = byName.get(tree.name.replace(/-tree(?=-|$)/, '-flamegraph'));
    const method = methodAt(tree.path);
    const [one, other] = [flameGraph?.proto?.request, tree.proto?.request];
    return flameGraph && flameGraph !== tree && method && one && other && sameQuestion(method, one, other)
      ? [[flameGraph, tree]]
      : [];
  });
}

/**
 * The call paths of a flame graph, as we read its levels, that are not those of the server's tree. Where `max_nodes` cut
 * something away each call cut as it liked: then only the whole is compared.
 */
export function pairDifferences([flameGraph, tree]: Pair): string[] {
  const levels = callTreeFromLevels(readFlameGraphResponse(flameGraph.proto!.response));
  const whole = readTreeFormat(fromBinary(SelectMergeStacktracesResponseSchema, tree.proto!.response).tree);
  if (isCut(levels) || isCut(whole)) {
    return levels.total[0] === whole.total[0] ? [] : [`${levels.total[0]}, in the tree ${whole.total[0]}`];
  }
  return treeDifferences(levels, whole).map(
    ({ path, left, right }) => `${path}: ${JSON.stringify(left)}, in the tree ${JSON.stringify(right)}`
  );
}

function isCut({ functions }: CallTree): boolean {
  return functions.names.includes('other');
}
