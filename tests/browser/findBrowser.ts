import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { chromium } from '@playwright/test';

export interface Browser {
  executablePath: string;
  args: string[];
  /** What the process needs besides the environment it inherits. */
  env: Record<string, string>;
  source: string;
}

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const SANDBOX_OFF = ['--no-sandbox', '--disable-dev-shm-usage'];
/**
 * Chromium 156 loads two pages for the list below its address bar into each window, seen by nobody: a sixth of the time
 * of the browser tests. It heeds the last list of features to turn off alone, so those that Playwright 1.65 turns off
 * are named again.
 */
const FEATURES_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];
const ARGUMENTS = [...SANDBOX_OFF, `--disable-features=${FEATURES_OFF.join(',')}`];
const UNPACKED = resolve(__dirname, '../../.cache/browser');

/**
 * A Chromium for the tests: one that is named in HOTPATH_BROWSER or installed on the system, else the one that ships in
 * an npm package, else Playwright's download. Each is started once to see that it runs here.
 */
export async function findBrowser(): Promise<Browser> {
  const tried: string[] = [];
  for (const candidate of [named, installed, fromPackage, downloaded]) {
    try {
      const browser = await candidate();
      if (browser) {
        return browser;
      }
    } catch (error) {
      tried.push(`${candidate.name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  throw new Error(
    [
      'No Chromium for the browser tests. Install one (Debian and Ubuntu: `apt-get install chromium`),',
      'or set HOTPATH_BROWSER to the path of a Chromium or Chrome.',
      ...tried.map((line) => `  ${line}`),
    ].join('\n')
  );
}

function checkRuns(executablePath: string, env: Record<string, string> = {}) {
  execFileSync(executablePath, ['--version', ...SANDBOX_OFF], {
    env: { ...process.env, ...env },
    stdio: 'pipe',
    timeout: 60_000,
  });
}

function named(): Browser | undefined {
  const executablePath = process.env.HOTPATH_BROWSER;
  if (!executablePath) {
    return undefined;
  }
  checkRuns(executablePath);
  return { executablePath, args: ARGUMENTS, env: {}, source: 'HOTPATH_BROWSER' };
}

function installed(): Browser | undefined {
  for (const folder of (process.env.PATH ?? '').split(':')) {
    for (const name of SYSTEM_NAMES) {
      const executablePath = join(folder, name);
      if (existsSync(executablePath)) {
        checkRuns(executablePath);
        return { executablePath, args: ARGUMENTS, env: {}, source: 'the system' };
      }
    }
  }
  return undefined;
}

/** The package unpacks into the temporary folder, where another version's leftovers may lie: it gets a folder of ours. */
async function fromPackage(): Promise<Browser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return undefined;
  }
  mkdirSync(UNPACKED, { recursive: true });
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = UNPACKED;
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    const bin = join(dirname(require.resolve('@sparticuz/chromium')), '..', '..', 'bin');
    const libraries = join(await inflate(join(bin, 'al2023.tar.br')), 'lib');
    const browser = {
      executablePath,
      args: [...ARGUMENTS, '--no-zygote'],
      source: 'the npm package @sparticuz/chromium',
    };
    const fonts = { FONTCONFIG_FILE: writeFontSettings() };
    try {
      checkRuns(executablePath, fonts);
      return { ...browser, env: fonts };
    } catch {
      const env = { ...fonts, LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
      checkRuns(executablePath, env);
      return { ...browser, env };
    }
  } finally {
    if (temporary === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = temporary;
    }
  }
}

/** The package's own settings look for its font where it would lie on a cloud function; a page without any font crashes. */
function writeFontSettings(): string {
  const file = join(UNPACKED, 'fonts.conf');
  const folders = [join(UNPACKED, 'fonts'), '/usr/share/fonts'].map((folder) => `<dir>${folder}</dir>`).join('');
  const cache = `<cachedir>${join(UNPACKED, 'fonts-cache')}</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?>\n<fontconfig>${folders}${cache}</fontconfig>\n`);
  return file;
}

function downloaded(): Browser {
  if (!existsSync(chromium.executablePath())) {
    execFileSync('npx', ['playwright', 'install', 'chromium', '--only-shell'], { stdio: 'pipe', timeout: 300_000 });
  }
  const executablePath = chromium.executablePath();
  checkRuns(executablePath);
  return { executablePath, args: ARGUMENTS, env: {}, source: "Playwright's download" };
}
