import { NONE, type CallTree, type NodeIndex } from '../tree';

export interface HeaviestChildren {
  /** Heaviest first; the earlier of two that weigh the same. */
  readonly nodes: Uint32Array;
  /** How many children pass, those that are not listed included. */
  readonly count: number;
}

/**
 * At most `limit` children of `parent` that pass, by weight: total, of both sides of a comparison together. With `after`
 * the list goes on behind that child. One pass over the children, and no sorting of all of them: a function may call
 * 200,000 others.
 */
export function heaviestChildren(
  tree: CallTree,
  parent: NodeIndex,
  limit: number,
  passes?: (child: NodeIndex) => boolean,
  after: NodeIndex | typeof NONE = NONE
): HeaviestChildren {
  const { subtreeEnd, total, totalRight } = tree;
  const weight = (node: NodeIndex) => total[node] + (totalRight?.[node] ?? 0);
  /** Whether `one` comes before `other` in the list. */
  const before = (one: NodeIndex, other: NodeIndex) => {
    const difference = weight(one) - weight(other);
    return difference > 0 || (difference === 0 && one < other);
  };
  const kept = new LastFirst(limit, before);
  let count = 0;
  for (let child = parent + 1; child < subtreeEnd[parent]; child = subtreeEnd[child]) {
    if (!passes || passes(child)) {
      count++;
      if (after === NONE || before(after, child)) {
        kept.offer(child);
      }
    }
  }
  return { nodes: kept.inOrder(), count };
}

/** A heap of bounded size with the one that comes last in the list on top. */
class LastFirst {
  private readonly nodes: NodeIndex[] = [];

  constructor(
    private readonly limit: number,
    private readonly before: (one: NodeIndex, other: NodeIndex) => boolean
  ) {}

  offer(node: NodeIndex): void {
    const { nodes, limit, before } = this;
    if (nodes.length < limit) {
      nodes.push(node);
      this.rise(nodes.length - 1);
    } else if (limit > 0 && before(node, nodes[0])) {
      nodes[0] = node;
      this.sink(0);
    }
  }

  inOrder(): Uint32Array {
    return Uint32Array.from(this.nodes.sort((one, other) => (this.before(one, other) ? -1 : 1)));
  }

  private rise(at: number): void {
    const { nodes, before } = this;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(nodes[above], nodes[at])) {
        return;
      }
      [nodes[above], nodes[at]] = [nodes[at], nodes[above]];
      at = above;
    }
  }

  private sink(at: number): void {
    const { nodes, before } = this;
    for (;;) {
      let last = at;
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < nodes.length && before(nodes[last], nodes[below])) {
          last = below;
        }
      }
      if (last === at) {
        return;
      }
      [nodes[last], nodes[at]] = [nodes[at], nodes[last]];
      at = last;
    }
  }
}
