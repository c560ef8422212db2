import { applyTransforms } from '../src/panel/transforms/applyTransforms';
import type { Transform } from '../src/panel/transforms/transform';
import { PROFILES } from './profiles';
import { line, median, ms } from './statistics';

/** Each kind of transform once, as a user would have it. */
const TRANSFORMS: Readonly<Record<string, Transform>> = {
  'show only stacks': { kind: 'through', text: 'engine|check', match: 'regex' },
  'hide stacks': { kind: 'hide', text: 'marshal', match: 'text' },
  'start at functions': { kind: 'from', text: 'engine|check', match: 'regex' },
  'drop frames': { kind: 'drop', text: 'engine|check', match: 'regex' },
  'keep frames': { kind: 'keep', text: 'engine|check', match: 'regex' },
  'hide runtime and idle': { kind: 'runtime' },
  'application code only': { kind: 'application' },
  'collapse recursion': { kind: 'recursion' },
  'group by package': { kind: 'group', by: 'package' },
  'group by module': { kind: 'group', by: 'module' },
  'group by file': { kind: 'group', by: 'file' },
  invert: { kind: 'invert' },
};

const ROUNDS = 5;

export interface TransformResult {
  profile: string;
  transform: string;
  /** Milliseconds to the tree, median of five, and the longest that the thread was held in any of them. */
  tree: number;
  block: number;
}

/** From a transform to its tree, in slices as on a page. */
export async function benchTransforms(profiles: readonly string[]): Promise<TransformResult[]> {
  console.log(`\nTransform a profile (median of ${ROUNDS}, longest block)`);
  const results: TransformResult[] = [];
  for (const profile of profiles) {
    const tree = PROFILES[profile]();
    console.log(line(`${profile} (${tree.length.toLocaleString('en-US')} nodes)`, 'to the tree', 'block'));
    for (const [transform, how] of Object.entries(TRANSFORMS)) {
      const times: number[] = [];
      let block = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const longest = watchBlocks();
        const start = performance.now();
        // Another object each time: what was made of a tree is kept with it.
        await applyTransforms({ ...tree }, [how], []);
        times.push(performance.now() - start);
        block = Math.max(block, longest());
      }
      const rounded = (time: number) => Math.round(time * 10) / 10;
      console.log(line(`  ${transform}`, ms(median(times)), ms(block)));
      results.push({ profile, transform, tree: rounded(median(times)), block: rounded(block) });
    }
  }
  return results;
}

/** Tells, when called, the longest time in which no other task ran. */
function watchBlocks(): () => number {
  let last = performance.now();
  let longest = 0;
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(tick, 0);
  return () => {
    tick();
    clearInterval(timer);
    return longest;
  };
}
