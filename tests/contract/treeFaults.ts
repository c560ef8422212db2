import type { CallTree } from '../../pkg/calltree/tree';

/** The nodes whose self value and children do not make their total, on either side. */
export function treeFaults({
  length,
  parent,
  self,
  total,
  selfRight,
  totalRight,
  functions,
  ...tree
}: CallTree): string[] {
  const faults: string[] = [];
  const side = (name: string, own: Float64Array, all: Float64Array) => {
    const sum = own.slice();
    for (let node = 1; node < length; node++) {
      sum[parent[node]] += all[node];
    }
    for (let node = 0; node < length; node++) {
      if (sum[node] !== all[node] || own[node] < 0) {
        faults.push(
          `${name} of node ${node} (${functions.names[tree.function[node]]}): ${sum[node]}, not ${all[node]}`
        );
      }
    }
  };
  side('total', self, total);
  if (selfRight && totalRight) {
    side('right total', selfRight, totalRight);
  }
  return faults;
}
