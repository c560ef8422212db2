import type { LevelColumns } from '../../calltree/levelColumns';
import { writeFlameGraphResponse } from '../../pyroscope/flamegraphWriter';

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

function flameGraphJson({ names, levelStart, gap, total, self, name }: LevelColumns): string {
  const levels: string[] = [];
  let maxSelf = 0;
  for (let level = 0; level + 1 < levelStart.length; level++) {
    const values: string[] = [];
    for (let node = levelStart[level]; node < levelStart[level + 1]; node++) {
      values.push(`"${gap[node]}","${total[node]}","${self[node]}","${name[node]}"`);
      maxSelf = Math.max(maxSelf, self[node]);
    }
    levels.push(`{"values":[${values.join()}]}`);
  }
  const sums = (total[0] > 0 ? `,"total":"${total[0]}"` : '') + (maxSelf > 0 ? `,"maxSelf":"${maxSelf}"` : '');
  return `{"flamegraph":{"names":${JSON.stringify(names)},"levels":[${levels.join()}]${sums}}}`;
}
