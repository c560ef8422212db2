import type { Browser, Page } from '@playwright/test';
import { applyTransforms } from '../src/panel/transforms/applyTransforms';
import type { Transform } from '../src/panel/transforms/transform';
import { heldAndShown, loading, type Shown, type WatchedPage } from './page';
import { withProfile } from './plugin';
import { PROFILES } from './profiles';
import { line, median, ms } from './statistics';

/** Each kind of transform once, as a user would have it. */
const TRANSFORMS: Readonly<Record<string, Transform>> = {
  'show only stacks': { kind: 'through', text: 'engine|check', match: 'regex' },
  'hide stacks': { kind: 'hide', text: 'marshal|^bind', match: 'regex' },
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

export interface PictureResult {
  profile: string;
  transform: string;
  /** Milliseconds from the click to the end of the frame that shows it: for the first time, and again. */
  first: number;
  again: number;
  /** The longest that the page was held, of both. */
  block: number;
}

/** From a click that switches a transform on to its picture, in Explore, graph and table; each in a page of its own. */
export async function benchTransformPictures(browser: Browser, profiles: readonly string[]): Promise<PictureResult[]> {
  console.log('\nTransform a profile in the browser');
  const results: PictureResult[] = [];
  for (const profile of profiles) {
    const tree = PROFILES[profile]();
    console.log(line(`${profile} (${tree.length.toLocaleString('en-US')} nodes)`, 'first time', 'again', 'block'));
    for (const [transform, how] of Object.entries(TRANSFORMS)) {
      const times = await withProfile(browser, tree, switchOnTwice, { transforms: [{ ...how, off: true }] });
      const [first, again] = times.map(({ shown }) => Math.round(shown * 10) / 10);
      const block = Math.round(Math.max(...times.map(({ held }) => held)) * 10) / 10;
      console.log(line(`  ${transform}`, ...[first, again, block].map(ms)));
      results.push({ profile, transform, first, again, block });
    }
  }
  return results;
}

async function switchOnTwice(watched: WatchedPage): Promise<Shown[]> {
  await loading(watched, '/SelectMergeStacktraces');
  const times: Shown[] = [];
  for (let time = 0; time < 2; time++) {
    times.push(await switchChip(watched.page));
    await switchChip(watched.page);
  }
  return times;
}

/** Stands in the graph's place where a transform leaves nothing of a profile. */
const NOTHING_LEFT = '[data-testid="hotpath-message"]';

/** Switches the transform on or off, and waits until there is another graph and the page is at rest. */
async function switchChip(page: Page): Promise<Shown> {
  await page.locator('[data-chip]').evaluate((button: HTMLElement) => button.click());
  const isEmpty = await page.locator(NOTHING_LEFT).isVisible();
  return heldAndShown(page.getByRole('menuitem', { name: /^Switch o/ }), isEmpty ? ':not(*)' : NOTHING_LEFT, true);
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
