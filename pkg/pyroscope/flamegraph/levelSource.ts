import type { LevelColumns } from './levelColumns';

/**
 * A flame graph's nodes as Pyroscope sends them, level by level, wherever they are kept. Each level is read once, from
 * its first node to its last.
 */
export interface LevelSource {
  readonly names: readonly string[];
  /** How many nodes are on each level. */
  readonly counts: ArrayLike<number>;
  /** Whether nodes have a right-hand side. */
  readonly compared: boolean;
  /**
   * Puts the next `nodes` nodes of a level into `into`, from `at` on: of each its gap, total and self, in a comparison
   * those of the right-hand side, and its name.
   */
  read(level: number, into: Float64Array, at: number, nodes: number): void;
}

export function valuesPerNode({ compared }: Pick<LevelSource, 'compared'>): number {
  return compared ? 7 : 4;
}

export function sourceOfColumns(levels: LevelColumns): LevelSource {
  const { names, levelStart, gapRight } = levels;
  const columns = inOrder(levels);
  const next = levelStart.slice();
  return {
    names,
    counts: levelStart.subarray(1).map((end, level) => end - levelStart[level]),
    compared: gapRight !== undefined,
    read: (level, into, at, nodes) => {
      for (const to = next[level] + nodes; next[level] < to; next[level]++) {
        for (const column of columns) {
          into[at++] = column[next[level]];
        }
      }
    },
  };
}

/** All nodes of a source that nothing was read of, as columns. */
export function columnsOfSource({ names, counts, compared, read }: LevelSource): LevelColumns {
  const levelStart = new Uint32Array(counts.length + 1);
  for (let level = 0; level < counts.length; level++) {
    levelStart[level + 1] = levelStart[level] + counts[level];
  }
  const nodes = levelStart[counts.length];
  const side = () => [new Float64Array(nodes), new Float64Array(nodes), new Float64Array(nodes)];
  const [gap, total, self] = side();
  const [gapRight, totalRight, selfRight] = compared ? side() : [];
  const levels = {
    names,
    levelStart,
    gap,
    total,
    self,
    name: new Uint32Array(nodes),
    ...(compared && { gapRight, totalRight, selfRight }),
  };
  const columns = inOrder(levels);
  const values = new Float64Array(columns.length);
  for (let level = 0; level < counts.length; level++) {
    for (let node = levelStart[level]; node < levelStart[level + 1]; node++) {
      read(level, values, 0, 1);
      columns.forEach((column, at) => (column[node] = values[at]));
    }
  }
  return levels;
}

function inOrder({ gap, total, self, gapRight, totalRight, selfRight, name }: LevelColumns) {
  return gapRight && totalRight && selfRight
    ? [gap, total, self, gapRight, totalRight, selfRight, name]
    : [gap, total, self, name];
}
