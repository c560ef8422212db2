import type { Browser, Page } from '@playwright/test';
import type { CallTree } from '../pkg/calltree/tree';
import { heldAndShown, loading, type Shown } from './page';
import { peerViews } from './peer';
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

interface Times {
  /** Milliseconds from the click to the end of the frame that shows it: for the first time, and again. */
  first: number;
  again: number;
  /** The longest time that the main thread was held, of both. */
  block: number;
}

export interface ViewResult extends Times {
  profile: string;
  view: string;
  /** The same of Grafana's own flame graph, where it has such a view. */
  grafana?: Times;
}

/** Each view of a profile in Explore, come to from the flame graph alone. */
export async function benchViews(
  browser: Browser,
  profiles: readonly string[],
  withPeer: boolean
): Promise<ViewResult[]> {
  console.log('\nFrom the flame graph to another view');
  const results: ViewResult[] = [];
  for (const profile of profiles) {
    const tree = PROFILES[profile]();
    const title = `${profile} (${tree.length.toLocaleString('en-US')} nodes)`;
    console.log(line(title, 'first time', 'again', 'block', ...(withPeer ? ['Grafana', 'again', 'block'] : [])));
    const theirs: Record<string, Shown[]> = withPeer ? await peerViews(browser, tree) : {};
    for (const [view, times] of Object.entries(await viewsOf(browser, tree))) {
      const [own, grafana] = [timesOf(times), theirs[view] && timesOf(theirs[view])];
      const shown = [own, ...(grafana ? [grafana] : [])].flatMap(({ first, again, block }) => [first, again, block]);
      console.log(line(`  ${view}`, ...shown.map(ms)));
      results.push({ profile, view, ...own, ...(grafana && { grafana }) });
    }
  }
  return results;
}

function timesOf(times: readonly Shown[]): Times {
  const rounded = (time: number) => Math.round(time * 10) / 10;
  const [first, again] = times.map(({ shown }) => rounded(shown));
  return { first, again, block: rounded(Math.max(...times.map(({ held }) => held))) };
}

function viewsOf(browser: Browser, tree: CallTree): Promise<Record<string, Shown[]>> {
  return withProfile(browser, tree, async (watched) => {
    await loading(watched, '/SelectMergeStacktraces');
    const { page } = watched;
    const results: Record<string, Shown[]> = {};
    for (const [view, how] of Object.entries(VIEWS)) {
      results[view] = [];
      for (let time = 0; time < 2; time++) {
        await goTo(page, 'Graph', { shows: painted('hotpath-graph') });
        results[view].push(await goTo(page, view, how));
      }
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
