import type { Browser, Page } from '@playwright/test';
import type { CallTree } from '../pkg/calltree/tree';
import { heldAndShown, loading } from './page';
import { withProfile } from './plugin';
import { PROFILES } from './profiles';
import { line, ms } from './statistics';

interface View {
  /** In the menu beside the view switch, and not in it. */
  inMenu?: boolean;
  /** What is on the page when it is shown. */
  shows: string;
}

const painted = (testId: string) => `[data-testid="${testId}"][data-hotpath-painted]`;
const secondRow = (testId: string) => `[data-testid="${testId}"] [role="row"][data-at="1"]`;

const VIEWS: Readonly<Record<string, View>> = {
  Table: { shows: '[data-testid="hotpath-table"] [role="row"][aria-rowindex="2"]' },
  'Call tree': { shows: secondRow('hotpath-calltree') },
  'Inverted tree': { inMenu: true, shows: secondRow('hotpath-inverted-tree') },
  'Inverted graph': { inMenu: true, shows: painted('hotpath-inverted-graph') },
  Sandwich: { inMenu: true, shows: painted('hotpath-callers') },
  'Call graph': { inMenu: true, shows: '[data-testid="hotpath-call-graph"] [role="option"]' },
};

export interface ViewResult {
  profile: string;
  view: string;
  /** Milliseconds from the click to the end of the frame that shows it: for the first time, and again. */
  first: number;
  again: number;
  /** The longest time that the main thread was held, of both. */
  block: number;
}

/** Each view of a profile in Explore, come to from the flame graph alone. */
export async function benchViews(browser: Browser, profiles: readonly string[]): Promise<ViewResult[]> {
  console.log('\nFrom the flame graph to another view');
  const results: ViewResult[] = [];
  for (const profile of profiles) {
    const tree = PROFILES[profile]();
    console.log(line(`${profile} (${tree.length.toLocaleString('en-US')} nodes)`, 'first time', 'again', 'block'));
    for (const result of await viewsOf(browser, tree)) {
      console.log(line(`  ${result.view}`, ...[result.first, result.again, result.block].map(ms)));
      results.push({ profile, ...result });
    }
  }
  return results;
}

function viewsOf(browser: Browser, tree: CallTree): Promise<Array<Omit<ViewResult, 'profile'>>> {
  return withProfile(browser, tree, async (watched) => {
    await loading(watched, '/SelectMergeStacktraces');
    const { page } = watched;
    const results: Array<Omit<ViewResult, 'profile'>> = [];
    for (const [view, how] of Object.entries(VIEWS)) {
      const times = [];
      for (let time = 0; time < 2; time++) {
        await goTo(page, 'Graph', { shows: painted('hotpath-graph') });
        times.push(await goTo(page, view, how));
      }
      const [first, again] = times.map(({ shown }) => Math.round(shown * 10) / 10);
      results.push({ view, first, again, block: Math.round(Math.max(...times.map(({ held }) => held)) * 10) / 10 });
    }
    return results;
  });
}

/** Chooses a view, and waits until it is there and the page is at rest. */
async function goTo(page: Page, name: string, { inMenu, shows }: View) {
  if (inMenu) {
    await page.getByRole('button', { name: /^(Other views|View: )/ }).click();
  }
  // In the menu a description follows the name, and what can stand beside the picture comes later.
  const choice = page.getByRole(inMenu ? 'menuitemradio' : 'radio', { name: new RegExp(`^${name}`) }).first();
  await choice.waitFor({ state: 'attached' });
  return heldAndShown(choice, shows);
}
