import { defineConfig } from '@playwright/test';

import type { HostOptions } from './fixtures';

/**
 * React 19 runs everything; React 18, the oldest line the plugins are compiled against, what its components, hooks and
 * events do: in one theme, on profiles of usual size. What is asked of a server, what is counted of the answer and made
 * of it, colours, sizes, addresses, files and how much a large profile may take do not depend on the line.
 */
export default defineConfig<HostOptions>({
  testDir: '.',
  globalSetup: './stack.ts',
  outputDir: '../../test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  // A machine that is busy elsewhere fails a test now and then; the summary names what passed at the second try only.
  retries: 1,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '../../.cache/test-results/browser.json' }]],
  use: { viewport: { width: 1500, height: 900 }, screenshot: 'only-on-failure', trace: 'on-first-retry' },
  projects: [
    { name: 'react19', use: { host: 'react19' } },
    {
      name: 'react18',
      use: { host: 'react18' },
      grepInvert: [/\bdark\)?$/, /million nodes/],
      testIgnore: [
        'address',
        'amounts',
        'answers',
        'arrival',
        'callgraph',
        'errors',
        'export',
        'firstScreen',
        'guardRails',
        'inverted',
        'language',
        'large',
        'links',
        'look',
        'question',
        'runs',
        'sandwich',
        'search',
        'transforms',
        'truncation',
        'unnamed',
        'worker',
      ].map((name) => `${name}.spec.ts`),
    },
  ],
});
