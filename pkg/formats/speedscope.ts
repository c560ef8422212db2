import type { Steps } from '../calltree/slices';
import type { FunctionIndex } from '../calltree/tree';
import { firstFrame, overStacks, valuesOf, type Extract } from './extract';

export interface SpeedscopeAbout {
  /** Of the file. */
  name: string;
  /** One, or two for a comparison: the left-hand side first. */
  profileNames: readonly string[];
  unit: 'none' | 'nanoseconds' | 'microseconds' | 'milliseconds' | 'seconds' | 'bytes';
  exporter: string;
}

/**
 * A tree as speedscope's own JSON (https://www.speedscope.app/file-format-schema.json), in parts: a sampled profile,
 * a sample for each node with a value of its own.
 */
export function* writeSpeedscope(extract: Extract, about: SpeedscopeAbout): Steps<string[]> {
  const { functions, depth, function: functionOf } = extract.tree;
  const first = firstFrame(extract);
  const rowOf = new Int32Array(functions.names.length).fill(-1);
  const frames: string[] = [];
  const row = (fn: FunctionIndex) => {
    if (rowOf[fn] < 0) {
      rowOf[fn] = frames.length;
      const file = functions.files?.[fn];
      const line = functions.lines?.[fn] ?? 0;
      frames.push(
        JSON.stringify({ name: functions.names[fn], ...(file ? { file } : {}), ...(file && line > 0 ? { line } : {}) })
      );
    }
    return rowOf[fn];
  };
  const sides = about.profileNames.map(() => ({ samples: [] as string[], weights: [] as number[], sum: 0 }));
  const path: number[] = [];
  yield* overStacks(extract, (node, write) => {
    const at = depth[node] - depth[first];
    path.length = at;
    path[at] = row(functionOf[node]);
    const values = write ? valuesOf(extract, node, false) : [];
    const stack = values.some((value) => value > 0) ? JSON.stringify(path) : '';
    values.forEach((value, side) => {
      if (value > 0) {
        sides[side].samples.push(stack);
        sides[side].weights.push(value);
        sides[side].sum += value;
      }
    });
  });
  const parts = [`{"$schema":"https://www.speedscope.app/file-format-schema.json","shared":{"frames":[`];
  yield* commaSeparated(frames, parts);
  parts.push(`]},"profiles":[`);
  for (const [side, { samples, weights, sum }] of sides.entries()) {
    const name = JSON.stringify(about.profileNames[side]);
    parts.push(
      `${side > 0 ? ',' : ''}{"type":"sampled","name":${name},"unit":"${about.unit}","startValue":0,"endValue":${sum},"samples":[`
    );
    yield* commaSeparated(samples, parts);
    parts.push(`],"weights":[`);
    yield* commaSeparated(weights, parts);
    parts.push(']}');
  }
  const { name, exporter } = about;
  parts.push(`],"activeProfileIndex":0,"name":${JSON.stringify(name)},"exporter":${JSON.stringify(exporter)}}\n`);
  return parts;
}

const ITEMS_PER_PART = 4096;

function* commaSeparated(items: ReadonlyArray<string | number>, parts: string[]): Steps<void> {
  for (let from = 0; from < items.length; from += ITEMS_PER_PART) {
    parts.push((from > 0 ? ',' : '') + items.slice(from, from + ITEMS_PER_PART).join(','));
    yield;
  }
}
