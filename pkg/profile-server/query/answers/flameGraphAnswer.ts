import type { LevelColumns } from '../../../pyroscope/flamegraph/levelColumns';
import { writeFlameGraphResponse } from '../../../pyroscope/flamegraph/flamegraphWriter';

/** The answer to a call, in either of the two encodings. */
export interface Answer {
  toBinary(): Uint8Array;
  toJson(): string;
}

/** A flame graph, written from its columns: as messages it would be an object per level and a bigint per value. */
export function flameGraphAnswer(levels: LevelColumns): Answer {
  return {
    toBinary: () => writeFlameGraphResponse(levels),
    toJson: () => flameGraphJson(levels),
  };
}

function flameGraphJson(columns: LevelColumns): string {
  const { names, levelStart, gap, total, self, name, gapRight, totalRight, selfRight } = columns;
  const levels: string[] = [];
  let maxSelf = 0;
  for (let level = 0; level + 1 < levelStart.length; level++) {
    const values: string[] = [];
    for (let node = levelStart[level]; node < levelStart[level + 1]; node++) {
      values.push(`"${gap[node]}","${total[node]}","${self[node]}"`);
      maxSelf = Math.max(maxSelf, self[node]);
      if (gapRight && totalRight && selfRight) {
        values.push(`"${gapRight[node]}","${totalRight[node]}","${selfRight[node]}"`);
        maxSelf = Math.max(maxSelf, selfRight[node]);
      }
      values.push(`"${name[node]}"`);
    }
    levels.push(`{"values":[${values.join()}]}`);
  }
  const sums = Object.entries({
    total: total[0] + (totalRight?.[0] ?? 0),
    maxSelf,
    ...(totalRight && { leftTicks: total[0], rightTicks: totalRight[0] }),
  });
  const written = sums.filter(([, sum]) => sum > 0).map(([key, sum]) => `,"${key}":"${sum}"`);
  return `{"flamegraph":{"names":${JSON.stringify(names)},"levels":[${levels.join()}]${written.join('')}}}`;
}
